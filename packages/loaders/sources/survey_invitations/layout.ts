import type { NeutralLayout } from "../../src/read/layout.ts";
import { surveyTypes } from "../survey_responses/layout.ts";

/** One row a survey sent to a person. */
export const surveyInvitations = {
  name: "survey_invitations",
  row: "a survey sent to a person",
  atLeastOne: ["customer_id", "person_id"],
  unique: ["invitation_id"],
  columns: {
    invitation_id: {
      kind: "id",
      meaning: "the invitation's key, unique; not mapped: rows are taken as they are",
    },
    customer_id: { kind: "id", meaning: "the customer's key; empty: that of the person in contacts" },
    person_id: { kind: "person", meaning: "who was asked: an email or a user's key; empty: not said" },
    survey_type: {
      kind: "word",
      required: true,
      unit: "nps, csat, ces, five_star, smileys, thumbs, pmf, onboarding",
      words: surveyTypes,
      meaning: "what was asked",
    },
    sent_on: { kind: "date", required: true, meaning: "the day it was sent" },
  },
} as const satisfies NeutralLayout;
