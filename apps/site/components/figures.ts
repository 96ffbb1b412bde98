import {
  annualisedChurn,
  arrRunRate,
  averageRevenuePerAccount,
  grossChurn,
  grrCohort,
  grrRunningMinimum,
  lifetimeValue,
  logoChurn,
  logoChurnFixedSet,
  netExpansion,
  netLogoLoss,
  nrrBridge,
  nrrCohort,
  nrrCompounded,
  quickRatio,
  type RetentionDetailRow,
} from "@tideline/metrics";
import { periodMonths } from "./calendar.ts";
import { activeOnes, component, type Figure, overMonths, overPeriod, overRetention } from "./figure.ts";
import { endMonth, type Series } from "./series.ts";

const monthEnd = { isAtMonthEnd: true, change: "relative" } as const;
const mrrDefinition = "monthlyRecurringRevenue";
const customersDefinition = "payingCustomers";

const wonSince = "; over a quarter or a year it includes customers won since";

function fixedLogoChurnOf(horizon: 1 | 3 | 12): Figure {
  const method = `customers of ${horizon === 1 ? "a month" : `${horizon} months`} ago alone, not active now`;
  return {
    ...overRetention(
      "Logo churn, fixed set",
      "logoChurnFixedSet",
      method,
      horizon,
      logoChurnFixedSet,
      activeOnes,
    ),
    goodWhen: "down",
  };
}

const fixedLogoChurn = { 1: fixedLogoChurnOf(1), 3: fixedLogoChurnOf(3), 12: fixedLogoChurnOf(12) };

function fixedOf(key: string): Figure {
  const grain = periodMonths(key)?.grain;
  return fixedLogoChurn[grain === "year" ? 12 : grain === "quarter" ? 3 : 1];
}

function isWhole(series: Series, key: string): boolean {
  return series.period(key)?.is_partial === false;
}

/** Every figure of the pages by its id. */
export const figures = {
  mrr: component("MRR", "closing_minor", {
    ...monthEnd,
    definition: mrrDefinition,
    method: "{basis}, at the month's end",
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
    customers: (series, key) => {
      const row = series.period(key);
      return row ? row.closing_logos + row.archived_logos : null;
    },
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
  customers: component("Paying customers", "closing_logos", {
    ...monthEnd,
    isLive: true,
    change: "difference",
    definition: customersDefinition,
    method: "always live, archived left out",
  }),
  closing_logos: component("Closing customers", "closing_logos", {
    isAtMonthEnd: true,
    definition: "bases",
    method: "with a {basis} balance at the period's end, archived left out",
  }),
  opening_logos: component("Opening customers", "opening_logos", {
    definition: "bases",
    method: "with a {basis} balance at the end of the period before",
  }),
  new_logos: component("New customers", "new_logos"),
  reactivation_logos: component("Reactivated customers", "reactivation_logos"),
  churned_logos: component("Lost customers", "churned_logos"),
  merged_logos: component("Merged customers", "merged_logos", { goodWhen: null }),
  moved_logos: component("Changed label", "closing_logos", {
    goodWhen: null,
    columns: "moved_logos",
    value: (series, key) => series.period(key)?.moved_logos ?? null,
  }),
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
    "customers of 12 months ago with a {basis} balance now",
    12,
    (row) => {
      const lost = logoChurnFixedSet(row);
      return lost === null ? null : 1 - lost;
    },
    activeOnes,
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
    "product of 12 one-month bridges",
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
    "12 months, includes customers won since: 1 − (close − added) / open",
    12,
    logoChurn,
    { counted: activeOnes },
  ),
  revenue_churn_year: overMonths(
    "Gross MRR churn",
    "grossChurn",
    "12 months, includes customers won since: (churn + contraction) / opening",
    12,
    grossChurn,
  ),
  logo_churn_fixed_year: fixedLogoChurn[12],
  revenue_churn_fixed_year: {
    ...overRetention(
      "1 − GRR",
      "grrCohort",
      "12-month cohort: lost of the MRR of the customers of 12 months ago",
      12,
      (row) => {
        const kept = grrCohort(row);
        return kept === null ? null : 1 - kept;
      },
    ),
    goodWhen: "down",
  },
  logo_churn: overPeriod("Logo churn", "logoChurn", `1 − (close − added) / open${wonSince}`, logoChurn, {
    counted: activeOnes,
  }),
  logo_churn_fixed: {
    ...fixedLogoChurn[12],
    method: "of the period's opening customers alone, gone at its end",
    isAtMonthEnd: false,
    value: (series, key) => (isWhole(series, key) ? fixedOf(key).value(series, key) : null),
    reason: (series, key) =>
      isWhole(series, key) ? fixedOf(key).reason(series, key) : "not all months of the period are reported",
    customers: (series, key) => series.period(key)?.opening_logos ?? null,
  },
  net_logo_loss: overPeriod("Net logo loss", "netLogoLoss", "(opening − closing) / opening", netLogoLoss, {
    counted: activeOnes,
  }),
  revenue_churn: overPeriod(
    "Gross MRR churn",
    "grossChurn",
    `(churn + contraction) / opening${wonSince}`,
    grossChurn,
  ),
  logo_churn_month: overMonths("Logo churn, month", "logoChurn", "of the period's last month", 1, logoChurn, {
    counted: activeOnes,
  }),
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
    { columns: "annualisedChurn logoChurn 1 month", counted: activeOnes },
  ),
  revenue_churn_annualised: overMonths(
    "Gross MRR churn, annualised",
    "annualisedChurn",
    "1 − (1 − c)¹² of the last month",
    1,
    (sum) => annualisedChurn(grossChurn(sum)),
    { columns: "annualisedChurn grossChurn 1 month" },
  ),
  quick_ratio: overPeriod("Quick ratio", "quickRatio", "gained / lost MRR of the period", quickRatio, {
    unit: "ratio",
    goodWhen: "up",
    change: "difference",
    reason: () => "nothing was lost in the period",
  }),
  arpa: overPeriod(
    "ARPA",
    "averageRevenuePerAccount",
    "always live: balances of paying customers / paying customers",
    averageRevenuePerAccount,
    {
      unit: "money",
      isLive: true,
      goodWhen: "up",
      change: "relative",
      isAtMonthEnd: true,
      reason: () => "nobody pays at the period's end",
      customers: (series, key) => series.period(key)?.closing_logos ?? null,
    },
  ),
  ltv: overMonths(
    "Lifetime value (LTV)",
    "lifetimeValue",
    "always live: ARPA / share of customers lost a month, last six months, before gross margin; takes that loss for ever",
    6,
    (_, series, last) => lifetimeValue(series.trailing(last, 6) ?? []),
    {
      unit: "money",
      isLive: true,
      goodWhen: "up",
      change: "relative",
      lost: (series, key) => {
        const lost = series.summed(endMonth(series, key), 6)?.churned_logos;
        return lost === undefined ? null : 0 - lost;
      },
      reason: () =>
        "no customer was lost in the last six whole months, fewer than six are reported, or nobody pays",
    },
  ),
} as const satisfies Record<string, Figure>;

/** The id of a figure. */
export type FigureId = keyof typeof figures;
