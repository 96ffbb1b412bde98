import type { VendorLayout } from "../../src/read/layout.ts";

/** Zendesk's tickets as JSON: the full export, one ticket a line, and what the API lists. */
export const zendeskTickets = {
  name: "zendesk_tickets",
  row: "a ticket as it stands on the day of the export",
  columns: {
    id: { kind: "id", required: true, names: ["id"], meaning: "the ticket's number" },
    organization_id: {
      kind: "id",
      names: ["organization_id", "organization.id"],
      meaning: "the organization's number: the customer",
    },
    organization_external_id: {
      kind: "id",
      names: ["organization.external_id"],
      meaning: "the organization's key in another system",
    },
    requester_id: { kind: "person", names: ["requester_id", "requester.id"], meaning: "who asked, a number" },
    requester_email: { kind: "person", names: ["requester.email"], meaning: "who asked, by email" },
    result_type: {
      kind: "text",
      names: ["result_type"],
      meaning: "of what a search found: other than ticket is left out",
    },
    subject: { kind: "text", names: ["subject", "raw_subject"], meaning: "what it is about" },
    status: {
      kind: "word",
      required: true,
      names: ["status"],
      unit: "new, open, pending, hold, solved, closed, deleted",
      meaning: "status now",
    },
    priority: {
      kind: "word",
      names: ["priority"],
      unit: "urgent, high, normal, low",
      meaning: "priority now",
    },
    created_at: { kind: "moment", required: true, names: ["created_at"], meaning: "when it was opened" },
    updated_at: { kind: "moment", names: ["updated_at"], meaning: "when it was last touched" },
    solved_at: {
      kind: "moment",
      names: ["metric_set.solved_at", "solved_at"],
      meaning: "when it was solved, the last time; part of the metrics of a ticket",
    },
  },
  vendor: {
    title: "Zendesk, tickets as JSON",
    format: "json",
    tells: ["organization_id", "requester_id", "updated_at"],
    written: { date_format: "iso", moments_in: "UTC" },
    options: {
      customer_is: {
        words: ["organization_id", "external_id"],
        meaning: "which key of the organization is the customer's",
      },
      solved_without_moment: {
        words: ["unknown", "last_touched"],
        meaning: "when a solved ticket without metrics was solved: not known, or when it was last touched",
      },
    },
    into: {
      tickets: {
        ticket_id: ["id"],
        customer_id: ["organization_id", "organization_external_id"],
        person_id: ["requester_email", "requester_id"],
        opened_on: ["created_at"],
        solved_on: ["solved_at", "updated_at"],
        priority: ["priority"],
        status: ["status"],
        subject: ["subject"],
        changed_at: ["updated_at"],
      },
    },
  },
} as const satisfies VendorLayout;
