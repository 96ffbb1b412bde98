import {
  type ClassedCustomer,
  type CutFilter,
  customersByClass,
  customersLike,
  type FirstDiscountRow,
  firstDiscountsByYear,
  growthByTenure,
  type Ledger,
  openRenewals,
  type RenewalColumns,
  type RenewalsFile,
  renewalColumnsLike,
  renewalsAhead,
  renewalsByDueMonth,
  renewalsByMonth,
  renewalsLike,
} from "@tideline/metrics";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { Page } from "./page.ts";
import { renewalByLabel } from "./renewal-by-label.ts";
import { type AheadRow, inOrder, type Renewals } from "./renewal-data.ts";
import type { ViewState } from "./state.ts";

/** renewal-rows.json, renewals-ahead.json and outcome-rows.json. */
export interface RenewalFiles {
  renewals: RenewalsFile & { discounts: Columns };
  ahead: Columns;
  customers: Columns;
}

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

/** What is chosen of the renewals, those ahead, the first with discounts, and the customers: found when first asked for. */
interface Chosen {
  renewals: () => RenewalColumns;
  ahead: () => readonly AheadRow[];
  discounts: () => readonly FirstDiscountRow[];
  customers: () => readonly Customer[];
}

/**
 * The renewals and customers of any cut and filter: renewals by their customer's labels when they fell due, customers by
 * theirs at the first month end.
 */
export class RenewalSelection {
  readonly #renewals: RenewalColumns;
  readonly #ahead: readonly AheadRow[];
  readonly #discounts: readonly FirstDiscountRow[];
  readonly #customers: readonly Customer[];
  /** The ledger whose labels count, whatever basis the address names; null before it is here. */
  readonly ledger: (page: Page) => Ledger | null;
  #last: { key: string; chosen: Chosen } | null = null;
  readonly #shown = new WeakMap<Chosen, Renewals>();

  constructor(files: RenewalFiles, ledger: (page: Page) => Ledger | null) {
    this.ledger = ledger;
    this.#renewals = openRenewals(files.renewals);
    this.#ahead = inOrder(rowsFromColumns<AheadRow>(files.ahead));
    this.#discounts = rowsFromColumns<FirstDiscountRow>(files.renewals.discounts);
    this.#customers = rowsFromColumns<Customer>(files.customers);
  }

  /** What the address chooses; null before the ledger is here. */
  chosen(page: Page): Chosen | null {
    const ledger = this.ledger(page);
    if (!ledger) return null;
    const filters = filtersOf(page.state);
    const key = JSON.stringify(filters);
    if (this.#last?.key !== key) {
      const chosen = {
        renewals: once(() => renewalColumnsLike(ledger, this.#renewals, filters)),
        ahead: once(() => renewalsLike(ledger, this.#ahead, filters)),
        discounts: once(() => renewalsLike(ledger, this.#discounts, filters)),
        customers: once(() => customersLike(ledger, this.#customers, filters)),
      };
      this.#last = { key, chosen };
    }
    return this.#last.chosen;
  }

  /** What is shown label by label of the cut. */
  byLabel(page: Page): Node[] {
    return renewalByLabel(page, this);
  }

  /** What the page shows of those chosen, months as those of all: each part is summed when a figure first shows it. */
  shown(page: Page, all: Renewals): Renewals | null {
    const chosen = this.chosen(page);
    if (!page.view || !chosen) return null;
    const shown = this.#shown.get(chosen) ?? sumsOf(page, all, chosen);
    this.#shown.set(chosen, shown);
    return shown;
  }
}

function sumsOf(page: Page, all: Renewals, chosen: Chosen): Renewals {
  const { currency } = page.summary.company;
  const months = all.months.map((row) => row.report_month);
  const dueMonths = all.dueMonths.map((row) => row.due_month);
  const parts = {
    months: once(() => renewalsByMonth(chosen.renewals(), { months, currency })),
    dueMonths: once(() => renewalsByDueMonth(chosen.renewals(), { months: dueMonths, currency })),
    ahead: once(() => renewalsAhead(chosen.ahead())),
    classes: once(() => customersByClass(chosen.customers(), { currency })),
    growth: once(() => growthByTenure(chosen.customers(), { currency })),
    discounts: once(() => firstDiscountsByYear(chosen.discounts())),
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
