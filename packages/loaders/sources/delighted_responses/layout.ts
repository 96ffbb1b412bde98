import type { VendorLayout } from "../../src/read/layout.ts";

/** Delighted's survey responses as its API lists them. */
export const delightedResponses = {
  name: "delighted_responses",
  row: "an answer to a survey",
  columns: {
    id: { kind: "id", required: true, names: ["id"], meaning: "the answer's key" },
    person: {
      kind: "person",
      required: true,
      names: ["person"],
      meaning: "who answered: a key, or an object",
    },
    customer: {
      kind: "id",
      names: [
        "person_properties.customer_id",
        "person_properties.account_id",
        "person_properties.Customer ID",
        "person_properties.Account ID",
      ],
      meaning: "the customer's key among the person's properties; else that of the person in contacts",
    },
    survey_type: {
      kind: "word",
      required: true,
      names: ["survey_type"],
      unit: "nps, csat, ces, five_star, smileys, thumbs, pmf",
      meaning: "kind of survey; only nps counts for NPS",
    },
    score: { kind: "number", required: true, names: ["score"], meaning: "the answer" },
    created_at: {
      kind: "date",
      required: true,
      names: ["created_at"],
      meaning: "when it was given, epoch seconds",
    },
    updated_at: {
      kind: "date",
      names: ["updated_at"],
      meaning: "when it was last changed, epoch seconds: recorded",
    },
  },
  vendor: {
    title: "Delighted, survey responses as JSON",
    format: "json",
    tells: ["survey_type", "person"],
    written: { date_format: "epoch" },
    into: {
      survey_responses: {
        response_id: ["id"],
        customer_id: ["customer"],
        person_id: ["person"],
        survey_type: ["survey_type"],
        score: ["score"],
        responded_on: ["created_at"],
        known_on: ["updated_at"],
      },
    },
  },
} as const satisfies VendorLayout;
