import type { NeutralLayout } from "../../src/read/layout.ts";

/** What engagement counts for. */
export const engagementGroups = {
  marketing: "marketing",
  community: "community",
  participation: "participation",
} as const;

/** One row something a customer did with marketing, in the community, or for the company. */
export const engagement = {
  name: "engagement",
  row: "something a customer took part in",
  atLeastOne: ["customer_id", "person_id"],
  unique: ["engagement_id"],
  happensOn: "engaged_on",
  columns: {
    engagement_id: { kind: "id", meaning: "its key, unique; not mapped: rows are taken as they are" },
    customer_id: { kind: "id", meaning: "the customer's key; empty: that of the person in contacts" },
    person_id: { kind: "person", meaning: "who: an email or a user's key; empty: not said" },
    engaged_on: { kind: "date", required: true, meaning: "the day" },
    engagement_group: {
      kind: "word",
      required: true,
      unit: "marketing, community, participation",
      words: engagementGroups,
      meaning: "what it counts for; participation: references, case studies and the like",
    },
    engagement_type: {
      kind: "label",
      required: true,
      meaning: "email_opened, event_attended, post, reference, case_study, ...; unsubscribed is what it says",
    },
    known_on: { kind: "date", meaning: "the day it was recorded; empty: the day itself" },
  },
} as const satisfies NeutralLayout;
