import { bridgeFigure } from "./bridge-figure.ts";
import type { BridgeStep } from "./bridge-steps.ts";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { compactNumber, exactMoney, moneyLabel } from "./number-label.ts";
import { monthLabel, parsePeriod, periodLabel } from "./period-label.ts";
import { type BridgeRow, type DrawnKind, finite, type ListedKind, listedKinds, movementOf } from "./rows.ts";
import { contentId } from "./svg.ts";

/** What the reader chose in a bridge. */
export type BridgeSelection = {
  /** A movement, or one of the two totals. */
  kind: DrawnKind | "opening" | "closing";
  /** The sign of what was drawn; null for the totals. Not the `side` of the netting policy. */
  side: "gain" | "loss" | null;
  /** Which part of an upgrade or downgrade, where they are split. */
  part: "quantity" | "price" | null;
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

type Movement = { kind: DrawnKind; part: "quantity" | "price" | null; name: string; lines: string[] };

const movements: readonly Movement[] = [
  { kind: "new", part: null, name: "New", lines: ["New"] },
  { kind: "reactivation", part: null, name: "Reactivation", lines: ["Reacti-", "vation"] },
  { kind: "add_on", part: null, name: "Add-on", lines: ["Add-on"] },
  { kind: "upgrade", part: null, name: "Upgrade", lines: ["Upgrade"] },
  { kind: "upgrade", part: "quantity", name: "Upgrade, quantity", lines: ["Upgrade", "quantity"] },
  { kind: "upgrade", part: "price", name: "Upgrade, price", lines: ["Upgrade", "price"] },
  { kind: "downgrade", part: null, name: "Downgrade", lines: ["Down-", "grade"] },
  { kind: "downgrade", part: "quantity", name: "Downgrade, quantity", lines: ["Downgr.", "quantity"] },
  { kind: "downgrade", part: "price", name: "Downgrade, price", lines: ["Downgr.", "price"] },
  { kind: "archive", part: null, name: "Archive", lines: ["Archive"] },
  { kind: "product_churn", part: null, name: "Product churn", lines: ["Product", "churn"] },
  { kind: "churn", part: null, name: "Churn", lines: ["Churn"] },
  { kind: "transfer", part: null, name: "Transfer", lines: ["Transfer"] },
  { kind: "moved", part: null, name: "Moved label", lines: ["Moved", "label"] },
  { kind: "fx", part: null, name: "Exchange rates", lines: ["Exch.", "rates"] },
];

const neutralKinds: readonly DrawnKind[] = ["transfer", "moved", "fx"];

/**
 * How did the balance get from its opening to its closing? One bar a movement between two totals, movements of 0
 * left out; upgrade and downgrade in quantity and price where the row has the split.
 * Rows: one period, or consecutive ones (summed: first opening, last closing), signed minor units. No rows give a
 * sentence instead. Bars that do not lead to the closing balance get a bar "not explained", so the gap shows.
 * @example waterfallBridge(row, { width: 640, currency: "USD", exponent: 2, onSelect: ({ kind }) => show(kind) })
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
  const steps = movements.flatMap((movement) => step(movement, periods, options));
  const gap = closing - opening - steps.reduce((sum, { value }) => sum + value, 0);
  if (gap !== 0) steps.push(unexplained(gap, options));
  const labels = totalLabels(first, last, options);
  const all = [
    total("opening", labels.opening, opening, options),
    ...steps,
    total("closing", labels.closing, closing, options),
  ];
  const period =
    first === last
      ? periodLabel(first.period)
      : `${periodLabel(first.period)} to ${periodLabel(last.period)}`;
  const change = exactMoney(closing - opening, options, { isSigned: true });
  const notes = periods.some((row) => row.is_partial) ? ["the period is not complete"] : [];
  if (steps.length === 0) notes.push("no movement in this period");
  return bridgeFigure(all, {
    document,
    width,
    height,
    id: id ?? contentId("bridge", JSON.stringify([period, all.map(({ name, value }) => [name, value])])),
    label: `${measure} bridge, ${period}: from ${moneyLabel(opening, options)} to ${moneyLabel(closing, options)}, ${change}.`,
    description: all.map(({ description }) => description).join("; "),
    notes,
    level: (value) => moneyLabel(value, options),
  });
}

function step(movement: Movement, rows: readonly BridgeRow[], options: WaterfallBridgeOptions): BridgeStep[] {
  const value = rows.reduce((sum, row) => sum + amount(movement, row), 0);
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
      text: compactNumber(value / 10 ** options.exponent, { isSigned: true }),
      description: `${name}: ${exactMoney(value, options, { isSigned: true })}`,
      data: { kind, part, value },
      ...choice({ kind, side, part, kinds: listedKinds([kind]) }, options),
    },
  ];
}

/** Whole kinds where a row has no split, their parts where it has; never both. */
function amount({ kind, part }: Movement, row: BridgeRow): number {
  const whole = movementOf(row, kind);
  const quantity =
    kind === "upgrade"
      ? row.upgrade_quantity_minor
      : kind === "downgrade"
        ? row.downgrade_quantity_minor
        : undefined;
  if (quantity === undefined) return part === null ? whole : 0;
  if (part === null) return 0;
  return part === "quantity" ? finite(quantity) : whole - finite(quantity);
}

function total(
  kind: "opening" | "closing",
  name: string,
  value: number,
  options: WaterfallBridgeOptions,
): BridgeStep {
  return {
    name,
    lines: [name],
    value,
    isTotal: true,
    tone: "total",
    text: moneyLabel(value, options),
    description: `${kind === "opening" ? "Opening" : "Closing"}, ${name}: ${exactMoney(value, options)}`,
    data: { kind, value },
    ...choice({ kind, side: null, part: null, kinds: [] }, options),
  };
}

function unexplained(value: number, options: WaterfallBridgeOptions): BridgeStep {
  return {
    name: "Not explained",
    lines: ["Not ex-", "plained"],
    value,
    isTotal: false,
    tone: "neutral",
    text: compactNumber(value / 10 ** options.exponent, { isSigned: true }),
    description: `Not explained by the movements: ${exactMoney(value, options, { isSigned: true })}`,
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
