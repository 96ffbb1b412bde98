import type { VendorLayout } from "../../src/read/layout.ts";

/** Gainsight's timeline as a report on it exports: one row an activity. */
export const gainsightTimeline = {
  name: "gainsight_timeline",
  row: "an activity with a customer",
  columns: {
    id: {
      kind: "id",
      names: ["Activity Id", "GSID", "External Id"],
      meaning: "the activity's key",
    },
    company_id: {
      kind: "id",
      names: ["Company Id", "Company GSID"],
      meaning: "Gainsight's own key of the company (a Gsid): the customer, by the customer map",
    },
    crm_id: {
      kind: "id",
      names: ["SFDC Account Id", "Account Id", "CRM Id", "Company External Id"],
      meaning: "the company's key in the CRM; comes before Company Id",
    },
    activity_date: {
      kind: "date",
      required: true,
      names: ["Activity Date"],
      meaning: "the day of the activity",
    },
    activity_type: {
      kind: "label",
      names: ["Activity Type", "Type Name", "Activity Type Name"],
      meaning: "Call, Meeting, Email, Update, Milestone, ...",
    },
    category: {
      kind: "label",
      names: ["Reporting Category", "Reporting Type"],
      meaning: "category, where there is no activity type",
    },
    milestone: {
      kind: "label",
      names: ["Milestone Type", "Milestone"],
      meaning: "of a milestone: which one was reached that day",
    },
    subject: { kind: "text", names: ["Subject"], meaning: "what it was about" },
    notes: {
      kind: "text",
      names: ["Notes", "Notes Plain Text"],
      meaning: "what was noted, as HTML or plain",
    },
    duration: { kind: "number", names: ["Duration (in Mins)", "Duration"], meaning: "minutes" },
    pulse: {
      kind: "number",
      names: ["Pulse", "Sentiment"],
      meaning: "how the CSM judged the customer then, on a scale of the company's own; higher is healthier",
    },
    user_name: {
      kind: "text",
      names: ["User Name", "GS Created by User Name", "Created By", "Author"],
      meaning: "who did it, by name",
    },
    user_email: { kind: "text", names: ["User Email", "Author Email"], meaning: "who did it, by email" },
    user_id: { kind: "text", names: ["User Id"], meaning: "who did it, by Gainsight's key" },
    created_date: { kind: "date", names: ["Created Date"], meaning: "when it was entered: recorded" },
  },
  vendor: {
    title: "Gainsight, timeline as CSV",
    tells: ["activity_date", "subject", "company_id"],
    written: { date_format: "iso" },
    options: {
      csm_is: {
        words: ["name", "email", "id"],
        meaning: "which column names the CSM as the roster does: User Name, User Email or User Id",
      },
    },
    into: {
      activities: {
        activity_id: ["id"],
        customer_id: ["crm_id", "company_id"],
        activity_on: ["activity_date"],
        activity_type: ["activity_type", "category"],
        subject: ["subject"],
        notes: ["notes"],
        csm: ["user_name", "user_email", "user_id"],
        duration_minutes: ["duration"],
        pulse: ["pulse"],
        known_on: ["created_date"],
      },
      milestones: {
        customer_id: ["crm_id", "company_id"],
        milestone: ["milestone"],
        reached_on: ["activity_date"],
        known_on: ["created_date"],
      },
    },
  },
} as const satisfies VendorLayout;
