import type { Definition } from "../definition.ts";
import { kaplanMeier, type SurvivalCurve } from "./kaplan-meier.ts";

/**
 * Survival at a time: which share is still there after so many days, and between which limits does it lie?
 *
 * The curve's value after the events of that time; before its first step 1 (limits as the first step has them where it is
 * no event, else none). Null past the last observation, where nobody was followed any more, unless the curve is at 0.
 *
 * @example
 * survivalAt(kaplanMeier([{ duration: 5, event: true }, { duration: 8, event: false }])[0], 6).survival // => 0.5
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function survivalAt(
  { steps }: Pick<SurvivalCurve, "steps">,
  time: number,
): { survival: number; lower: number | null; upper: number | null } | null {
  const last = steps.at(-1);
  if (last === undefined) return null;
  if (time > last.time && last.survival > 0) return null;
  const step = steps.findLast((one) => one.time <= time);
  if (step === undefined) return { survival: 1, lower: null, upper: null };
  const { survival, lower, upper } = step;
  return { survival, lower, upper };
}

export const survivalAtDefinition: Definition = {
  name: "survivalAt",
  title: "Survival (Kaplan-Meier)",
  question: "Which share of customers is still there so many days after its first balance?",
  formula:
    "the product, over the days on which somebody left, of 1 - those who left / those at risk just before",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Days from the first day of the customer's first balance on the basis shown; the event is the first churn or archive, and who came back stays counted as lost. Who is still there counts as long as it was followed (to as_of); who began before the history does counts from there on (delayed entry). Interval: log-log, from Greenwood's standard error, 95 %.",
  example: {
    text: "Of two customers one left after 5 days, the other is still there after 8: at 6 days 50 %",
    run: () =>
      survivalAt(
        kaplanMeier([
          { duration: 5, event: true },
          { duration: 8, event: false },
        ])[0] ?? { steps: [] },
        6,
      )?.survival ?? null,
    result: 0.5,
  },
  source: "E. L. Kaplan and P. Meier (1958), JASA 53; definitions.md, Cohorts, cuts and survival",
  variants: [
    {
      title: "Logo retention of a cohort",
      difference: "Of customers who began together, at a month's end; who came back is there again.",
    },
  ],
  not_available: "no customer was followed for so long",
};
