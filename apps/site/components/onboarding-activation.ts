import { type ActivationAtAge, activationRate, formatDate } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { type Measured, number } from "./number.ts";
import { onboardingMeasured, onboardingStyle, type TimeToValue } from "./onboarding-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import type { View } from "./view.ts";

/** The share live within so many days, of all who are shown or of a label. */
export function activation(view: View, row: ActivationAtAge, label?: string): Measured {
  return onboardingMeasured(view, {
    value: activationRate(row),
    unit: "rate",
    mart: "onboarding__by_age",
    key: `activationRate ${row.age_days} days`,
    label,
    method: `live within ${row.age_days} days of signing / signed at least so many days ago`,
    reason: "nobody is old enough",
  });
}

/** Activation by age: which share of those old enough was live within so many days? */
export function activationFigure(page: Page, onboarding: TimeToValue): HTMLElement {
  return figure<ActivationAtAge>(
    page,
    "Activation by age",
    (view) => {
      if (onboarding.all.ages.length === 0) return null;
      const style = onboardingStyle(page, view);
      const shown = onboarding.of(view, page);
      const ages = shown?.ages ?? [];
      const told = ages.find((row) => (activationRate(row) ?? 0) >= 0.5) ?? ages.at(-1);
      return {
        claim: told
          ? [number(activation(view, told), style), ` are live within ${told.age_days} days of signing`]
          : "Activation by age",
        subtitle: `${view.company.name}, ${view.who} signed since go-lives are recorded · share live within so many days, of those who signed at least so many days ago; how many those are · as of ${formatDate(view.company.as_of)}`,
        draw: async (width) =>
          shown
            ? (await loadCharts()).labelBars(
                ages.map((row) => ({
                  label: `within ${row.age_days} days`,
                  value: activationRate(row),
                  customers: row.old_enough,
                })),
                { width, unit: "rate", measure: "Activation", small: fewCustomers, order: "given" },
              )
            : ledgerMessage(page),
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
              cell: (row) => number(activation(view, row), style),
            },
          ],
          rows: ages,
        },
        definition: "activationRate",
      };
    },
    { usesLedger: true },
  );
}
