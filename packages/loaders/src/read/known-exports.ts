import { findNamed } from "./find-named.ts";

/** An export of a vendor that no layout reads by itself. */
export interface KnownExport {
  /** The vendor and the export, as people name them. */
  title: string;
  /** Columns by which it is told: all of them; of a list one is enough. */
  tells: readonly (string | readonly string[])[];
  /** What to write in company.json, or to export instead. */
  wayOut: string;
}

/** The keys of a source in company.json, as text to copy. */
function source(keys: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(keys).slice(1, -1).replaceAll('":', '": ').replaceAll(',"', ', "');
}

/**
 * Exports that people have and that have no layout of their own: of most the columns can be mapped, and of the others
 * something else has to be exported. The first whose columns a file has is meant.
 */
export const knownExports: readonly KnownExport[] = [
  {
    title: "Chargebee, subscription_mrr_changes",
    tells: ["subscription_id", "mrr", "mrr_previous", "record_start_at"],
    wayOut: `write ${source({
      layout: "subscription_periods",
      where: "mrr > 0",
      columns: {
        line_id: "id",
        customer_id: "customer_id",
        start_on: "record_start_at",
        end_on: "record_end_at",
        monthly_amount: "mrr",
        currency: "currency_code",
      },
    })}`,
  },
  {
    title: "Recurly, subscriptions",
    tells: [["uuid", "subscription_uuid"], ["account_code", "account_id"], "activated_at", "expires_at"],
    wayOut: `write ${source({
      layout: "contract_lines",
      end_means: "cancelled",
      columns: {
        line_id: "uuid",
        customer_id: "account_code",
        product: "plan_code",
        amount: "subtotal",
        billing_period: { value: "monthly" },
        currency: "currency",
        start_on: "activated_at",
        end_on: "expires_at",
        notice_on: "canceled_at",
      },
    })} with the plan's period, one source a period (by "where") where there are several, and trials left out by "where"`,
  },
  {
    title: "ChartMogul, activities",
    tells: ["activity-mrr-movement", "customer-external-id"],
    wayOut:
      "it holds movements, not what is in force: export ChartMogul's subscriptions, or the invoices it was fed with",
  },
  {
    title: "Stripe, subscription_item_change_events",
    tells: ["event_type", "mrr_change", "subscription_item_id"],
    wayOut:
      "it holds movements, not what is in force: export the subscriptions from the API, or sum mrr_change by item into subscription_periods",
  },
  {
    title: "Stripe, subscription schedules from the API",
    tells: ["phases", "end_behavior"],
    wayOut:
      "its phases are no subscriptions: export those, and what is scheduled as contract_lines with order_type step",
  },
  {
    title: "Stripe, customers from the API",
    tells: ["invoice_prefix", "livemode"],
    wayOut: `write ${source({ layout: "customers", columns: { customer_id: "id", name: "name" } })}`,
  },
  {
    title: "Baremetrics, manual import",
    tells: ["plan_oid", "customer_oid", "subscription_oid"],
    wayOut: `write ${source({
      layout: "contract_lines",
      units: "minor",
      end_means: "cancelled",
      columns: {
        line_id: "subscription_oid",
        customer_id: "customer_oid",
        product: "plan_name",
        quantity: "subscription_quantity",
        unit_price: "plan_amount",
        billing_period: "plan_interval",
        billing_period_count: "plan_interval_count",
        currency: "plan_currency",
        start_on: "subscription_started_at",
        end_on: "subscription_canceled_at",
      },
    })}`,
  },
  {
    title: "Maxio, movements of MRR",
    tells: [
      ["mrr_movements", "line_items"],
      ["mrr", "amount_in_cents"],
    ],
    wayOut:
      "it holds movements, not what is in force: export its subscriptions, and map them to contract_lines",
  },
  {
    title: "QuickBooks, invoices",
    tells: [
      ["Invoice No", "Invoice number", "Invoice No.", "Num"],
      ["Customer", "Customer name", "Name"],
      ["Product/Service", "Item (Product/Service)", "Item"],
    ],
    wayOut: `its lines are read as Xero's are: write ${source({
      layout: "xero_sales_invoices",
      date_format: "%m/%d/%Y",
      columns: {
        contact: "Customer",
        number: "Invoice No",
        invoice_date: "Invoice Date",
        due_date: "Due Date",
        item: "Product/Service",
        line_amount: "Amount",
      },
      options: { items: { "Plan A": "monthly", "*": "one_off" } },
    })} with the file's own headings, and under items how often each item is billed`,
  },
  {
    title: "Intercom, conversations from the API",
    tells: ["statistics", "state", ["source", "conversation_rating", "conversation_parts"]],
    wayOut: `write ${source({
      layout: "tickets",
      date_format: "epoch",
      columns: {
        ticket_id: "id",
        person_id: "contacts.contacts.0.external_id",
        opened_on: "created_at",
        solved_on: "statistics.last_close_at",
        subject: "source.subject",
        changed_at: "updated_at",
      },
    })} with contacts that say whose person it is`,
  },
  {
    title: "Intercom, conversations as CSV, a row a message",
    tells: ["conversation_id", "message_created_at"],
    wayOut: "it has a row for each message: keep the first of each conversation, and map it to tickets",
  },
  {
    title: "Zendesk, metrics of tickets",
    tells: ["ticket_id", "reply_time_in_minutes"],
    wayOut: "export the tickets with their metrics (include=metric_sets): solved_at is read from metric_set",
  },
  {
    title: "Zendesk, ratings of satisfaction",
    tells: ["ticket_id", "score", "assignee_id"],
    wayOut: "it holds words (good, bad) and no scores: leave it out",
  },
  {
    title: "Qualtrics, responses as CSV",
    tells: ["ResponseId", "RecordedDate"],
    wayOut: `delete the two rows below the header (questions, import ids), and write ${source({
      layout: "survey_responses",
      where: "Finished",
      columns: {
        response_id: "ResponseId",
        score: "Q1",
        responded_on: "RecordedDate",
        survey_type: { value: "nps" },
      },
    })} with the question's column`,
  },
  {
    title: "SurveyMonkey, responses as CSV",
    tells: ["Respondent ID", "Collector ID"],
    wayOut: `delete the second row of headings, and write ${source({
      layout: "survey_responses",
      date_format: "%m/%d/%Y %I:%M:%S %p",
      columns: {
        response_id: "Respondent ID",
        person_id: "Email Address",
        score: "the question",
        responded_on: "End Date",
        survey_type: { value: "nps" },
      },
    })}`,
  },
  {
    title: "PostHog, events",
    tells: ["event", "distinct_id", ["person_id", "person_properties", "elements_chain"]],
    wayOut: `write ${source({
      layout: "usage",
      moments_in: "UTC",
      columns: { feature: "event", person_id: "distinct_id", used_on: "timestamp" },
    })} with contacts that say whose person it is`,
  },
  {
    title: "Amplitude, events",
    tells: ["event_type", "event_time", ["amplitude_id", "user_properties"]],
    wayOut: `write ${source({
      layout: "usage",
      moments_in: "UTC",
      columns: { feature: "event_type", person_id: "user_id", used_on: "event_time" },
    })} with contacts that say whose person it is`,
  },
  {
    title: "Mixpanel, events",
    tells: ["event", "properties"],
    wayOut: `write ${source({
      layout: "usage",
      date_format: "epoch",
      columns: { feature: "event", person_id: "properties.distinct_id", used_on: "properties.time" },
    })}; projects made before 2023 print the time of the project's zone`,
  },
  {
    title: "ChurnZero, accounts",
    tells: ["accountExternalId", ["NextRenewalDate", "TotalContractAmount", "LicenseCount"]],
    wayOut: `write ${source({ layout: "customers", columns: { customer_id: "accountExternalId", name: "Name", csm: "OwnerUserAccount", parent_id: "ParentAccountExternalId" } })}`,
  },
  {
    title: "HubSpot, records from the API",
    tells: ["properties", "createdAt", "updatedAt"],
    wayOut: `ask for their properties too (of companies name and industry, of deals dealstage, closedate, amount and when the contract starts, with associations=companies), and for contacts write ${source(
      {
        layout: "contacts",
        columns: { person_id: "properties.email", customer_id: "properties.associatedcompanyid" },
      },
    )}`,
  },
  {
    title: "HubSpot, engagements from the API",
    tells: ["engagement", "associations", "metadata"],
    wayOut: `write ${source({
      layout: "activities",
      date_format: "epoch",
      columns: {
        activity_id: "engagement.id",
        customer_id: "associations.companyIds.0",
        activity_on: "engagement.timestamp",
        activity_type: "engagement.type",
        known_on: "engagement.createdAt",
      },
    })}`,
  },
  {
    title: "HubSpot, events of emails from the API",
    tells: ["recipient", "emailCampaignId"],
    wayOut: `write ${source({
      layout: "hubspot_engagement",
      date_format: "epoch",
      columns: { id: "id", email: "recipient", event_type: "type", occurred_at: "created" },
    })}`,
  },
  {
    title: "Salesforce, tasks or events",
    tells: ["WhatId", "ActivityDate"],
    wayOut: `write ${source({
      layout: "activities",
      columns: {
        activity_id: "Id",
        customer_id: "AccountId",
        activity_on: "ActivityDate",
        activity_type: "Type",
        subject: "Subject",
        known_on: "CreatedDate",
      },
    })}`,
  },
  {
    title: "Chargebee, subscriptions from the API",
    tells: ["subscription", "customer"],
    wayOut: `write ${source({
      layout: "contract_lines",
      units: "minor",
      date_format: "epoch",
      end_means: "cancelled",
      where: `"subscription.status" <> 'in_trial'`,
      columns: {
        line_id: "subscription.id",
        customer_id: "subscription.customer_id",
        product: "subscription.plan_id",
        quantity: "subscription.plan_quantity",
        unit_price: "subscription.plan_unit_price",
        billing_period: "subscription.billing_period_unit",
        billing_period_count: "subscription.billing_period",
        currency: "subscription.currency_code",
        signed_on: "subscription.created_at",
        start_on: "subscription.activated_at",
        end_on: "subscription.cancelled_at",
        paused_on: "subscription.pause_date",
        resumes_on: "subscription.resume_date",
      },
    })}; addons and coupons are not in these columns, and with Product Catalog 2.0 (subscription_items) no amounts: export subscription_mrr_changes then`,
  },
  {
    title: "an error that an interface answered with",
    tells: ["error"],
    wayOut: "the file holds no records, but what went wrong when they were asked for: ask again",
  },
];

/**
 * Which export that no layout reads do a file's columns tell?
 *
 * @param names the file's column names; case, spaces and underscores do not matter
 * @returns null where none is known
 * @example knownExport(["plan_oid", "customer_oid", "subscription_oid"])?.title // "Baremetrics, manual import"
 */
export function knownExport(names: readonly string[]): KnownExport | null {
  const has = (some: string | readonly string[]) =>
    findNamed(names, typeof some === "string" ? [some] : some) >= 0;
  return knownExports.find(({ tells }) => tells.every(has)) ?? null;
}
