import { formatMoney, formatMoneyCompact } from "@tideline/metrics";
import { bridgeFigure } from "./bridge-figure.ts";
import {
  type BridgeMovement,
  type BridgePart,
  bridgeAmount,
  bridgeMovements,
  neutralKinds,
} from "./bridge-movements.ts";
import type { BridgeStep } from "./bridge-steps.ts";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { monthLabel, parsePeriod, spanLabel } from "./period-label.ts";
import { type BridgeRow, type DrawnKind, finite, type ListedKind, listedKinds } from "./rows.ts";
import { contentId } from "./svg.ts";

/** What the reader chose in a bridge. */
export type BridgeSelection = {
  /** A movement, or one of the two totals. */
  kind: DrawnKind | "opening" | "closing";
  /** The sign of what was drawn; null for the totals. Not the `side` of the netting policy. */
  side: "gain" | "loss" | null;
  /** Which part of an upgrade, downgrade or churn, where they are split. */
  part: BridgePart | null;
  /** The ledger kinds behind it, as `customersBehind` takes them; none for the totals and exchange rates. */
  kinds: readonly ListedKind[];
};

export type WaterfallBridgeOptions = ChartOptions &
  MoneyOptions & {
    /** Under the first and last total; default the month ends around the period. */
    openingLabel?: string;
    closingLabel?: string;
    /** The chosen bar, tinted. */
    selected?: Pick<BridgeSelection, "kind" | "part"> | null;
    onSelect?: (selection: BridgeSelection) => void;
  };

/**
 * How did the balance get from its opening to its closing? One bar a movement between two totals, movements of 0
 * left out; upgrade and downgrade in quantity and price, and churn by whether it was avoidable, where the row has the
 * split.
 * Rows: one period, or consecutive ones (summed: first opening, last closing), signed minor units. No rows give a
 * sentence instead. Bars that do not lead to the closing balance get a bar "not explained", so the gap shows.
 * @example
 * waterfallBridge(sumPeriods(waterfall(openLedger(exampleLedgerFile)), "year")[0], { currency: "USD", exponent: 2 }).getAttribute("aria-label") // => "MRR bridge, 2025: from $0 to $330, +$330.00."
 */
export function waterfallBridge(
  rows: BridgeRow | readonly BridgeRow[],
  options: WaterfallBridgeOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, height, measure = "MRR", document = globalThis.document, id } = options;
  const periods = "period" in rows ? [rows] : rows;
  const first = periods[0];
  const last = periods.at(-1);
  if (!first || !last) return missing(`No ${measure} bridge: the chosen period has no months.`, document);
  const opening = finite(first.opening_minor);
  const closing = finite(last.closing_minor);
  const steps = bridgeMovements.flatMap((movement) => step(movement, periods, options));
  const gap = closing - opening - steps.reduce((sum, { value }) => sum + value, 0);
  if (gap !== 0) steps.push(unexplained(gap, options));
  const labels = totalLabels(first, last, options);
  const short = shortTotals(opening, closing, options);
  const all = [
    total("opening", [labels.opening, short.opening], opening, options),
    ...steps,
    total("closing", [labels.closing, short.closing], closing, options),
  ];
  const period = spanLabel(first.period, last.period);
  const change = formatMoney(closing - opening, options, { signed: true });
  const notes = periods.some((row) => row.is_partial) ? ["the period is not complete"] : [];
  if (steps.length === 0) notes.push("no movement in this period");
  return bridgeFigure(all, {
    document,
    width,
    height,
    id: id ?? contentId("bridge", JSON.stringify([period, all.map(({ name, value }) => [name, value])])),
    label: `${measure} bridge, ${period}: from ${short.opening} to ${short.closing}, ${change}.`,
    description: all.map(({ description }) => description).join("; "),
    notes,
    level: (value) => formatMoneyCompact(value, options),
  });
}

function step(
  movement: BridgeMovement,
  rows: readonly BridgeRow[],
  options: WaterfallBridgeOptions,
): BridgeStep[] {
  const value = rows.reduce((sum, row) => sum + bridgeAmount(movement, row), 0);
  if (value === 0) return [];
  const side = value > 0 ? "gain" : "loss";
  const { kind, part, name, lines } = movement;
  return [
    {
      name,
      lines,
      value,
      isTotal: false,
      tone: neutralKinds.includes(kind) ? "neutral" : side,
      text: formatMoneyCompact(value, options, { signed: true, symbol: false }),
      description: `${name}: ${formatMoney(value, options, { signed: true })}`,
      data: { kind, part, value },
      ...choice({ kind, side, part, kinds: listedKinds([kind]) }, options),
    },
  ];
}

function total(
  kind: "opening" | "closing",
  [name, text]: readonly [string, string],
  value: number,
  options: WaterfallBridgeOptions,
): BridgeStep {
  return {
    name,
    lines: [name],
    value,
    isTotal: true,
    tone: "total",
    text,
    description: `${kind === "opening" ? "Opening" : "Closing"}, ${name}: ${formatMoney(value, options)}`,
    data: { kind, value },
    ...choice({ kind, side: null, part: null, kinds: [] }, options),
  };
}

/** The totals in short: in three digits, in four or exactly where that does not tell them apart. */
function shortTotals(opening: number, closing: number, money: MoneyOptions) {
  const writers = [3, 4].map((digits) => (minor: number) => formatMoneyCompact(minor, money, { digits }));
  const differs = (write: (minor: number) => string) => write(opening) !== write(closing);
  const exact = (minor: number) => formatMoney(minor, money);
  const write = (opening === closing ? writers[0] : writers.find(differs)) ?? exact;
  return { opening: write(opening), closing: write(closing) };
}

function unexplained(value: number, options: WaterfallBridgeOptions): BridgeStep {
  return {
    name: "Not explained",
    lines: ["Not ex-", "plained"],
    value,
    isTotal: false,
    tone: "neutral",
    text: formatMoneyCompact(value, options, { signed: true, symbol: false }),
    description: `Not explained by the movements: ${formatMoney(value, options, { signed: true })}`,
    data: { kind: "unexplained", value },
  };
}

function choice(selection: BridgeSelection, { onSelect, selected }: WaterfallBridgeOptions) {
  return {
    isSelected: selected?.kind === selection.kind && (selected.part ?? null) === selection.part,
    onSelect: onSelect ? () => onSelect(selection) : undefined,
  };
}

/** The month ends around the rows: of the months they hold where they say so, else of the whole period. */
function totalLabels(first: BridgeRow, last: BridgeRow, options: WaterfallBridgeOptions) {
  const from = parsePeriod(first.first_month ?? first.period);
  const to = parsePeriod(last.last_month ?? last.period);
  return {
    opening: options.openingLabel ?? (from ? monthLabel(from.year, from.first - 1) : "Opening"),
    closing: options.closingLabel ?? (to ? monthLabel(to.year, to.last) : "Closing"),
  };
}
