import {
  formatDate,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
  wilsonInterval,
} from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import { bandName, type FirstRenewalRow, type Onboarding, onboardingStyle } from "./onboarding-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";

const components = (row: FirstRenewalRow) => [{ ...row, renewed_logos: row.renewed }];

function measured(row: FirstRenewalRow, name: string, value: number | null, method: string): Measured {
  return {
    value,
    unit: "rate",
    mart: "onboarding__first_renewal",
    key: `${name} ${bandName(row)}`,
    method,
    reason: "no first renewal is decided",
  };
}

const logo = (row: FirstRenewalRow) =>
  measured(row, "renewalRateLogo", renewalRateLogo(components(row)), "first renewals renewed / decided");

/** What became of the first renewal, by time to value. */
export function firstRenewalFigure(page: Page, { renewals }: Onboarding): HTMLElement {
  const style = onboardingStyle(page);
  const live = renewals.filter(({ from_days, decided }) => from_days !== null && decided >= fewCustomers);
  const [fast, slow] = [live[0], live.at(-1)];
  return figure<FirstRenewalRow>(page, "First renewal by time to value", (view) => {
    if (renewals.length === 0) return null;
    return {
      claim:
        fast && slow && fast !== slow
          ? [
              number(logo(fast), style),
              ` of those live within ${fast.to_days} days renew, `,
              number(logo(slow), style),
              ` of those who took ${bandName(slow)}`,
            ]
          : "The first renewal by time to value",
      subtitle: `${view.company.name}, customers signed since go-lives are recorded · share of first renewals that were renewed, by days from signing to go-live; how many were decided · as of ${formatDate(view.company.as_of)}`,
      draw: async (width) =>
        (await loadCharts()).labelBars(
          renewals.map((row) => ({ label: bandName(row), value: logo(row).value, customers: row.decided })),
          { width, unit: "rate", measure: "Renewal rate, logo", small: fewCustomers, order: "given" },
        ),
      caveat: `Slow customers may be slow for the reason for which they leave: an association, not yet a cause. Bands of fewer than ${fewCustomers} are hatched; the table has 95 % intervals (Wilson).`,
      table: {
        columns: [
          { key: "onboarding", name: "Signing to go-live", unit: "text", value: bandName },
          { key: "decided", name: "First renewals decided", unit: "count", value: ({ decided }) => decided },
          { key: "renewed", name: "Renewed", unit: "count", value: ({ renewed }) => renewed },
          {
            key: "renewal_rate_logo",
            name: "Logo rate",
            unit: "rate",
            value: (row) => logo(row).value,
            cell: (row) => number(logo(row), style),
          },
          ...(["lower", "upper"] as const).map((side) => ({
            key: `${side}_rate`,
            name: side === "lower" ? "At least" : "At most",
            unit: "rate" as const,
            value: (row: FirstRenewalRow) => wilsonInterval(row.renewed, row.decided)?.[side] ?? null,
            cell: (row: FirstRenewalRow) =>
              number(
                measured(
                  row,
                  `wilsonInterval ${side}`,
                  wilsonInterval(row.renewed, row.decided)?.[side] ?? null,
                  "Wilson interval of the logo rate, 95 %",
                ),
                style,
              ),
          })),
          {
            key: "renewal_rate_gross",
            name: "Gross rate",
            unit: "rate",
            value: (row) => renewalRateGross(components(row)),
            cell: (row) =>
              number(
                measured(
                  row,
                  "renewalRateGross",
                  renewalRateGross(components(row)),
                  "the smaller of due and renewed / due",
                ),
                style,
              ),
          },
          {
            key: "renewal_rate_net",
            name: "Net rate",
            unit: "rate",
            value: (row) => renewalRateNet(components(row)),
            cell: (row) =>
              number(
                measured(row, "renewalRateNet", renewalRateNet(components(row)), "renewed / due"),
                style,
              ),
          },
        ],
        rows: renewals,
      },
      definition: "timeToValue",
    };
  });
}
