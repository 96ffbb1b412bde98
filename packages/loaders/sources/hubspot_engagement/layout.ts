import type { VendorLayout } from "../../src/read/layout.ts";

/** What contacts did with marketing, as HubSpot and tools like it export: one row an event. */
export const hubspotEngagement = {
  name: "hubspot_engagement",
  row: "an event of a contact",
  columns: {
    id: { kind: "id", names: ["Record ID", "Event ID", "Activity ID"], meaning: "the event's key" },
    email: {
      kind: "person",
      required: true,
      names: ["Email", "Recipient", "Contact email", "Email address"],
      meaning: "who, by email",
    },
    company_ids: {
      kind: "id",
      names: ["Associated Company IDs", "Associated Company ID", "Primary Associated Company ID"],
      meaning: "keys of the companies, joined by semicolons: the customer where there is one",
    },
    event_type: {
      kind: "word",
      required: true,
      names: ["Event type", "Activity type", "Engagement type"],
      unit: "an email opened or clicked, an event, a form, a post, a reference, ... (the README lists them)",
      meaning: "what was done",
    },
    occurred_at: {
      kind: "date",
      required: true,
      names: ["Occurred at", "Event time", "Event timestamp", "Activity date", "Timestamp"],
      meaning: "when",
    },
    created_at: {
      kind: "date",
      names: ["Create Date", "Created date"],
      meaning: "when it was entered: recorded",
    },
  },
  vendor: {
    title: "HubSpot, engagement as CSV",
    tells: ["event_type", "occurred_at", "company_ids"],
    written: { date_format: "iso" },
    into: {
      engagement: {
        engagement_id: ["id"],
        customer_id: ["company_ids"],
        person_id: ["email"],
        engaged_on: ["occurred_at"],
        engagement_group: ["event_type"],
        engagement_type: ["event_type"],
        known_on: ["created_at"],
      },
    },
  },
} as const satisfies VendorLayout;
