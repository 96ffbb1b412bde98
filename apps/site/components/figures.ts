import {
  annualisedChurn,
  arrRunRate,
  averageRevenuePerAccount,
  grossChurn,
  grrCohort,
  grrRunningMinimum,
  logoChurn,
  logoChurnFixedSet,
  netExpansion,
  netLogoLoss,
  nrrBridge,
  nrrCohort,
  nrrCompounded,
  quickRatio,
  type RetentionDetailRow,
  type WaterfallComponents,
} from "@tideline/metrics";
import { monthKey, monthLabel, monthNumber, periodLabel, periodMonths } from "./calendar.ts";
import { selectionKey, waterfallMart } from "./measure.ts";
import type { Measured, Unit } from "./number.ts";
import { endMonth, type Series, sumMonths } from "./series.ts";
import type { View } from "./view.ts";

/** A figure the pages show: how it is measured of a series at a period, and how to read it. */
export interface Figure {
  name: string;
  /** Id of its definition record. */
  definition: string;
  unit: Unit;
  /** Which direction is good for the business; null when neither. */
  goodWhen: "up" | "down" | null;
  /** How a change is told: relative, in points, or as a difference. */
  change: "relative" | "points" | "difference";
  method: string;
  /** The columns it is made of, as the key names them. */
  columns: string;
  mart: "waterfall" | "retention";
  value: (series: Series, key: string) => number | null;
  /** Why it does not exist where it does not. */
  reason: (series: Series, key: string) => string;
  /** A figure of a month's end, or over a fixed number of months up to it: its line has one point a month. */
  isAtMonthEnd: boolean;
}

type Component = keyof WaterfallComponents;

function component(name: string, column: Component, more: Partial<Figure> = {}): Figure {
  return {
    name,
    definition: "movements",
    unit: column.endsWith("_minor") ? "money" : "count",
    goodWhen: "up",
    change: "difference",
    method: "sum of the period's movements",
    columns: column,
    mart: "waterfall",
    value: (series, key) => series.period(key)?.[column] ?? null,
    reason: () => "the period is not reported",
    isAtMonthEnd: false,
    ...more,
  };
}

function history(series: Series, key: string, months: number): string {
  const first = series.rows[0]?.report_month;
  const month = endMonth(series, key);
  if (first && month - months < monthNumber(first)) {
    return `it looks back ${months} months, and the first month reported is ${monthLabel(first)}`;
  }
  return `no customer had a balance at the end of ${monthLabel(monthKey(month - months))}`;
}

function overRetention(
  name: string,
  definition: string,
  method: string,
  horizon: number,
  rate: (row: NonNullable<ReturnType<Series["retention"]>>) => number | null,
): Figure {
  return {
    name,
    definition,
    unit: "rate",
    goodWhen: "up",
    change: "points",
    method,
    columns: definition,
    mart: "retention",
    value: (series, key) => {
      const row = series.retention(endMonth(series, key), horizon);
      return row ? rate(row) : null;
    },
    reason: (series, key) => history(series, key, horizon),
    isAtMonthEnd: true,
  };
}

function overMonths(
  name: string,
  definition: string,
  method: string,
  months: number,
  rate: (sum: NonNullable<ReturnType<typeof sumMonths>>, series: Series, last: number) => number | null,
  more: Partial<Figure> = {},
): Figure {
  return {
    name,
    definition,
    unit: "rate",
    goodWhen: "down",
    change: "points",
    method,
    columns: definition,
    mart: "waterfall",
    value: (series, key) => {
      const last = endMonth(series, key);
      const sum = sumMonths(series.trailing(last, months) ?? []);
      return sum ? rate(sum, series, last) : null;
    },
    reason: (series, key) => history(series, key, months),
    isAtMonthEnd: true,
    ...more,
  };
}

function overPeriod(
  name: string,
  definition: string,
  method: string,
  rate: (row: WaterfallComponents) => number | null,
  more: Partial<Figure> = {},
): Figure {
  return {
    name,
    definition,
    unit: "rate",
    goodWhen: "down",
    change: "points",
    method,
    columns: definition,
    mart: "waterfall",
    value: (series, key) => {
      const row = series.period(key);
      return row ? rate(row) : null;
    },
    reason: () => "the period opened without a balance",
    isAtMonthEnd: false,
    ...more,
  };
}

const monthEnd = { isAtMonthEnd: true, change: "relative" } as const;
const mrrDefinition = "monthlyRecurringRevenue";
const customersDefinition = "payingCustomers";

/** Every figure of the pages by its id. */
export const figures = {
  mrr: component("MRR", "closing_minor", {
    ...monthEnd,
    definition: mrrDefinition,
    method: "live, at the month's end",
  }),
  arr: component("ARR run-rate", "closing_minor", {
    ...monthEnd,
    definition: "arrRunRate",
    method: "MRR x 12",
    columns: "closing_minor x 12",
    value: (series, key) => {
      const row = series.period(key);
      return row ? arrRunRate(row) : null;
    },
  }),
  opening: component("Opening MRR", "opening_minor", {
    definition: mrrDefinition,
    method: "at the end of the period before",
  }),
  closing: component("Closing MRR", "closing_minor", {
    definition: mrrDefinition,
    method: "at the period's end",
    isAtMonthEnd: true,
  }),
  new: component("New", "new_minor"),
  reactivation: component("Reactivation", "reactivation_minor"),
  expansion: component("Expansion", "expansion_minor"),
  contraction: component("Contraction", "contraction_minor"),
  churn: component("Churn", "churn_minor"),
  add_on: component("Add-on", "add_on_minor"),
  upgrade: component("Upgrade", "upgrade_minor"),
  downgrade: component("Downgrade", "downgrade_minor"),
  product_churn: component("Product churn", "product_churn_minor"),
  archive: component("Archive", "archive_minor"),
  quantity: component("Up and down by quantity", "quantity_minor"),
  price: component("Up and down by price", "price_minor"),
  transfer: component("Transfer", "transfer_minor", { goodWhen: null }),
  moved: component("Changed label", "closing_minor", {
    goodWhen: null,
    columns: "moved_minor",
    value: (series, key) => series.period(key)?.moved_minor ?? null,
  }),
  fx: component("Exchange rates", "fx_minor", { goodWhen: null }),
  won: component("New and reactivated", "new_minor", {
    columns: "new_minor + reactivation_minor",
    value: (series, key) => {
      const row = series.period(key);
      return row ? row.new_minor + row.reactivation_minor : null;
    },
  }),
  net_new: component("Net new MRR", "closing_minor", {
    method: "closing less opening",
    columns: "closing_minor - opening_minor",
    value: (series, key) => {
      const row = series.period(key);
      return row ? row.closing_minor - row.opening_minor : null;
    },
  }),
  customers: component("Customers", "closing_logos", {
    ...monthEnd,
    change: "difference",
    definition: customersDefinition,
    method: "paying, archived left out",
  }),
  opening_logos: component("Opening customers", "opening_logos", {
    definition: customersDefinition,
    method: "at the end of the period before",
  }),
  new_logos: component("New customers", "new_logos"),
  reactivation_logos: component("Reactivated customers", "reactivation_logos"),
  churned_logos: component("Lost customers", "churned_logos"),
  archived_logos: component("Archived, at the end", "archived_logos", {
    goodWhen: null,
    method: "read-only fees only, at the period's end",
  }),
  nrr: overRetention(
    "Net revenue retention",
    "nrrCohort",
    "12-month cohort, reactivations in",
    12,
    nrrCohort,
  ),
  grr: overRetention(
    "Gross revenue retention",
    "grrCohort",
    "12-month cohort, minimum per customer",
    12,
    grrCohort,
  ),
  logo_retention: overRetention(
    "Logo retention",
    "logoChurnFixedSet",
    "customers of 12 months ago still paying",
    12,
    (row) => {
      const lost = logoChurnFixedSet(row);
      return lost === null ? null : 1 - lost;
    },
  ),
  nrr_month: overRetention("NRR of one month", "nrrCohort", "one-month cohort", 1, nrrCohort),
  nrr_quarter: overRetention("NRR of three months", "nrrCohort", "three-month cohort", 3, nrrCohort),
  grr_running: overRetention(
    "GRR, running minimum",
    "grrRunningMinimum",
    "lowest month-end balance per customer over 12 months",
    12,
    (row) => ("running_kept_minor" in row ? grrRunningMinimum(row as RetentionDetailRow) : null),
  ),
  nrr_bridge: overMonths(
    "NRR, bridge",
    "nrrBridge",
    "12 months, includes customers won since",
    12,
    nrrBridge,
    {
      goodWhen: "up",
    },
  ),
  nrr_compounded: overMonths(
    "NRR, compounded",
    "nrrCompounded",
    "product of 12 one-month rates",
    12,
    (_sum, series, last) => nrrCompounded(series.trailing(last, 12) ?? []),
    { goodWhen: "up" },
  ),
  net_expansion: overMonths(
    "Net expansion of those who stayed",
    "netExpansion",
    "12 months, without new, returned and lost",
    12,
    netExpansion,
    { goodWhen: "up" },
  ),
  logo_churn_year: overMonths(
    "Logo churn",
    "logoChurn",
    "12 months: 1 − (close − added) / open",
    12,
    logoChurn,
  ),
  revenue_churn_year: overMonths(
    "Gross MRR churn",
    "grossChurn",
    "12 months: (churn + contraction) / opening",
    12,
    grossChurn,
  ),
  logo_churn: overPeriod("Logo churn", "logoChurn", "1 − (close − added) / open", logoChurn),
  net_logo_loss: overPeriod("Net logo loss", "netLogoLoss", "(opening − closing) / opening", netLogoLoss),
  revenue_churn: overPeriod("Gross MRR churn", "grossChurn", "(churn + contraction) / opening", grossChurn),
  logo_churn_month: overMonths("Logo churn, month", "logoChurn", "of the period's last month", 1, logoChurn),
  revenue_churn_month: overMonths(
    "Gross MRR churn, month",
    "grossChurn",
    "of the period's last month",
    1,
    grossChurn,
  ),
  logo_churn_annualised: overMonths(
    "Logo churn, annualised",
    "annualisedChurn",
    "1 − (1 − c)¹² of the last month",
    1,
    (sum) => annualisedChurn(logoChurn(sum)),
  ),
  revenue_churn_annualised: overMonths(
    "Gross MRR churn, annualised",
    "annualisedChurn",
    "1 − (1 − c)¹² of the last month",
    1,
    (sum) => annualisedChurn(grossChurn(sum)),
  ),
  quick_ratio: overPeriod("Quick ratio", "quickRatio", "gained / lost MRR of the period", quickRatio, {
    unit: "ratio",
    goodWhen: "up",
    change: "difference",
    reason: () => "nothing was lost in the period",
  }),
  arpa: overPeriod("ARPA", "averageRevenuePerAccount", "MRR / paying customers", averageRevenuePerAccount, {
    unit: "money",
    goodWhen: "up",
    change: "relative",
    isAtMonthEnd: true,
    reason: () => "nobody pays at the period's end",
  }),
} as const satisfies Record<string, Figure>;

export type FigureId = keyof typeof figures;

/** One figure of a series at a period, ready to be written. */
export function measure(view: View, id: FigureId, key: string, series: Series = view.series): Measured {
  const figure: Figure = figures[id];
  const value = figure.value(series, key);
  const label = series.label;
  const at = figure.isAtMonthEnd ? monthKey(endMonth(series, key)) : key;
  return {
    value,
    unit: figure.unit,
    mart:
      figure.mart === "retention"
        ? label === null
          ? "retention__by_month"
          : "ledger-live"
        : waterfallMart(view, label),
    key: `${figure.columns} ${at}${selectionKey(view, label)}`,
    method: `${figure.name}: ${figure.method}${figure.isAtMonthEnd ? "" : `, ${periodLabel(key)}`}`,
    reason: value === null ? figure.reason(series, key) : undefined,
  };
}

/** A figure over time up to a period: monthly for 24 months where it stands at a month's end, else by the grain. */
export function trend(
  view: View,
  id: FigureId,
  key: string,
  series: Series = view.series,
): (number | null)[] {
  const figure: Figure = figures[id];
  const span = periodMonths(key);
  if (!span) return [];
  if (figure.isAtMonthEnd) {
    const last = endMonth(series, key);
    return series.rows
      .map((row) => row.report_month.slice(0, 7))
      .filter((month) => monthNumber(month) <= last && monthNumber(month) > last - 24)
      .map((month) => figure.value(series, month));
  }
  return view.periods
    .filter(({ is_partial }) => !is_partial)
    .slice(-(span.grain === "month" ? 24 : 9))
    .map(({ period }) => figure.value(series, period));
}
