import type { VendorLayout } from "../../src/read/layout.ts";

/** Zendesk's tickets as its CSV export prints them. */
export const zendeskTicketsCsv = {
  name: "zendesk_tickets_csv",
  row: "a ticket as it stands on the day of the export",
  columns: {
    id: { kind: "id", required: true, names: ["Id", "Ticket ID"], meaning: "the ticket's number" },
    organization: {
      kind: "text",
      names: ["Organization", "Ticket organization name"],
      meaning: "the organization's name: the customer, by the customer map",
    },
    requester_external_id: {
      kind: "id",
      names: ["Requester external id"],
      meaning: "the requester's key in another system",
    },
    requester_email: { kind: "person", names: ["Requester email"], meaning: "who asked, by email" },
    requester_id: { kind: "person", names: ["Requester id"], meaning: "who asked, a number" },
    subject: { kind: "text", names: ["Subject"], meaning: "what it is about" },
    status: {
      kind: "word",
      required: true,
      names: ["Status"],
      unit: "New, Open, Pending, On-hold, Solved, Closed, Deleted",
      meaning: "status now",
    },
    priority: {
      kind: "word",
      names: ["Priority"],
      unit: "Urgent, High, Normal, Low, -",
      meaning: "priority now",
    },
    created_at: {
      kind: "moment",
      required: true,
      names: ["Created at", "Requested", "Request date"],
      meaning: "when it was opened",
    },
    updated_at: { kind: "moment", names: ["Updated at", "Updated"], meaning: "when it was last touched" },
    solved_at: {
      kind: "moment",
      names: ["Solved at", "Solved", "Solved date"],
      meaning: "when it was solved, the last time",
    },
  },
  vendor: {
    title: "Zendesk, tickets as CSV",
    format: "csv",
    tells: ["organization", "solved_at", "updated_at"],
    written: { date_format: "iso" },
    options: {
      customer_is: {
        words: ["organization", "external_id"],
        meaning: "which column is the customer's key: Organization, or Requester external id",
      },
    },
    into: {
      tickets: {
        ticket_id: ["id"],
        customer_id: ["organization", "requester_external_id"],
        person_id: ["requester_email", "requester_id"],
        opened_on: ["created_at"],
        solved_on: ["solved_at"],
        priority: ["priority"],
        status: ["status"],
        subject: ["subject"],
        changed_at: ["updated_at"],
      },
    },
  },
} as const satisfies VendorLayout;
