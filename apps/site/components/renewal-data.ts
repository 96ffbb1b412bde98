import {
  type AheadMonth,
  type FirstDiscountYear,
  formatDate,
  type RenewalDueMonthRow,
  type RenewalMonthRow,
  type RenewalPeriod,
  renewalPeriod,
} from "@tideline/metrics";
import { monthKey, monthNumber, periodMonths } from "./calendar.ts";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { NumberStyle } from "./number.ts";
import type { Page } from "./page.ts";

/** renewals.json: the marts of the Renewals page as columns. */
export interface RenewalFile {
  by_month: Columns;
  by_due_month: Columns;
  ahead: Columns;
  classes: Columns;
  growth: Columns;
  first_discount: Columns;
}

/** What a renewal that is still to be decided stands at. */
export type AheadState = AheadMonth["state"];

/** Renewals of `renewals__upcoming` due in a month and in one state, summed; minor units a month. */
export type AheadSum = AheadMonth;

/** A row of `renewals__upcoming`, with the customer's name. */
export interface AheadRow extends Omit<AheadSum, "renewals"> {
  customer_id: string;
  name: string | null;
  due_on: string;
  lines: number;
  signed_minor: number;
  remaining_minor: number;
}

/** A row of `customers__by_class`. */
export interface ClassRow {
  class: string;
  renewal_number: number | null;
  customers: number;
  present: number;
  increased: number;
  unchanged: number;
  decreased: number;
  original_minor: number;
  contract_minor: number;
  growth_micros: number;
}

/** A row of `contract__growth_by_tenure`. */
export type GrowthRow = Omit<ClassRow, "class" | "renewal_number" | "present"> & { tenure_years: number };

/** A row of `renewals__first_discount_by_year`. */
export type DiscountRow = FirstDiscountYear;

/** The Renewals page's rows, and the quarters it looks ahead to. */
export interface Renewals {
  months: readonly RenewalMonthRow[];
  dueMonths: readonly RenewalDueMonthRow[];
  ahead: readonly AheadSum[];
  classes: readonly ClassRow[];
  growth: readonly GrowthRow[];
  discounts: readonly DiscountRow[];
  /** Key of the quarter that holds the day after as_of, and of the one after it. */
  quarters: readonly [string, string];
  /** Whether that quarter had begun by as_of: what fell due in it by then is decided or late, and not ahead. */
  isQuarterBegun: boolean;
}

function quarterKey(month: number): string {
  const year = Number(monthKey(month).slice(0, 4));
  return `${year}-Q${Math.floor((Number(monthKey(month).slice(5)) - 1) / 3) + 1}`;
}

/** Turns the file into rows; `as_of` says which quarter is this one: that of the day after it. */
export function readRenewals(file: RenewalFile, asOf: string): Renewals {
  const next = new Date(Date.parse(`${asOf.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString();
  const month = monthNumber(next.slice(0, 7));
  return {
    months: rowsFromColumns<RenewalMonthRow>(file.by_month),
    dueMonths: rowsFromColumns<RenewalDueMonthRow>(file.by_due_month),
    ahead: rowsFromColumns<AheadSum>(file.ahead),
    classes: rowsFromColumns<ClassRow>(file.classes),
    growth: rowsFromColumns<GrowthRow>(file.growth),
    discounts: rowsFromColumns<DiscountRow>(file.first_discount),
    quarters: [quarterKey(month), quarterKey(month + 3)],
    isQuarterBegun: !/-(?:01|04|07|10)-01$/.test(next.slice(0, 10)),
  };
}

/** The renewals that count in a period; null where none of its months is reported. */
export function renewalsIn(renewals: Renewals, key: string): RenewalPeriod | null {
  const span = periodMonths(key);
  if (!span) return null;
  return renewalPeriod(
    renewals.months.filter((row) => {
      const month = monthNumber(row.report_month);
      return month >= span.first && month <= span.last;
    }),
  );
}

/** What fell due in a period, summed over its months; null where nothing did. */
export function renewalsDueIn(renewals: Renewals, key: string): RenewalDueMonthRow | null {
  const span = periodMonths(key);
  const rows = renewals.dueMonths.filter(({ due_month }) => {
    const month = monthNumber(due_month);
    return span !== null && month >= span.first && month <= span.last;
  });
  const [first] = rows;
  if (!first) return null;
  const { due_month, currency, ...components } = first;
  const sums = Object.fromEntries(
    Object.keys(components).map((column) => [
      column,
      rows.reduce((sum, row) => sum + row[column as keyof typeof components], 0),
    ]),
  ) as typeof components;
  return { ...sums, due_month, currency };
}

const urgency = { late: 0, noticed: 1, open: 2, signed: 3 } as const;

/** Late and noticed first, then the largest open, then the signed. */
export const inOrder = (ahead: readonly AheadRow[]): readonly AheadRow[] =>
  [...ahead].sort(
    (a, b) =>
      urgency[a.state] - urgency[b.state] ||
      b.due_minor - a.due_minor ||
      (a.customer_id < b.customer_id ? -1 : 1),
  );

/** Whose renewals are shown: "all customers", or the labels chosen. */
export const whoRenews = ({ view }: Page): string => view?.who ?? "all customers";

/** The labels chosen before what else is said; nothing where all renewals are shown. */
export const ofWhom = ({ view }: Page, between = " · "): string =>
  view && view.who !== "all customers" ? `${view.who}${between}` : "";

/** How the page writes its numbers: renewals come from contract lines and stand on neither basis. */
export function renewalStyle(page: Page): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `renewals, from contract lines, on neither basis, ${ofWhom(page, ", ")}as known on ${formatDate(company.as_of)}`,
  };
}
