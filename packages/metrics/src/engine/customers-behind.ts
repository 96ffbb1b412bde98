import { MOVEMENT_KINDS, MOVEMENT_SIDES, type MovementKind, type MovementSide } from "../ledger-file.ts";
import type { MovementRow } from "../rows.ts";
import { carriedLabels } from "./carried-labels.ts";
import { everyone } from "./carriers.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { needsBalances } from "./needs-balances.ts";
import { type CutChoice, chosenLabel, type MonthRef, monthIndex } from "./resolve.ts";

export interface BehindOptions extends CutChoice {
  /** First and last month, both included: an index, "YYYY-MM" or a report_month. */
  fromMonth: MonthRef;
  toMonth: MonthRef;
  /** Kinds to list; "moved" lists the changes of label (needs a cut and a label). Default: all but "moved". */
  kinds?: readonly (MovementKind | "moved")[] | undefined;
  /** Sides to list; default all. Expansion and contraction give the rows behind those two bars. */
  sides?: readonly MovementSide[] | undefined;
}

/**
 * The customers behind a bar of the waterfall: whose movements are these?
 *
 * Lists the movements of the months from `fromMonth` to `toMonth` of the kinds and sides asked for, of one label of a
 * cut if given (the label that the waterfall books them on, so the amounts add up to its bar). Largest absolute amount
 * first, then by month, customer id, product and currency. Amounts in minor units of the ledger's currency, losses
 * negative. Of one product: of its `productLedger`. No movement gives an empty list. Throws on an unknown month, cut or
 * label, and on "moved" without a label.
 *
 * @example
 * customersBehind(openLedger(exampleLedgerFile), { fromMonth: "2025-05", toMonth: "2025-05", kinds: ["churn"] }).map((row) => row.customer_id) // => ["P"]
 *
 * Source: definitions, "Movements".
 */
export function customersBehind(ledger: Ledger, options: BehindOptions): MovementRow[] {
  const from = monthIndex(ledger, options.fromMonth);
  const to = monthIndex(ledger, options.toMonth);
  const chosen = chosenLabel(ledger, options);
  const { kinds, sides } = options;
  const listed = (names: readonly string[] | undefined, all: readonly string[]) =>
    all.map((name) => names === undefined || names.includes(name));
  const isKind = listed(kinds, MOVEMENT_KINDS);
  const isSide = listed(sides, MOVEMENT_SIDES);
  const { start, month, kind, side } = ledger.movements;
  const carried = chosen === null ? null : carriedLabels(ledger, chosen.cut, chosen.label);
  const customers = carried?.customers ?? everyone(ledger.customers.id.length);
  const rows: MovementRow[] = [];
  for (let place = 0; place < customers.length; place++) {
    const customer = customers[place] as number;
    for (let row = start[customer] as number; row < (start[customer + 1] as number); row++) {
      const at = month[row] as number;
      if (at < from || at > to) continue;
      if (!isKind[kind[row] as number] || !isSide[side[row] as number]) continue;
      if (carried !== null && carried.movement[row] !== chosen?.label) continue;
      rows.push(movementRow(ledger, customer, row));
    }
  }
  if (kinds?.includes("moved")) rows.push(...movedRows(ledger, chosen, { from, to }));
  return rows.sort(
    (a, b) =>
      Math.abs(b.amount_minor) - Math.abs(a.amount_minor) ||
      order(a.report_month, b.report_month) ||
      order(a.customer_id, b.customer_id) ||
      order(a.product, b.product) ||
      order(a.currency, b.currency) ||
      order(a.kind, b.kind) ||
      (a.line ?? -1) - (b.line ?? -1),
  );
}

function movementRow(ledger: Ledger, customer: number, row: number): MovementRow {
  const { movements } = ledger;
  return {
    report_month: ledger.report_months[movements.month[row] as number] as string,
    customer,
    customer_id: ledger.customers.id[customer] as string,
    name: ledger.customers.name[customer] ?? null,
    product: ledger.products[movements.product[row] as number] as string,
    currency: ledger.currencies[movements.currency[row] as number] as string,
    kind: MOVEMENT_KINDS[movements.kind[row] as number] as string,
    side: MOVEMENT_SIDES[movements.side[row] as number] as string,
    occasion: ledger.occasions[movements.occasion[row] as number] as string,
    reason: ledger.reasons[movements.reason[row] as number] ?? null,
    amount_minor: movements.amount[row] as number,
    quantity_minor: movements.quantity[row] as number,
    line: movements.line[row] as number,
  };
}

type Chosen = { cut: CutColumns; label: number } | null;
type Range = { from: number; to: number };

function movedRows(ledger: Ledger, chosen: Chosen, { from, to }: Range): MovementRow[] {
  if (chosen === null)
    throw new Error('customersBehind: "moved" needs one label of a cut, got none; give cut and label');
  needsBalances('customersBehind "moved"', ledger);
  const { cut, label } = chosen;
  const rows: MovementRow[] = [];
  const { moved } = carriedLabels(ledger, cut, label);
  for (let i = 0; i < moved.month.length; i++) {
    const month = moved.month[i] as number;
    if (month < from || month > to || (moved.from[i] !== label && moved.to[i] !== label)) continue;
    const minor = moved.amount[i] as number;
    const amount = moved.to[i] === label ? minor : -minor;
    rows.push(movedRow(ledger, moved.customer[i] as number, { month, amount }));
  }
  return rows;
}

type Amount = { month: number; amount: number };

function movedRow(ledger: Ledger, customer: number, { month, amount }: Amount): MovementRow {
  return {
    report_month: ledger.report_months[month] as string,
    customer,
    customer_id: ledger.customers.id[customer] as string,
    name: ledger.customers.name[customer] ?? null,
    product: "",
    currency: "",
    kind: "moved",
    side: "none",
    occasion: "",
    reason: null,
    amount_minor: amount,
    quantity_minor: 0,
    line: null,
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
