import type { Definition } from "../definition.ts";
import { kaplanMeier, type SurvivalCurve } from "./kaplan-meier.ts";

/**
 * Median lifetime: after how many days has half of the customers left?
 *
 * The first day on which survival is 0.5 or below; where it is exactly 0.5 until another event, the middle of the two
 * days. Null where the curve never comes down to 0.5: more than half are still there.
 *
 * @example
 * medianLifetime(kaplanMeier([{ duration: 5, event: true }, { duration: 9, event: true }, { duration: 9, event: false }])[0]) // => 9
 *
 * Source: definitions, "Cohorts, cuts and survival"; R package survival, survfit.
 */
export function medianLifetime({ median }: Pick<SurvivalCurve, "median">): number | null {
  return median.time;
}

export const medianLifetimeDefinition: Definition = {
  name: "medianLifetime",
  title: "Median lifetime",
  question: "After how many days has half of the customers left?",
  formula: "the first day on which survival (Kaplan-Meier) is 50 % or less",
  unit: "days",
  direction: "higher is better",
  basis:
    "As survival: on the basis shown, those still there counted as long as they were followed. Its limits are where the limits of the curve come down to 50 %.",
  example: {
    text: "Three customers, of whom one left after 5 days, one after 9, and one is still there after 9: 9 days",
    run: () =>
      medianLifetime(
        kaplanMeier([
          { duration: 5, event: true },
          { duration: 9, event: true },
          { duration: 9, event: false },
        ])[0] ?? { median: { time: null, lower: null, upper: null } },
      ),
    result: 9,
  },
  source: "R package survival, survfit; definitions.md, Cohorts, cuts and survival",
  variants: [
    {
      title: "1 / churn rate",
      difference: "A mean that takes churn to be the same at every age; not used here.",
    },
  ],
  not_available: "more than half of the customers are still there",
};
