import type { NeutralLayout } from "../../src/read/layout.ts";

/** Kinds of surveys. */
export const surveyTypes = {
  nps: "nps",
  csat: "csat",
  ces: "ces",
  five_star: "five_star",
  smileys: "smileys",
  thumbs: "thumbs",
  pmf: "pmf",
  onboarding: "onboarding",
} as const;

/** One row an answer to a survey. */
export const surveyResponses = {
  name: "survey_responses",
  row: "an answer to a survey",
  atLeastOne: ["customer_id", "person_id"],
  unique: ["response_id"],
  happensOn: "responded_on",
  columns: {
    response_id: { kind: "id", meaning: "the answer's key, unique; not mapped: rows are taken as they are" },
    customer_id: { kind: "id", meaning: "the customer's key; empty: that of the person in contacts" },
    person_id: { kind: "person", meaning: "who answered: an email or a user's key; empty: not said" },
    survey_type: {
      kind: "word",
      required: true,
      unit: "nps, csat, ces, five_star, smileys, thumbs, pmf, onboarding",
      words: surveyTypes,
      meaning: "what was asked; only nps counts for NPS",
    },
    score: {
      kind: "number",
      required: true,
      unit: "nps: a whole number from 0 to 10",
      meaning: "the answer; higher is better",
    },
    best_score: {
      kind: "number",
      unit: "above 0",
      meaning: "the best answer there is; empty: 10 for nps, else unknown",
    },
    responded_on: { kind: "date", required: true, meaning: "the day of the answer" },
    known_on: {
      kind: "date",
      meaning: "the day the answer was recorded or last changed; empty: when it was given",
    },
  },
} as const satisfies NeutralLayout;
