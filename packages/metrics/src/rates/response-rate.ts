import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Response rate: which share of those we asked answered?
 *
 * Invitations answered / invitations. Counts in; a ratio out; null when nobody was asked.
 *
 * @example
 * responseRate({ invited: 400, answered: 72 }) // => 0.18
 *
 * Source: definitions, "Rates" (NPS), and docs/canonical-tables.md, survey_invitations.
 */
export function responseRate(row: { invited: number; answered: number }): number | null {
  return ratio(row.answered, row.invited);
}

export const responseRateDefinition: Definition = {
  name: "responseRate",
  title: "Survey response rate",
  question: "Which share of those we asked answered?",
  formula: "invitations answered before the person's next invitation / invitations",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Invitations sent in the period, whenever they were answered. Answers without an invitation are not counted.",
  example: {
    text: "400 people asked, 72 answered: 18 %",
    run: () => responseRate({ invited: 400, answered: 72 }),
    result: 0.18,
  },
  source: "definitions.md, Rates: NPS (numbers of our own)",
  variants: [
    {
      title: "Answers over invitations",
      difference: "Counts answers nobody was asked for, and may pass 100 %.",
    },
  ],
  not_available: "no invitation is known",
};
