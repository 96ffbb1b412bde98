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
import type { View } from "./view.ts";

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
  readonly #made = new WeakMap<View, Renewals>();

  constructor(files: RenewalFiles, ledger: (page: Page) => Ledger | null) {
    this.ledger = ledger;
    this.renewals = rowsFromColumns<Renewal>(files.renewals);
    this.ahead = rowsFromColumns<AheadRow>(files.ahead);
    this.customers = rowsFromColumns<Customer>(files.customers);
  }

  /** Of renewals, those chosen; null before the ledger is here. */
  of<Row extends { customer_id: string; due_on: string }>(page: Page, rows: readonly Row[]): Row[] | null {
    const ledger = this.ledger(page);
    return ledger && renewalsLike(ledger, rows, filtersOf(page.state));
  }

  /** Of customers, those chosen; null before the ledger is here. */
  customersOf(page: Page): Customer[] | null {
    const ledger = this.ledger(page);
    return ledger && customersLike(ledger, this.customers, filtersOf(page.state));
  }

  /** What is shown label by label of the cut. */
  byLabel(page: Page): Node[] {
    return renewalByLabel(page, this);
  }

  /** What the page shows of those chosen, months as those of all. */
  shown(page: Page, all: Renewals): Renewals | null {
    const { view } = page;
    const known = view && this.#made.get(view);
    if (known) return known;
    const [renewals, ahead, customers] = [
      this.of(page, this.renewals),
      this.of(page, this.ahead),
      this.customersOf(page),
    ];
    if (!view || !renewals || !ahead || !customers) return null;
    const { currency } = page.summary.company;
    const made: Renewals = {
      ...all,
      months: renewalsByMonth(renewals, { months: all.months.map((row) => row.report_month), currency }),
      dueMonths: renewalsByDueMonth(renewals, {
        months: all.dueMonths.map((row) => row.due_month),
        currency,
      }),
      ahead: renewalsAhead(ahead),
      classes: customersByClass(customers, { currency }),
      growth: growthByTenure(customers, { currency }),
      discounts: firstDiscountsByYear(renewals.filter(hasDiscount)),
    };
    this.#made.set(view, made);
    return made;
  }
}
