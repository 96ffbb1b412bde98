import { assignmentRows, withAmendments } from "./amendments.ts";
import { withBadRecords } from "./bad-records.ts";
import { billsOf } from "./bills.ts";
import {
  accountId,
  type Book,
  bookOfLine,
  booksOf,
  lineKeys,
  type StripeAccount,
  stripeAccount,
} from "./book.ts";
import { heldUntil } from "./disputes.ts";
import { stripeRows, xeroRows } from "./invoices.ts";
import { apiInvoices } from "./invoices-api.ts";
import { customerMapRows } from "./keys.ts";
import { livesOf } from "./life.ts";
import { opportunityRows } from "./opportunities.ts";
import { population } from "./population.ts";
import { riskRows } from "./risks.ts";
import { exportRows, type Numbered, type Row } from "./rows.ts";
import { accountRows, contractLineRows } from "./salesforce.ts";
import { storyAccounts } from "./story.ts";
import { dashboardRows } from "./stripe.ts";
import { apiPages, apiSubscription, type Json } from "./stripe-api.ts";
import { subscriptionsOf } from "./subscriptions.ts";
import { usageRows } from "./usage.ts";
import { type WrittenExport, writeExport, writeJsonLines } from "./write-export.ts";

const XERO = "xero/sales-invoices.csv";
const STRIPE = "stripe/invoices.csv";

/** Everybody Wingtip ever sold to and what, under the numbers of its books, and which system keeps whose contracts. */
export type Sold = { customers: Row[]; lines: Row[]; numbered: Numbered[]; books: ReadonlyMap<string, Book> };

/** The drawn accounts and those with a story. */
export function sold(): Sold {
  const { customers, contractLines, numbered } = exportRows([...population(), ...storyAccounts()]);
  const lines = withAmendments(contractLines);
  const books = booksOf(customers, lines);
  const inBooks = numbered.map((one, index) => ({
    ...one,
    book: books.get(customers[index]?.customer_id ?? "") ?? "stripe",
  }));
  return { customers, lines, numbered: inBooks, books };
}

/** What was sold to some of them, under the same numbers. */
export function soldTo(all: Sold, isKept: (customer: { name: string; signed_on: string }) => boolean): Sold {
  const signed = new Map(all.lines.map((line) => [line.customer_id, line.signed_on] as const).reverse());
  const kept = all.customers.map(({ customer_id, name = "" }) =>
    isKept({ name, signed_on: signed.get(customer_id) ?? "" }),
  );
  const ids = new Set(all.customers.filter((_, index) => kept[index]).map(({ customer_id }) => customer_id));
  return {
    customers: all.customers.filter((_, index) => kept[index]),
    lines: all.lines.filter(({ customer_id }) => ids.has(customer_id)),
    numbered: all.numbered.filter((_, index) => kept[index]),
    books: all.books,
  };
}

/** Writes what was billed: by bookkeeping where sales keeps the contract, by the payment service to the others. */
export function writeBilled(folder: string, { numbered }: Sold): WrittenExport[] {
  const bills = (book: Book) => numbered.filter((one) => one.book === book).flatMap(billsOf);
  const paid = bills("stripe");
  const of = (account: StripeAccount) => paid.filter(({ line }) => stripeAccount(line) === account);
  const list = (file: "stripe/invoices-eu.json" | "stripe/invoices-uk.json", records: Json[]) =>
    writePages(folder, file, "/v1/invoices", withBadRecords(file, records));
  return [
    writeExport(
      folder,
      XERO,
      withBadRecords(XERO, xeroRows(bills("salesforce"), heldUntil(livesOf(numbered)))),
    ),
    writeExport(folder, STRIPE, withBadRecords(STRIPE, stripeRows(of("us")))),
    list("stripe/invoices-eu.json", apiInvoices(of("eu"), "older")),
    list("stripe/invoices-uk.json", apiInvoices(of("uk"), "2025")),
  ];
}

/** Writes what was sold: as sales keeps it, as the payment service keeps it, and by hand; and who is who in them. */
export function writeSold(folder: string, all: Sold): WrittenExport[] {
  const { customers, lines, numbered, books } = all;
  const keys = lineKeys(lines, books);
  const customerOf = ({ customer_id, ...others }: Row): Row => ({
    customer_id: accountId(customer_id),
    ...others,
  });
  const subscribers = new Set(
    lines.filter((line) => bookOfLine(line, books) === "stripe").map((line) => line.customer_id),
  );
  const paying = numbered.filter((_, index) => subscribers.has(customers[index]?.customer_id));
  return [
    ...writeSalesforce(folder, all, keys),
    ...writeStripe(folder, all, keys),
    writeExport(
      folder,
      "customer_map.csv",
      withBadRecords("customer_map.csv", customerMapRows(livesOf(numbered), paying)),
    ),
    writeExport(
      folder,
      "assignments.csv",
      assignmentRows(lines).map((row) => ({
        ...customerOf(row),
        line_id: keys.get(row.line_id ?? "") ?? "",
      })),
    ),
    writeExport(folder, "usage_charges.csv", usageRows(lines).map(customerOf)),
    writeExport(folder, "expected_losses.csv", riskRows(customers, lines).map(customerOf)),
  ];
}

const namesOf = (customers: readonly Row[]): Map<string, string> =>
  new Map(customers.map(({ customer_id = "", name = "" }) => [customer_id, name] as const));

function writeSalesforce(
  folder: string,
  { customers, lines, books }: Sold,
  keys: ReadonlyMap<string, string>,
): WrittenExport[] {
  const kept = lines.filter(
    (line) => bookOfLine(line, books) === "salesforce" && line.is_recurring === "true",
  );
  const services = lines.filter((line) => line.is_recurring === "false");
  const created = new Map(
    lines.map((line) => [line.customer_id ?? "", line.signed_on ?? ""] as const).reverse(),
  );
  const files = {
    "salesforce/Account.csv": accountRows(customers, created),
    "salesforce/Opportunity.csv": opportunityRows(kept, services, namesOf(customers)),
    "salesforce/Contract_Line__c.csv": contractLineRows(kept, keys),
  } as const;
  return Object.entries(files).map(([file, rows]) =>
    writeExport(folder, file, withBadRecords(file as keyof typeof files, rows), true),
  );
}

function writeStripe(
  folder: string,
  { customers, lines, books }: Sold,
  keys: ReadonlyMap<string, string>,
): WrittenExport[] {
  const all = subscriptionsOf(lines, books, keys);
  const of = (account: StripeAccount) => all.filter(({ line }) => stripeAccount(line) === account);
  const list = (file: "stripe/subscriptions-eu.json" | "stripe/subscriptions-uk.json", records: Json[]) =>
    writePages(folder, file, "/v1/subscriptions", withBadRecords(file, records));
  const rows = dashboardRows(of("us"), namesOf(customers));
  return [
    writeExport(folder, "stripe/subscriptions.csv", withBadRecords("stripe/subscriptions.csv", rows)),
    list(
      "stripe/subscriptions-eu.json",
      of("eu").map((one) => apiSubscription(one, "older")),
    ),
    list(
      "stripe/subscriptions-uk.json",
      of("uk").map((one) => apiSubscription(one, "2025")),
    ),
  ];
}

/** Records as the payment service's API lists them, a page a line. */
const writePages = (folder: string, file: string, url: string, records: readonly Json[]): WrittenExport => ({
  ...writeJsonLines(folder, file, apiPages(records, url)),
  rows: records.length,
});
