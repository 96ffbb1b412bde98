import { salesforceId } from "./salesforce-ids.ts";

/** An account of nobody. */
const NOBODY = salesforceId("account", 99_999);

/** Records that somebody got wrong in the exports beside the contracts: each is an extra one among the good ones. */
export type BadRecord = { after: number; change: Record<string, unknown> };

const nobody = (number: number) => ({ id: 499_000_000 + number, email: `visitor${number}@nowhere.example` });

/** A prospect's ticket: neither organization nor address is known. */
const fromProspect = (after: number): BadRecord => ({
  after,
  change: {
    id: 900_000 + after,
    organization_id: null,
    requester_id: nobody(after).id,
    requester: nobody(after),
  },
});

const answerOf = (after: number, change: Record<string, unknown>): BadRecord => ({
  after,
  change: { id: `9${after}`, ...change },
});
const stranger = (after: number) => ({
  person: { ...nobody(after), name: "Visitor" },
  person_properties: {},
});

/** By export: after which record (from 0) a copy of it with these values is set in. README.md counts them by fault. */
export const BAD_RECORDS = {
  "salesforce/Account.csv": [
    { after: 411, change: {} },
    { after: 1_349, change: {} },
    { after: 1_776, change: { ID: "" } },
  ],
  "salesforce/Opportunity.csv": [
    { after: 1_400, change: { ID: salesforceId("opportunity", 9_001), TYPE: "Services", ACCOUNTID: NOBODY } },
    {
      after: 2_100,
      change: { ID: salesforceId("opportunity", 9_002), TYPE: "Services", AMOUNT: "see quote" },
    },
  ],
  "salesforce/Contract_Line__c.csv": [
    { after: 120, change: { ID: salesforceId("contractLine", 90_001), CURRENCYISOCODE: "EURO" } },
    { after: 700, change: { ID: salesforceId("contractLine", 90_002), END_DATE__C: "2019-12-30" } },
    { after: 1_500, change: {} },
    { after: 2_300, change: { ID: salesforceId("contractLine", 90_004), UNIT_PRICE__C: "see quote" } },
    { after: 2_900, change: { ID: salesforceId("contractLine", 90_005), ACCOUNT__C: NOBODY } },
    { after: 3_300, change: {} },
  ],
  "stripe/subscriptions.csv": [
    { after: 250, change: { id: "sub_X1", Currency: "usx" } },
    { after: 900, change: {} },
    { after: 1_700, change: { id: "sub_X3", "Customer ID": "cus_nobody" } },
    { after: 2_600, change: { id: "sub_X4", Amount: "1,020 USD" } },
    { after: 3_400, change: { id: "sub_X5", Status: "processing" } },
    {
      after: 4_200,
      change: { id: "sub_X6", Status: "canceled", "Ended At (UTC)": "", "end_on (metadata)": "" },
    },
    { after: 4_800, change: { id: "sub_X7", "end_on (metadata)": "2019-12-31" } },
  ],
  "stripe/subscriptions-eu.json": [
    { after: 60, change: { id: "sub_X8", customer: "cus_nobody" } },
    { after: 200, change: {} },
  ],
  "stripe/subscriptions-uk.json": [
    { after: 80, change: { id: "sub_X9", status: "canceled", ended_at: null, metadata: {} } },
    { after: 180, change: { id: "sub_X10", items: { object: "list", data: [], has_more: true } } },
  ],
  "xero/sales-invoices.csv": [
    { after: 900, change: { InvoiceNumber: "INV-X1", ContactName: "Nobody & Sons" } },
    { after: 2_100, change: { InvoiceNumber: "INV-X2", Currency: "EURO" } },
    { after: 3_900, change: { InvoiceNumber: "INV-X3", InvoiceDate: "31/12/2024" } },
    { after: 5_600, change: { InvoiceNumber: "INV-X4", Status: "Pending" } },
    { after: 7_400, change: { InvoiceNumber: "INV-X5", LineAmount: "see quote" } },
  ],
  "stripe/invoices.csv": [
    { after: 1_500, change: { id: "in_X1", Customer: "cus_nobody" } },
    { after: 6_000, change: {} },
    { after: 9_500, change: { id: "in_X3", Status: "processing" } },
    { after: 14_000, change: { id: "in_X4", Total: "n/a" } },
    { after: 17_000, change: { id: "in_X5", Currency: "usx" } },
  ],
  "stripe/invoices-eu.json": [
    { after: 300, change: { id: "in_X6", status: "processing" } },
    { after: 600, change: {} },
  ],
  "stripe/invoices-uk.json": [{ after: 400, change: { id: "in_X7", customer: "cus_nobody" } }],
  "zendesk/tickets.json": [
    fromProspect(400),
    fromProspect(2_600),
    fromProspect(5_200),
    { after: 1_200, change: { id: 901_200, created_at: "yesterday" } },
    { after: 3_300, change: { id: 903_300, status: "triage" } },
    { after: 4_100, change: { id: 904_100, priority: "P1" } },
  ],
  "zendesk/ticket_changes.csv": [
    { after: 2_000, change: { ticket_id: "900001" } },
    { after: 9_000, change: { status: "triage" } },
    { after: 17_000, change: { changed_at: "yesterday" } },
  ],
  "delighted/responses.json": [
    answerOf(150, { survey_type: "enps" }),
    answerOf(900, { survey_type: "nps", score: 11 }),
    answerOf(1_400, { score: "nine" }),
    answerOf(500, stranger(500)),
    answerOf(1_700, stranger(1_700)),
    { after: 700, change: {} },
  ],
  "gainsight/timeline.csv": [
    { after: 300, change: { "Activity Id": "1I00X1", "Activity Date": "12/10/2025" } },
    { after: 2_000, change: { "Activity Id": "1I00X2", "Duration (in Mins)": "half an hour" } },
    { after: 2_500, change: { "Activity Id": "1I00X3", "Company Id": "1P02PROSPECT0001" } },
    { after: 4_000, change: {} },
    { after: 6_000, change: {} },
    { after: 7_000, change: { "Activity Id": "1I00X6", Sentiment: "good" } },
  ],
  "hubspot/engagement.csv": [
    { after: 800, change: { "Record ID": "1", "Event type": "Waved" } },
    { after: 1_600, change: { "Record ID": "2", "Occurred at": "" } },
    {
      after: 3_201,
      change: { "Record ID": "3", Email: "x@nowhere.example", "Associated Company IDs": "" },
    },
    { after: 5_000, change: {} },
  ],
  "contacts.csv": [
    { after: 500, change: { user_id: "usr_old_1", email: "", customer_id: "W-99999" } },
    { after: 1_500, change: {} },
    {
      after: 2_500,
      change: { user_id: "usr_old_2", email: "", from_on: "2024-05-01", left_on: "2023-05-01" },
    },
  ],
  "customer_map.csv": [
    { after: 1_000, change: { key: "360000000000001", customer_id: "W-99999" } },
    { after: 3_000, change: {} },
  ],
  "survey_invitations.csv": [
    { after: 2_000, change: { email: "x@nowhere.example" } },
    { after: 4_000, change: { sent_on: "soon" } },
  ],
  "csm_assignments.csv": [
    { after: 100, change: { customer_id: "W-99999" } },
    { after: 900, change: { to_on: "2020-01-01" } },
  ],
  "milestones.csv": [{ after: 50, change: { customer_id: "ACME-TEST" } }],
} as const satisfies Record<string, readonly BadRecord[]>;

/** Sets the bad records of an export among its good ones. */
export function withBadRecords<T extends Record<string, unknown>>(
  file: keyof typeof BAD_RECORDS,
  records: readonly T[],
): T[] {
  const bad = new Map<number, BadRecord>(BAD_RECORDS[file].map((one) => [one.after, one] as const));
  return records.flatMap((record, index) => {
    const one = bad.get(index);
    return one === undefined ? [record] : [record, { ...record, ...one.change }];
  });
}
