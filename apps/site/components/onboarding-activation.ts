import { activationRate, formatDate } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import { type AgeRow, type Onboarding, onboardingStyle } from "./onboarding-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";

function activation(row: AgeRow): Measured {
  return {
    value: activationRate(row),
    unit: "rate",
    mart: "onboarding__by_age",
    key: `activationRate ${row.age_days} days`,
    method: `live within ${row.age_days} days of signing / signed at least so many days ago`,
    reason: "nobody is old enough",
  };
}

/** Activation by age: which share of those old enough was live within so many days? */
export function activationFigure(page: Page, { ages }: Onboarding): HTMLElement {
  const style = onboardingStyle(page);
  const half = ages.find((row) => (activationRate(row) ?? 0) >= 0.5);
  return figure<AgeRow>(page, "Activation by age", (view) => {
    if (ages.length === 0) return null;
    const last = ages.at(-1) as AgeRow;
    return {
      claim: half
        ? [number(activation(half), style), ` are live within ${half.age_days} days of signing`]
        : [number(activation(last), style), ` are live within ${last.age_days} days of signing`],
      subtitle: `${view.company.name}, customers signed since go-lives are recorded · share live within so many days, of those who signed at least so many days ago; how many those are · as of ${formatDate(view.company.as_of)}`,
      draw: async (width) =>
        (await loadCharts()).labelBars(
          ages.map((row) => ({
            label: `within ${row.age_days} days`,
            value: activationRate(row),
            customers: row.old_enough,
          })),
          { width, unit: "rate", measure: "Activation", small: fewCustomers, order: "given" },
        ),
      caveat:
        "Each bar has customers of its own: who signed too recently to have had so many days is in neither number. So a later bar may be lower than an earlier one.",
      table: {
        columns: [
          { key: "age_days", name: "Days since signing", unit: "count", value: ({ age_days }) => age_days },
          { key: "old_enough", name: "Old enough", unit: "count", value: ({ old_enough }) => old_enough },
          { key: "activated", name: "Live within", unit: "count", value: ({ activated }) => activated },
          {
            key: "activation_rate",
            name: "Activation",
            unit: "rate",
            value: activationRate,
            cell: (row) => number(activation(row), style),
          },
        ],
        rows: ages,
      },
      definition: "activationRate",
    };
  });
}
