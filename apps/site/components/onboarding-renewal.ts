import {
  type FirstRenewalBand,
  formatDate,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
  wilsonInterval,
} from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { type Measured, number } from "./number.ts";
import { bandName, onboardingMeasured, onboardingStyle, type TimeToValue } from "./onboarding-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";

const components = (row: FirstRenewalBand) => [{ ...row, renewed_logos: row.renewed }];
const wilson = (row: FirstRenewalBand) => wilsonInterval(row.renewed, row.decided);

/** The rates of first renewals: key of the column, name, what computes it, and in words. */
const rates = {
  logo: {
    key: "renewal_rate_logo",
    name: "Logo rate",
    metric: "renewalRateLogo",
    value: (row: FirstRenewalBand) => renewalRateLogo(components(row)),
    method: "first renewals renewed / decided",
  },
  lower: {
    key: "lower_rate",
    name: "At least",
    metric: "wilsonInterval lower",
    value: (row: FirstRenewalBand) => wilson(row)?.lower ?? null,
    method: "Wilson interval of the logo rate, 95 %",
  },
  upper: {
    key: "upper_rate",
    name: "At most",
    metric: "wilsonInterval upper",
    value: (row: FirstRenewalBand) => wilson(row)?.upper ?? null,
    method: "Wilson interval of the logo rate, 95 %",
  },
  gross: {
    key: "renewal_rate_gross",
    name: "Gross rate",
    metric: "renewalRateGross",
    value: (row: FirstRenewalBand) => renewalRateGross(components(row)),
    method: "the smaller of due and renewed / due",
  },
  net: {
    key: "renewal_rate_net",
    name: "Net rate",
    metric: "renewalRateNet",
    value: (row: FirstRenewalBand) => renewalRateNet(components(row)),
    method: "renewed / due",
  },
} as const;

function measured(view: View, row: FirstRenewalBand, rate: keyof typeof rates): Measured {
  const { metric, method, value } = rates[rate];
  return onboardingMeasured(view, {
    value: value(row),
    unit: "rate",
    mart: "onboarding__first_renewal",
    key: `${metric} ${bandName(row)}`,
    method,
    reason: "no first renewal is decided",
  });
}

function specOf(page: Page, view: View, onboarding: TimeToValue): FigureSpec<FirstRenewalBand> | null {
  if (onboarding.all.renewals.length === 0) return null;
  const style = onboardingStyle(page, view);
  const shown = onboarding.of(view, page);
  const renewals = shown?.renewals ?? [];
  const many = renewals.filter(({ from_days, decided }) => from_days !== null && decided >= fewCustomers);
  const isUnrecorded = (shown?.unrecorded ?? []).some(({ customers }) => customers > 0);
  const [fast, slow] = [many[0], many.at(-1)];
  return {
    claim:
      fast && slow && fast !== slow
        ? [
            number(measured(view, fast, "logo"), style),
            ` of those live within ${fast.to_days} days renew, `,
            number(measured(view, slow, "logo"), style),
            ` of those who took ${bandName(slow)}`,
          ]
        : "The first renewal by time to value",
    subtitle: `${view.company.name}, ${view.who} signed since go-lives are recorded · share of first renewals that were renewed, by days from signing to go-live; how many were decided · as of ${formatDate(view.company.as_of)}`,
    draw: async (width) =>
      shown
        ? (await loadCharts()).labelBars(
            renewals.map((row) => ({
              label: bandName(row),
              value: rates.logo.value(row),
              customers: row.decided,
            })),
            { width, unit: "rate", measure: "Renewal rate, logo", small: fewCustomers, order: "given" },
          )
        : ledgerMessage(page),
    caveat: `Slow customers may be slow for the reason for which they leave: an association, not yet a cause.${isUnrecorded ? ` “${bandName({ from_days: null, to_days: null })}” also holds customers whose go-live nobody recorded, who may have been live all along: at the renewal nobody is left out.` : ""} Bands of fewer than ${fewCustomers} are hatched; the table has 95 % intervals (Wilson).`,
    table: {
      columns: [
        { key: "onboarding", name: "Signing to go-live", unit: "text", value: bandName },
        { key: "decided", name: "First renewals decided", unit: "count", value: ({ decided }) => decided },
        { key: "renewed", name: "Renewed", unit: "count", value: ({ renewed }) => renewed },
        ...(["logo", "lower", "upper", "gross", "net"] as const).map(
          (rate): Column<FirstRenewalBand> => ({
            key: rates[rate].key,
            name: rates[rate].name,
            unit: "rate",
            value: rates[rate].value,
            cell: (row) => number(measured(view, row, rate), style),
          }),
        ),
      ],
      rows: renewals,
    },
    definition: "timeToValue",
  };
}

/** What became of the first renewal, by time to value. */
export function firstRenewalFigure(page: Page, onboarding: TimeToValue): HTMLElement {
  return figure<FirstRenewalBand>(
    page,
    "First renewal by time to value",
    (view) => specOf(page, view, onboarding),
    { usesLedger: true },
  );
}
