import type { VendorLayout } from "../../src/read/layout.ts";

/** Delighted's survey responses as its dashboard exports them. */
export const delightedResponsesCsv = {
  name: "delighted_responses_csv",
  row: "an answer to a survey",
  columns: {
    id: { kind: "id", names: ["Response ID", "Survey Response ID", "ID"], meaning: "the answer's key" },
    email: { kind: "person", names: ["Email", "Person Email", "Email Address"], meaning: "who answered" },
    person: {
      kind: "person",
      names: ["Person ID", "Name", "Person Name"],
      meaning: "who answered, without an email",
    },
    customer: {
      kind: "id",
      names: ["Customer ID", "Account ID", "customer_id", "account_id"],
      meaning: "the customer's key, a property of the person; else that of the person in contacts",
    },
    survey_type: {
      kind: "word",
      names: ["Survey Type"],
      unit: "nps, csat, ces, five_star, smileys, thumbs, pmf",
      meaning: "kind of survey; without the column the option survey",
    },
    score: { kind: "number", required: true, names: ["Score"], meaning: "the answer" },
    responded_at: {
      kind: "date",
      required: true,
      names: ["Response Date", "Responded At", "Response Time", "Date", "Time", "Created At", "Timestamp"],
      meaning: "when it was given",
    },
    updated_at: {
      kind: "date",
      names: ["Updated At", "Last Updated"],
      meaning: "when it was last changed: recorded",
    },
  },
  vendor: {
    title: "Delighted, survey responses as CSV",
    format: "csv",
    tells: ["email", "score", ["id", "survey_type"]],
    written: { date_format: "iso" },
    options: {
      survey: {
        words: ["nps", "csat", "ces", "five_star", "smileys", "thumbs", "pmf"],
        isAsked: true,
        meaning: "kind of survey, where the export has no column for it",
      },
    },
    into: {
      survey_responses: {
        response_id: ["id"],
        customer_id: ["customer"],
        person_id: ["email", "person"],
        survey_type: [{ of: ["survey_type"] }, { of: [] }],
        score: ["score"],
        responded_on: ["responded_at"],
        known_on: ["updated_at"],
      },
    },
  },
} as const satisfies VendorLayout;
