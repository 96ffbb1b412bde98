import { formatMoney, formatMoneyCompact, formatNumber, formatPercent } from "@tideline/metrics";
import type { MoneyOptions } from "./chart-options.ts";

/** One label of a cut. */
export type LabelRow = {
  label: string;
  /** A rate (1 = 100 %) or minor units, as the unit says; null = cannot be computed. */
  value: number | null;
  /** The customers it rests on. */
  customers: number;
};

/** What the values of labels are: a rate, or money in minor units of a currency. */
export type LabelUnit = "rate" | ({ kind: "money" } & MoneyOptions);

export type LabelOrder = {
  /** Highest first (default), lowest first, or as given; labels without a value and the unassigned come last anyway. */
  order?: "descending" | "ascending" | "given";
  /** Labels that mean "no label". Default "unassigned", "unknown", "(none)" and "", in any case. */
  unassigned?: readonly string[];
};

const defaultUnassigned = ["unassigned", "unknown", "(none)", ""];

/**
 * Labels as they are read: ranked by value, ties by label; labels without a value after them; the unassigned last.
 * @example
 * rankLabels([{ label: "unknown", value: 9, customers: 1 }, { label: "A", value: 1, customers: 1 }], {})[0].label // => "A"
 */
export function rankLabels(
  rows: readonly LabelRow[],
  { order = "descending", unassigned = defaultUnassigned }: LabelOrder,
): LabelRow[] {
  const none = new Set(unassigned.map((label) => label.toLowerCase()));
  const rank = ({ label, value }: LabelRow) => (none.has(label.toLowerCase()) ? 2 : isKnown(value) ? 0 : 1);
  const direction = order === "ascending" ? 1 : -1;
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => {
      const byRank = rank(a.row) - rank(b.row);
      if (byRank !== 0 || order === "given") return byRank || a.index - b.index;
      const byValue = (known(a.row.value) - known(b.row.value)) * direction;
      return byValue || (a.row.label < b.row.label ? -1 : 1);
    })
    .map(({ row }) => row);
}

/**
 * A label's value as drawn. Money in thousands and up has three digits in every row, so that they can be compared down
 * the column: "$48.9k", "$18.0k".
 * @example
 * labelValue(960_000, { kind: "money", currency: "USD", exponent: 2 }) // => "$9.60k"
 */
export function labelValue(value: number | null, unit: LabelUnit): string {
  if (!isKnown(value)) return "n/a";
  return unit === "rate" ? formatPercent(value) : threeDigits(formatMoneyCompact(value, unit));
}

/** The zeros a short amount leaves off: "$18k" is "$18.0k". */
function threeDigits(text: string): string {
  return text.replace(/(\d+)(?:\.(\d+))?([kMB])$/, (whole, units: string, decimals = "", suffix: string) => {
    const places = 3 - units.length;
    return places > 0 ? `${units}.${String(decimals).padEnd(places, "0")}${suffix}` : whole;
  });
}

/** A label in words, for tooltips and screen readers. */
export function labelSentence(
  { label, value, customers }: LabelRow,
  unit: LabelUnit,
  small: number,
  counted = "customers",
): string {
  const amount = isKnown(value) && unit !== "rate" ? formatMoney(value, unit) : labelValue(value, unit);
  return `${nameOf(label)}: ${amount}, ${formatNumber(customers)} ${customers === 1 ? counted.replace(/s$/, "") : counted}${customers < small ? ", few" : ""}`;
}

/** An empty label still has a name. */
export function nameOf(label: string): string {
  return label.trim() === "" ? "(no label)" : label;
}

/** Whether a value can be drawn. */
export function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function known(value: number | null): number {
  return isKnown(value) ? value : 0;
}
