import { type MovementKind, waterfall } from "@tideline/metrics";
import { rowsFromColumns } from "./data.ts";
import { isWhole } from "./state.ts";
import type { View } from "./view.ts";

/** What of a period's upgrades, or downgrades, was quantity and what price; of the price, what list and what discount. */
export interface PriceParts {
  quantity_minor: number;
  price_minor: number;
  list_minor: number;
  discount_minor: number;
}

/** A row of `waterfall__price_parts`: upgrades alone, the waterfall has them with downgrades. */
interface PartsRow extends PriceParts {
  report_month: string;
  basis: string;
}

const none: PriceParts = { quantity_minor: 0, price_minor: 0, list_minor: 0, discount_minor: 0 };
const names = ["quantity_minor", "price_minor", "list_minor", "discount_minor"] as const;

function sum(rows: readonly PriceParts[]): PriceParts {
  const total = { ...none };
  for (const row of rows) for (const name of names) total[name] += row[name];
  return total;
}

const known = new WeakMap<View, Map<string, PriceParts | null>>();

/** The parts of one kind in the period: of all customers from the mart, of a label from the ledger; null before it is there. */
export function priceParts(view: View, kind: "upgrade" | "downgrade"): PriceParts | null {
  const made = known.get(view) ?? new Map<string, PriceParts | null>();
  known.set(view, made);
  const found = made.get(kind);
  if (found !== undefined) return found;
  const parts = partsOf(view, kind);
  made.set(kind, parts);
  return parts;
}

function partsOf(view: View, kind: MovementKind): PriceParts | null {
  const { ledger, state, period, parts, series } = view;
  const isOfPeriod = ({ report_month }: { report_month: string }) =>
    report_month >= period.first_month && report_month <= period.last_month;
  if (isWhole(state)) {
    if (!parts) return null;
    const up = sum(
      rowsFromColumns<PartsRow>(parts).filter((row) => row.basis === state.basis && isOfPeriod(row)),
    );
    if (kind === "upgrade") return up;
    const down = sum(series.rows.filter(isOfPeriod));
    for (const name of names) down[name] -= up[name];
    return down;
  }
  if (!ledger || ledger.has_fx) return null;
  return sum(waterfall(ledger, { kinds: [kind], ...view.chosen }).filter(isOfPeriod));
}
