import {
  type ClassedCustomer,
  type CutFilter,
  customersByClass,
  customersLike,
  type FirstDiscountRow,
  firstDiscountsByYear,
  growthByTenure,
  type Ledger,
  type RenewalRow,
  renewalsAhead,
  renewalsByDueMonth,
  renewalsByMonth,
  renewalsLike,
} from "@tideline/metrics";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { Page } from "./page.ts";
import { renewalByLabel } from "./renewal-by-label.ts";
import type { AheadRow, Renewals } from "./renewal-data.ts";
import type { ViewState } from "./state.ts";

/** renewal-rows.json, renewals-ahead.json and outcome-rows.json. */
export interface RenewalFiles {
  renewals: Columns;
  ahead: Columns;
  customers: Columns;
}

/** A renewal of renewal-rows.json; discounts where it is a customer's first with list prices known. */
type Renewal = RenewalRow & Partial<Record<keyof FirstDiscountRow, unknown>>;
type Customer = ClassedCustomer & { customer_id: string; tenure_months: number | null };

/** The filters of a state, the label shown alone among them. */
const filtersOf = ({ only, cut, label }: ViewState): CutFilter[] => [
  ...only,
  ...(cut !== null && label !== null ? [{ cut, labels: [label] }] : []),
];

/** Computes when first asked, and keeps it. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const hasDiscount = (row: Renewal): row is Renewal & FirstDiscountRow =>
  typeof row.signed_list_minor === "number";

/**
 * The renewals and customers of any cut and filter: renewals by their customer's labels when they fell due, customers by
 * theirs at the first month end.
 */
export class RenewalSelection {
  readonly renewals: readonly Renewal[];
  readonly ahead: readonly AheadRow[];
  readonly customers: readonly Customer[];
  /** The ledger whose labels count, whatever basis the address names; null before it is here. */
  readonly ledger: (page: Page) => Ledger | null;
  #last: { key: string; shown: Renewals } | null = null;

  constructor(files: RenewalFiles, ledger: (page: Page) => Ledger | null) {
    this.ledger = ledger;
    this.renewals = rowsFromColumns<Renewal>(files.renewals);
    this.ahead = rowsFromColumns<AheadRow>(files.ahead);
    this.customers = rowsFromColumns<Customer>(files.customers);
  }

  /** Of renewals, those chosen; null before the ledger is here. */
  of<Row extends { customer_id: string; due_on: string }>(
    page: Page,
    rows: readonly Row[],
  ): readonly Row[] | null {
    const ledger = this.ledger(page);
    return ledger && renewalsLike(ledger, rows, filtersOf(page.state));
  }

  /** Of customers, those chosen; null before the ledger is here. */
  customersOf(page: Page): readonly Customer[] | null {
    const ledger = this.ledger(page);
    return ledger && customersLike(ledger, this.customers, filtersOf(page.state));
  }

  /** What is shown label by label of the cut. */
  byLabel(page: Page): Node[] {
    return renewalByLabel(page, this);
  }

  /** What the page shows of those chosen, months as those of all: each part is summed when a figure first shows it. */
  shown(page: Page, all: Renewals): Renewals | null {
    const { only, cut, label } = page.state;
    const key = JSON.stringify([only, label === null ? null : [cut, label]]);
    if (this.#last?.key === key) return this.#last.shown;
    const shown = this.#shownOf(page, all);
    this.#last = shown && { key, shown };
    return shown;
  }

  #shownOf(page: Page, all: Renewals): Renewals | null {
    const ledger = this.ledger(page);
    if (!page.view || !ledger) return null;
    const filters = filtersOf(page.state);
    const { currency } = page.summary.company;
    const renewals = once(() => renewalsLike(ledger, this.renewals, filters));
    const customers = once(() => customersLike(ledger, this.customers, filters));
    const months = all.months.map((row) => row.report_month);
    const dueMonths = all.dueMonths.map((row) => row.due_month);
    const parts = {
      months: once(() => renewalsByMonth(renewals(), { months, currency })),
      dueMonths: once(() => renewalsByDueMonth(renewals(), { months: dueMonths, currency })),
      ahead: once(() => renewalsAhead(renewalsLike(ledger, this.ahead, filters))),
      classes: once(() => customersByClass(customers(), { currency })),
      growth: once(() => growthByTenure(customers(), { currency })),
      discounts: once(() => firstDiscountsByYear(renewals().filter(hasDiscount))),
    };
    return {
      quarters: all.quarters,
      isQuarterBegun: all.isQuarterBegun,
      get months() {
        return parts.months();
      },
      get dueMonths() {
        return parts.dueMonths();
      },
      get ahead() {
        return parts.ahead();
      },
      get classes() {
        return parts.classes();
      },
      get growth() {
        return parts.growth();
      },
      get discounts() {
        return parts.discounts();
      },
    };
  }
}
