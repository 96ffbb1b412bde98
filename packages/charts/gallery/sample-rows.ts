import type { BridgeRow, ClosingRow, LabelRow, RatePoint, ShareRow } from "../src/index.ts";

/** A repeatable wobble between -1 and 1, no randomness. */
export function wobble(index: number, phase = 0): number {
  return (Math.sin(index * 1.7 + phase) + Math.sin(index * 0.61 + 2 * phase)) / 2;
}

/** A month key, counted from January 2024. */
export function monthKey(index: number): string {
  return `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

const zero = {
  new_minor: 0,
  reactivation_minor: 0,
  add_on_minor: 0,
  upgrade_minor: 0,
  downgrade_minor: 0,
  product_churn_minor: 0,
  archive_minor: 0,
  churn_minor: 0,
  transfer_minor: 0,
  fx_minor: 0,
};

/** A row whose closing is its opening and its movements. */
export function bridgeRow(period: string, opening: number, movements: Partial<BridgeRow>): BridgeRow {
  const row = { ...zero, ...movements };
  const kinds = Object.keys(zero) as (keyof typeof zero)[];
  const sum = kinds.reduce((total, kind) => total + row[kind], 0) + (row.moved_minor ?? 0);
  return { ...row, opening_minor: opening, closing_minor: opening + sum, period };
}

/** A quarter with every movement of the sketch. */
export const quarter: BridgeRow = bridgeRow("2025-Q4", 329_700_000, {
  new_minor: 7_400_000,
  reactivation_minor: 600_000,
  add_on_minor: 3_900_000,
  upgrade_minor: 4_900_000,
  upgrade_quantity_minor: 3_100_000,
  downgrade_minor: -2_500_000,
  archive_minor: -400_000,
  product_churn_minor: -310_000,
  churn_minor: -3_000_000,
});

/** Months of movements that foot from one to the next. */
export function movementRows(
  count: number,
  scale = 1,
  key: (index: number) => string = monthKey,
): BridgeRow[] {
  const rows: BridgeRow[] = [];
  let opening = Math.round(251_200_000 * scale);
  for (let index = 0; index < count; index += 1) {
    const part = (base: number, phase: number) =>
      Math.round(base * scale * (1 + 0.35 * wobble(index, phase)));
    const row = bridgeRow(key(index), opening, {
      new_minor: part(3_200_000, 1),
      reactivation_minor: part(160_000, 2),
      add_on_minor: part(1_300_000, 3),
      upgrade_minor: part(1_500_000, 4),
      downgrade_minor: part(-760_000, 5),
      product_churn_minor: part(-110_000, 6),
      archive_minor: part(-140_000, 7),
      churn_minor: part(-1_400_000, 8),
    });
    rows.push(row);
    opening = row.closing_minor;
  }
  return rows;
}

/** Closing balances of the months of `movementRows`. */
export function closingRows(count: number, scale = 1): ClosingRow[] {
  return movementRows(count, scale).map((row) => ({
    report_month: `${row.period}-01`,
    closing_minor: row.closing_minor,
  }));
}

/** A rate a month around a level, with its customers. */
export function ratePoints(
  count: number,
  level: number,
  swing: number,
  phase: number,
  customers = 1400,
): RatePoint[] {
  return Array.from({ length: count }, (_, index) => ({
    report_month: `${monthKey(index)}-01`,
    rate: level + swing * wobble(index, phase),
    customers,
  }));
}

const industries = [
  "Financial services",
  "Health care",
  "Retail",
  "Manufacturing",
  "Public sector and education",
  "Logistics",
  "unassigned",
  "Hospitality",
];

/** A rate for every industry, one of them on few customers, one without a value. */
export const industryRows: LabelRow[] = industries.map((label, index) => ({
  label,
  value: label === "Logistics" ? null : 0.11 + 0.06 * wobble(index, 1),
  customers: label === "Hospitality" ? 12 : 60 + index * 37,
}));

/** So many customers, whose ARR falls with a power of their place. */
export function shareRows(customers: number, power: number): ShareRow[] {
  const held = Array.from({ length: customers }, (_, index) => Math.round(1e6 / (index + 1) ** (power / 2)));
  const all = held.reduce((sum, one) => sum + one, 0);
  let sum = 0;
  return held.map((one, index) => {
    const before = sum;
    sum += one;
    return {
      customers: index + 1,
      arr_minor: sum,
      all_customers: customers,
      all_arr_minor: all,
      is_eighty: sum >= 0.8 * all && before < 0.8 * all,
    };
  });
}
