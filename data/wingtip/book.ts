import { hex } from "./keys.ts";
import { numberOf } from "./printed-lines.ts";
import type { Row } from "./rows.ts";
import { salesforceId } from "./salesforce-ids.ts";

/** Where a contract is kept: negotiated ones by sales, the others by the payment service. */
export type Book = "salesforce" | "stripe";

/** Somebody wrote this line by hand: a notice that leaves an amount or was taken back, a pause, an entry after the fact. */
const isNegotiated = (line: Row): boolean =>
  line.notice_amount !== "" ||
  line.notice_withdrawn_on !== "" ||
  line.paused_on !== "" ||
  (line.notice_on !== "" && (line.notice_on ?? "") < (line.start_on ?? "")) ||
  (line.end_means === "cancelled" &&
    line.notice_on !== "" &&
    (line.last_changed_on ?? "") > (line.notice_on ?? ""));

/** The book of each customer: Salesforce where a mid-market CSM or a negotiated line is, else Stripe. */
export function booksOf(customers: readonly Row[], lines: readonly Row[]): Map<string, Book> {
  const negotiated = new Set(lines.filter(isNegotiated).map((line) => line.customer_id));
  return new Map(
    customers.map(({ customer_id = "", touch_tier }) => {
      const isSold = touch_tier === "high" || negotiated.has(customer_id);
      return [customer_id, isSold ? "salesforce" : "stripe"] as const;
    }),
  );
}

/** The two companies of Wingtip abroad have accounts of their own at the payment service, read by its API. */
export type StripeAccount = "us" | "eu" | "uk";
export const stripeAccount = ({ currency }: { currency?: string }): StripeAccount =>
  currency === "EUR" ? "eu" : currency === "GBP" ? "uk" : "us";

const stripeKey = (number: number): string =>
  `1${(40_000_000 + number * 7_919).toString(36)}${hex(`subscription ${number}`, 17)}`;

/** What a subscription and its item are called, by the number of the contract line; in the order of the numbers. */
export const subscriptionId = (number: number): string => `sub_${stripeKey(number)}`;
export const itemId = (number: number): string => `si_${stripeKey(number)}`;

/** The key of an account, and so of the customer, by its number: "W-00042" is 001Wt00000002PaIAI. */
export const accountId = (id = ""): string => salesforceId("account", numberOf(id));

/** Which line of which system a contract line is: trials are always at the payment service, and services are opportunities. */
export function lineKeys(lines: readonly Row[], books: ReadonlyMap<string, Book>): Map<string, string> {
  return new Map(
    lines.map((line) => {
      const { line_id = "" } = line;
      return [line_id, keyOf(line, numberOf(line_id), bookOfLine(line, books))] as const;
    }),
  );
}

function keyOf(line: Row, number: number, book: Book): string {
  if (book === "salesforce") return salesforceId("contractLine", number);
  return stripeAccount(line) === "us" ? subscriptionId(number) : itemId(number);
}

export const bookOfLine = (line: Row, books: ReadonlyMap<string, Book>): Book =>
  line.is_trial === "true" ? "stripe" : (books.get(line.customer_id ?? "") ?? "stripe");
