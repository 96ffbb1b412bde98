import type { Layout } from "./layout.ts";

/** Every reason a row can be set aside for; the list is closed. */
export const faultCodes = [
  "malformed_record",
  "repeated_header",
  "report_footer",
  "totals_row",
  "unreadable_condition",
  "missing_id",
  "missing_one_of",
  "text_in_date",
  "missing_start",
  "missing_end",
  "end_before_start",
  "withdrawn_without_notice",
  "withdrawn_before_notice",
  "resumption_without_pause",
  "resumption_before_pause",
  "cleared_before_flagged",
  "day_before_another",
  "missing_value",
  "unknown_currency",
  "no_exchange_rate",
  "unknown_billing_period",
  "text_in_number",
  "missing_amount",
  "amount_too_large",
  "remainder_above_amount",
  "number_out_of_range",
  "score_out_of_range",
  "wrong_sign",
  "negative_quantity",
  "negative_loss",
  "renewal_months_out_of_range",
  "missing_renewal_months",
  "rate_out_of_range",
  "impossible_exchange_rate",
  "own_currency_rate",
  "conflicting_rate",
  "unknown_order_type",
  "unknown_end_means",
  "unknown_boolean",
  "unknown_word",
  "unknown_customer",
  "unknown_person",
  "unknown_ticket",
  "customer_without_lines",
  "unknown_line",
  "unknown_product",
  "duplicate_id",
  "duplicate_row",
  "customer_map_circle",
  "credit_below_zero",
  "unknown_status",
  "ended_without_date",
  "undeclared_option",
  "incomplete_record",
  "unreadable_discount",
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** A fault as the scan hands it over: what kind, in which canonical column, what stood there. */
export interface Fault {
  code: FaultCode;
  canonical: string;
  value: string | null;
}

interface Context {
  dateFormat: string;
  /** The layout of the file: what its columns may hold is told from it. */
  layout?: Layout;
  /** What a scanner found wrong with a text record; without it a malformed record is one of JSON. */
  detail?: string;
}

/** Days programs write where there is none: the first that computers and spreadsheets count. */
const noDay = /^(0?1[./-]0?1[./-](1900|1970)|(1900|1970)[./-]0?1[./-]0?1)(\D.*)?$|^0(\.0+)?$/;

/**
 * What is wrong with a row, in words: what was expected; what to do about it.
 *
 * @returns "<what is wrong>; <the way out>" without the value, so rows of one fault group together
 */
export function faultReason(fault: Fault, { dateFormat, detail, layout }: Context): string {
  const { canonical, value } = fault;
  const allowed = layout?.columns[canonical]?.unit ?? "another value";
  switch (fault.code) {
    case "malformed_record":
      if (detail === undefined) return "expected a JSON object; correct the export, one object a row";
      return `the record has ${detail}; ${recordWayOut(detail)}`;
    case "repeated_header":
      return "the row is the header once more; join parts of an export without the headers between them";
    case "report_footer":
      return "the line stands below the rows of a report; nothing is missing, the totals are not needed";
    case "totals_row":
      return "the row holds totals of the others and is none of them; nothing is missing, export without totals";
    case "unreadable_condition":
      return `the condition "where" reads this column as another type; correct the value or the condition`;
    case "missing_id":
      return `${canonical} is empty; every row needs one`;
    case "missing_one_of":
      return `none of ${layout?.atLeastOne?.join(", ")} is given; every row needs one of them`;
    case "day_before_another": {
      const first = layout?.inOrder?.find(([, second]) => second === canonical)?.[0];
      return `the day is before ${first}; correct one of the two`;
    }
    case "text_in_date":
      if (noDay.test(value?.trim() ?? "")) {
        return "the day stands for none, as programs write 1900-01-01 and 1970-01-01; give the day, or leave the cell empty";
      }
      if (/^\d{5}(\.\d+)?$/.test(value?.trim() ?? "") && dateFormat !== "epoch") {
        return "expected a date, not a spreadsheet's number of a day; show the column there as dates such as 2024-01-31 and export again";
      }
      return dateFormat === "iso"
        ? 'expected a date such as 2024-01-31; another way of writing dates is declared with "date_format"'
        : `expected a date written ${dateWords(dateFormat)}; correct the value or "date_format"`;
    case "missing_start":
      return "the start is empty (or a date that stands for none, such as 9999-12-31); a line needs a start";
    case "missing_end":
      return "a term value has no end; give the end of the term, or map monthly_amount instead";
    case "end_before_start":
      return "the end is at or before the start and no notice before the start is recorded; correct one of the two";
    case "withdrawn_without_notice":
      return "a notice is withdrawn that was never recorded; give notice_on, or leave this empty";
    case "withdrawn_before_notice":
      return "the notice is withdrawn on or before the day it was recorded; correct one of the two";
    case "resumption_without_pause":
      return "the line resumes from a pause it never began; give paused_on, or leave this empty";
    case "resumption_before_pause":
      return "the line resumes on or before the day it pauses; correct one of the two";
    case "remainder_above_amount":
      return "the notice leaves more than the line's amount; give what remains a period, or leave this empty";
    case "cleared_before_flagged":
      return "the loss was cleared before it was flagged; correct one of the two";
    case "missing_value":
      return `${canonical} is empty; every row needs one`;
    case "unknown_currency":
      return 'expected an ISO 4217 code such as EUR; correct it, or set "currency" and leave the column unmapped';
    case "no_exchange_rate":
      return 'no exchange rate for this currency; add it under "exchange_rates" in company.json';
    case "unknown_billing_period":
      return 'expected monthly, quarterly, annual, weekly, daily or a count such as "6 months"; correct the value';
    case "text_in_number":
      return numberReason(value ?? "");
    case "missing_amount":
      return `${canonical} is empty; a line needs an amount (0 where it is free)`;
    case "amount_too_large":
      return "the amount is over 1,000,000,000,000,000 minor units a month; correct it, or check the units";
    case "number_out_of_range":
      return `expected a number: ${allowed}; correct the value or leave it empty`;
    case "score_out_of_range":
      return "a score is from 0 to the best there is, of nps a whole number from 0 to 10; correct the value, or survey_type";
    case "wrong_sign":
      return `expected ${allowed}: gains and costs are written without, losses with a minus; correct the sign`;
    case "negative_quantity":
      return "a quantity is 0 or more; a credit is a negative amount, not a negative quantity";
    case "negative_loss":
      return "an expected loss is 0 or more; write it without the minus";
    case "renewal_months_out_of_range":
      return "expected a whole number of months from 1 to 1200; correct the value or leave it empty";
    case "missing_renewal_months":
      return "a term under a month renews by itself and does not say for how long; give renewal_months";
    case "impossible_exchange_rate":
      return "expected a rate above 0 and under 100,000,000; correct the value";
    case "own_currency_rate":
      return "the company's own currency has the rate 1; correct the value or leave the row out";
    case "conflicting_rate":
      return "an earlier row gives another rate for this currency and day and was kept; keep one of them";
    case "rate_out_of_range":
      return "expected a rate from 0 to 1, such as 0.2 for 20 %; correct the value";
    case "unknown_order_type":
      return "expected new, add_on, renewal, replacement, step or archive; correct the value or leave it empty";
    case "unknown_end_means":
      return "expected term, cancelled or replaced; correct the value or leave it empty";
    case "unknown_word":
      return `expected one of ${allowed}; correct the value`;
    case "unknown_boolean":
      return "expected true or false; correct the value or leave it empty";
    case "unknown_customer":
      return "no accepted row of the customers export has this id; add the customer, or correct the id";
    case "unknown_person":
      return "no accepted row of contacts has this person; add the person, or give customer_id";
    case "unknown_ticket":
      return "no accepted row of tickets has this id; add the ticket, or leave the row out";
    case "customer_without_lines":
      return "no accepted contract line is of this customer; correct the id, or leave the row out";
    case "unknown_line":
      return "no accepted contract line has this id; add the line, or correct the id";
    case "unknown_product":
      return "no accepted contract line is of this product; correct it, or leave it empty for all products";
    case "duplicate_row":
      return `an earlier row says it for the same ${canonical} and was kept; keep one of them`;
    case "customer_map_circle":
      return "the customers of the map lead back to this one; leave out one of the rows";
    case "duplicate_id":
      return "an earlier row has the same id and was kept; give each row an id of its own";
    case "unknown_status":
      return 'no status the vendor is known to print; correct it, or leave such rows out with "where"';
    case "ended_without_date":
      return "it has ended and nothing says when; export it with that column";
    case "incomplete_record":
      return "a part of the record was not exported; export it with that part expanded";
    case "unreadable_discount":
      return 'what this discount takes off cannot be told for each item; declare the lines in a neutral export, or leave the row out with "where"';
    case "undeclared_option":
      return `how this counts is not said in the export; declare "${canonical}" under "options" of the source in company.json`;
    case "credit_below_zero":
      return "the credit takes its product below 0 for this customer at a month end; correct the amount, or the dates of the line it reduces";
  }
}

/** A format of dates as a reader writes it: "%d/%m/%Y" is "day/month/year (%d/%m/%Y)"; others stand as they are. */
function dateWords(format: string): string {
  if (format === "epoch") return "as seconds or milliseconds since 1970 (epoch)";
  const words = format
    .replace("%Y", "year")
    .replace("%y", "year of two digits")
    .replace("%m", "month")
    .replace("%d", "day");
  return words.includes("%") ? `as ${format}` : `as ${words} (${format})`;
}

function recordWayOut(detail: string): string {
  if (detail.includes("UTF-8")) return "save the export as UTF-8";
  return "put texts that hold delimiters, quotes or line ends in quotes, and double the quotes inside";
}

/** How numbers with thousands are printed: their shape, the sign's name, and as it is declared. */
const printedThousands: readonly (readonly [shape: RegExp, name: string, sign: string])[] = [
  [/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/, "a comma", ","],
  [/^[-+]?\d{1,3}(\.\d{3})+$/, "a point", "."],
  [/^[-+]?\d{1,3}(['\u2019]\d{3})+([.,]\d+)?$/, "an apostrophe", "'"],
  [/^[-+]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?$/, "a space", " "],
];

function numberReason(value: string): string {
  const number = value.trim();
  if (/^[-+]?\d+(?:\.\d{3})*,\d+$/.test(number)) {
    return 'expected a number; a decimal comma is declared with "decimal": ","';
  }
  if (/^\(.*\d.*\)$|^\d[^a-z]*-$|^\u2212\d/i.test(number)) {
    return "expected a number; write one below 0 with a minus (-) before it";
  }
  const printed = printedThousands.find(([shape]) => shape.test(number));
  if (printed === undefined) return "expected a number; write it without currency signs and words";
  const [, name, sign] = printed;
  return `expected a number; ${name} between thousands is declared with "thousands": "${sign}"`;
}

/** The whole message of a set-aside row, in the form all messages have. */
export function faultMessage(row: {
  file: string;
  line: number | bigint;
  column_name: string | null;
  value: string | null;
  reason: string;
}): string {
  const [wrong, ...wayOut] = row.reason.split("; ");
  const column = row.column_name === null ? "" : ` ${row.column_name}`;
  const got = row.value === null ? "nothing" : JSON.stringify(row.value);
  return `${row.file} row ${row.line}${column}: ${wrong}, got ${got}; ${wayOut.join("; ")}`;
}
