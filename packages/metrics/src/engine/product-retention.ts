import type { Ledger } from "./ledger.ts";
import { productLedger } from "./product-ledger.ts";
import { type Regrouped, regrouped, versionAt } from "./regrouped.ts";
import { type CutChoice, chosenLabel, type MonthRef, monthIndex } from "./resolve.ts";
import { labelAt, stateAt } from "./state-at.ts";

/** What became of one product's balance of then, minor units: opening + lost + grown = retained. */
export interface ProductRetentionRow {
  product: string;
  /** Balance then of the customers that had it then, and how many they were. */
  opening_minor: number;
  opening_customers: number;
  /** What fell, 0 or below: now less then where it is less. */
  lost_minor: number;
  /** What rose: now less then where it is more. */
  grown_minor: number;
  /** Their balance of it now, and how many have any. */
  retained_minor: number;
  kept_customers: number;
  /** Balance of it now of customers that then had other products, and not this one. */
  taken_up_minor: number;
}

/** The same of all products together, which foots to the retention of the whole. */
export interface ProductRetention {
  rows: ProductRetentionRow[];
  /** Sum of the rows' openings: the opening of `retention`. */
  opening_minor: number;
  /** Customers with a balance then, of whatever product: fewer than the rows' together where customers have several. */
  opening_customers: number;
  /** Sum of what the rows retained and what was taken up: the retained of `retention`. */
  retained_minor: number;
  /** What one product lost and the same customer's others gained, at most: kept by the customer, by no product. */
  made_up_minor: number;
  /** Opening + lost of the rows + made up: the kept of `retention`. */
  kept_minor: number;
}

/** Where to look from, how far back, and at whom. */
export interface ProductRetentionOptions extends CutChoice {
  month: MonthRef;
  /** How many months lie between "then" and "now": a whole number from 1. */
  horizonMonths: number;
}

/**
 * Retention by product: of what customers paid for each product h months ago, how much is left, and what moved between products?
 *
 * A product keeps the sum of each customer's min(now, then) of it; what a customer takes up of another product is that
 * product's, named apart, and what it loses of one and gains of others is made up: retained = sum of (retained + taken
 * up), kept = sum of (opening + lost) + made up, to the minor unit. Minor units of the ledger's currency; customers of
 * several products count in each. `month` is "now" (an index, "YYYY-MM" or a report_month); a cut with a label takes the
 * customers that carried it then. Products that nobody had or took up are left out. Null where "then" lies before what is
 * known. Throws on an unknown month, cut or label, and on a ledger that leaves out exchange rates at month end.
 *
 * @example
 * productRetention(openLedger(exampleLedgerFile), { month: 12, horizonMonths: 12 })?.rows[0].lost_minor // => -2000
 *
 * Source: definitions, "Rates", NRR and GRR, cohort, of each product.
 */
export function productRetention(ledger: Ledger, options: ProductRetentionOptions): ProductRetention | null {
  const now = monthIndex(ledger, options.month);
  const then = now - options.horizonMonths;
  if (then < (ledger.has_opening ? -1 : 0)) return null;
  const chosen = chosenLabel(ledger, options);
  const whole = balancesAt(ledger, then, now);
  const parts = ledger.products.map((product) => balancesAt(productLedger(ledger, product), then, now));
  const rows = ledger.products.map(emptyRow);
  let [customers, madeUp] = [0, 0];
  for (let customer = 0; customer < ledger.customers.id.length; customer++) {
    const [had] = whole(customer);
    if (had <= 0 || (chosen && labelAt(chosen.cut, customer, then) !== chosen.label)) continue;
    customers += 1;
    let [lost, gained] = [0, 0];
    for (const [i, part] of parts.entries()) {
      const [was, is] = part(customer);
      addTo(rows[i] as ProductRetentionRow, was, is);
      lost += Math.max(was - is, 0);
      gained += Math.max(is - was, 0);
    }
    madeUp += Math.min(lost, gained);
  }
  const sum = (name: Exclude<keyof ProductRetentionRow, "product">) =>
    rows.reduce((total, row) => total + row[name], 0);
  return {
    rows: rows.filter((row) => row.opening_minor !== 0 || row.taken_up_minor !== 0),
    opening_minor: sum("opening_minor"),
    opening_customers: customers,
    retained_minor: sum("retained_minor") + sum("taken_up_minor"),
    made_up_minor: madeUp,
    kept_minor: sum("opening_minor") + sum("lost_minor") + madeUp,
  };
}

function emptyRow(product: string): ProductRetentionRow {
  return {
    product,
    opening_minor: 0,
    opening_customers: 0,
    lost_minor: 0,
    grown_minor: 0,
    retained_minor: 0,
    kept_customers: 0,
    taken_up_minor: 0,
  };
}

/** Adds a customer with a balance then. */
function addTo(row: ProductRetentionRow, was: number, is: number): void {
  if (was <= 0) {
    row.taken_up_minor += is;
    return;
  }
  row.opening_minor += was;
  row.opening_customers += 1;
  row.lost_minor += Math.min(is - was, 0);
  row.grown_minor += Math.max(is - was, 0);
  row.retained_minor += is;
  row.kept_customers += is > 0 ? 1 : 0;
}

/** A customer's balance then and now, "then" grouped by the assignments in force "now". */
function balancesAt(ledger: Ledger, then: number, now: number): (customer: number) => [number, number] {
  const apart: Regrouped = regrouped(ledger);
  const at = (customer: number, month: number) => {
    const row = stateAt(ledger, customer, month);
    return row < 0 ? 0 : (ledger.states.balance[row] as number);
  };
  return (customer) => {
    const versions = apart.get(customer);
    if (versions === undefined) return [at(customer, then), at(customer, now)];
    const { balance } = versionAt(versions, now);
    return [balance[then + 1] as number, balance[now + 1] as number];
  };
}
