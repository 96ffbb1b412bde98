import { cohortMembers } from "./cohort-sums.ts";
import { type CohortOptions, checkBy } from "./cohorts.ts";
import type { Ledger } from "./ledger.ts";
import { needsBalances } from "./needs-balances.ts";
import { regrouped, versionAt } from "./regrouped.ts";
import { chosenLabel, monthIndex } from "./resolve.ts";
import { stateAt } from "./state-at.ts";

export interface CohortCustomersOptions extends CohortOptions {
  /** The cohort's name as `cohorts` gives it: "2025-03", "2025-Q1", "2025", or a label. */
  cohort: string;
  /** Months since each customer's own first month. */
  ageMonths: number;
}

/** One customer of a cohort, then and at the age asked for; minor units. */
export interface CohortCustomer {
  customer: number;
  customer_id: string;
  name: string | null;
  /** The month of its first balance, and the one that is its age later: "YYYY-MM-DD". */
  first_month: string;
  report_month: string;
  opening_minor: number;
  retained_minor: number;
  was_active: boolean;
  is_active: boolean;
}

/**
 * The customers behind a cell of a cohort triangle: who began in this cohort, and what does each pay at this age?
 *
 * One row a customer that is that old at the last month looked at, the largest first balance first, then by id; their sums
 * are the cell of `cohorts` with the same options. A cohort nobody began in gives no rows. Throws as `cohorts` does.
 *
 * @example
 * cohortCustomers(openLedger(exampleLedgerFile), { by: "year", cohort: "2025", ageMonths: 12 }).map((row) => row.retained_minor) // => [25000, 8000]
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function cohortCustomers(ledger: Ledger, options: CohortCustomersOptions): CohortCustomer[] {
  needsBalances("cohortCustomers", ledger);
  const { by, cohort, ageMonths } = options;
  checkBy("cohortCustomers", by);
  const months = options.until === undefined ? ledger.months : monthIndex(ledger, options.until) + 1;
  const { cohorts, cohortOf } = cohortMembers(ledger, { by, chosen: chosenLabel(ledger, options), months });
  const wanted = cohorts.findIndex(({ name }) => name === cohort);
  const { states, customers, report_months } = ledger;
  const apart = regrouped(ledger);
  const rows: CohortCustomer[] = [];
  for (let customer = 0; wanted >= 0 && customer < cohortOf.length; customer++) {
    if (cohortOf[customer] !== wanted) continue;
    const begin = states.start[customer] as number;
    const first = states.month[begin] as number;
    const month = first + ageMonths;
    if (month >= months) continue;
    const versions = apart.get(customer);
    const at = stateAt(ledger, customer, month);
    const version = versions && versionAt(versions, month);
    const opening = version ? (version.balance[first + 1] as number) : (states.balance[begin] as number);
    const wasActive = version ? (version.active[first + 1] as number) : (states.active[begin] as number);
    rows.push({
      customer,
      customer_id: customers.id[customer] as string,
      name: customers.name[customer] ?? null,
      first_month: report_months[first] as string,
      report_month: report_months[month] as string,
      opening_minor: opening,
      retained_minor: version ? (version.balance[month + 1] as number) : (states.balance[at] as number),
      was_active: opening > 0 && wasActive === 1,
      is_active: (version ? version.active[month + 1] : states.active[at]) === 1,
    });
  }
  return rows.sort((a, b) => b.opening_minor - a.opening_minor || (a.customer_id < b.customer_id ? -1 : 1));
}
