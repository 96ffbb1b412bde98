import type { RetentionDetailRow } from "../rows.ts";
import type { Ledger } from "./ledger.ts";
import { needsBalances } from "./needs-balances.ts";
import { type CutChoice, chosenLabel, cutByName } from "./resolve.ts";
import { type RetentionChoice, type RetentionSums, retentionSums } from "./retention-sums.ts";
import { RETENTION, RETENTION_CELLS } from "./retention-table.ts";

export interface RetentionOptions extends CutChoice {
  /** How many months lie between "then" and "now": a whole number from 1. */
  horizonMonths: number;
}

/**
 * Retention components: of the customers we had h months ago, how much is still here?
 *
 * For every month: the balance then of the customers with a balance above 0 then (`opening_minor`), their balance now
 * (`retained_minor`), the sum of each customer's min(now, then) (`kept_minor`), the sum of each customer's lowest
 * month-end balance from then to now (`running_kept_minor`), what they came back with (`returned_minor`), how many they
 * are (`opening_customers`), and the customers active then and still active now. Minor units of the ledger's currency. A cut with a label takes the
 * customers that carried the label then. One row a month; where "then" lies before the first month all are 0, and the
 * rates over them null; before `history_from` the components are null. Where contracts were assigned between customers,
 * "then" is grouped by the assignments in force "now". Throws on a horizon that is not a whole number from 1, an unknown
 * cut or label, and on a ledger that leaves out exchange rates at month end.
 *
 * @example
 * retention(openLedger(exampleLedgerFile), { horizonMonths: 12 })[12].retained_minor // => 33000
 *
 * Source: definitions, "Rates", NRR and GRR, cohort.
 */
export function retention(ledger: Ledger, options: RetentionOptions): RetentionDetailRow[] {
  const chosen = chosenLabel(ledger, options);
  const horizon = options.horizonMonths;
  const sums = sumsOf(ledger, { horizon, cut: chosen?.cut ?? null, label: chosen?.label });
  return rowsOf(ledger, sums, options.horizonMonths, chosen?.label ?? 0);
}

/**
 * Retention by cut: which label's customers stayed and grew?
 *
 * Every label of the cut in its own order, each with the rows of `retention(ledger, { horizonMonths, cut, label })`,
 * computed in one pass; the labels add up to the total. Throws as `retention` does.
 *
 * @example
 * retentionByCut(openLedger(exampleLedgerFile), "csm", 12).map(({ rows }) => rows[12].opening_minor) // => [10000, 20000]
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function retentionByCut(
  ledger: Ledger,
  cutName: string,
  horizonMonths: number,
): { label: string; rows: RetentionDetailRow[] }[] {
  const cut = cutByName(ledger, cutName);
  const sums = sumsOf(ledger, { horizon: horizonMonths, cut, label: undefined });
  return cut.labels.map((label, index) => ({ label, rows: rowsOf(ledger, sums, horizonMonths, index) }));
}

function sumsOf(ledger: Ledger, choice: RetentionChoice): RetentionSums {
  needsBalances("retention", ledger);
  const { horizon } = choice;
  if (!Number.isInteger(horizon) || horizon < 1)
    throw new Error(
      `retention: the horizon is not a whole number of months, got ${horizon}; give 1 or more, for example 12`,
    );
  return retentionSums(ledger, choice);
}

function rowsOf(ledger: Ledger, sums: RetentionSums, horizon: number, label: number): RetentionDetailRow[] {
  return ledger.report_months.map((report_month, month) => {
    const at = (label * (ledger.months + 1) + month) * RETENTION_CELLS;
    const isKnown = !ledger.has_opening || month - horizon >= -1;
    const value = (cells: Float64Array, cell: number) => (isKnown ? (cells[at + cell] as number) : null);
    return {
      report_month,
      basis: ledger.basis,
      horizon_months: horizon,
      opening_minor: value(sums.thenAndNow, RETENTION.opening),
      retained_minor: value(sums.thenAndNow, RETENTION.retained),
      kept_minor: value(sums.thenAndNow, RETENTION.kept),
      opening_logos: value(sums.thenAndNow, RETENTION.opening_logos),
      kept_logos: value(sums.thenAndNow, RETENTION.kept_logos),
      opening_customers: value(sums.thenAndNow, RETENTION.opening_customers),
      // Few pages show these two, and each costs a walk over all customers.
      get running_kept_minor() {
        return value(sums.runningMinimum(), RETENTION.running_kept);
      },
      get returned_minor() {
        return value(sums.returned(), RETENTION.returned);
      },
    };
  });
}
