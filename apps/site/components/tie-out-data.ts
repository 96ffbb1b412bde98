import { formatDate } from "@tideline/metrics";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { Measured, NumberStyle } from "./number.ts";
import type { Page } from "./page.ts";

/** The names of a difference between what was billed and MRR, in the order they are read. */
export const CAUSES = [
  "missing_invoice",
  "missing_contract",
  "timing",
  "proration",
  "credit",
  "amount",
  "rounding",
] as const;
export type Cause = (typeof CAUSES)[number];

/** What each name says, as a heading and as a sentence. */
export const causeWords: Readonly<Record<Cause, { name: string; meaning: string }>> = {
  missing_invoice: {
    name: "Missing invoices",
    meaning: "MRR nobody was billed for: of a customer, or of one of its contract lines.",
  },
  missing_contract: {
    name: "Missing contracts",
    meaning:
      "billed, and no contract line stands behind it: it ended and the bill runs on, it never was, or it is billed twice.",
  },
  timing: { name: "Timing", meaning: "billed from a month before or after the one the contract changes in." },
  proration: {
    name: "Proration",
    meaning: "prorations, and bills by days in a month in which a contract begins, changes or ends.",
  },
  credit: {
    name: "Credits",
    meaning:
      "credits for a time of service beyond what was billed too much; a credit that gives back a bill is none.",
  },
  amount: { name: "Other amounts", meaning: "billed at another amount than the contract says." },
  rounding: { name: "Rounding", meaning: "a minor unit for each line of an invoice." },
};

/** A row of `tie_out__by_month`; minor units of the reporting currency. */
export type TieOutMonth = {
  report_month: string;
  mrr_minor: number;
  billed_minor: number;
  one_off_minor: number;
  usage_minor: number;
  differing_customers: number;
} & Record<`${Cause}_minor`, number>;

/** A row of `tie_out__by_customer`. */
export interface TieOutCustomer {
  customer_id: string;
  name: string | null;
  cause: Cause;
  first_month: string;
  last_month: string;
  months: number;
  difference_minor: number;
  newest_minor: number;
}

/** tie-out.json: the months of the Tie-out page as columns, and how many customers and differences there are in all. */
export interface TieOutFile {
  by_month: Columns;
  all: { differences: number; customers: number };
}

/** tie-out-rows.json: the customers, by the size of what differs. */
export interface TieOutRowsFile {
  by_customer: Columns;
}

/** The rows of the first view, months oldest first. */
export interface TieOut {
  months: readonly TieOutMonth[];
  all: TieOutFile["all"];
}

/** Turns the file into rows. */
export function readTieOut(file: TieOutFile): TieOut {
  return {
    months: rowsFromColumns<TieOutMonth>(file.by_month),
    all: file.all,
  };
}

/** How the page writes its numbers. */
export function tieOutStyle(page: Page): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `lines of invoices beside live MRR, as of ${formatDate(company.as_of)}`,
  };
}

/** An amount of a month, traceable to `tie_out__by_month`. */
export function monthAmount(
  row: TieOutMonth,
  column: keyof TieOutMonth & `${string}_minor`,
  method: string,
): Measured {
  return {
    value: row[column],
    unit: "money",
    mart: "tie_out__by_month",
    key: `${column} ${row.report_month.slice(0, 7)}`,
    method,
  };
}

/** Billed over live MRR in a month. */
export function billedShare(row: TieOutMonth): Measured {
  return {
    value: row.mrr_minor === 0 ? null : row.billed_minor / row.mrr_minor,
    unit: "rate",
    mart: "tie_out__by_month",
    key: `billed_minor / mrr_minor ${row.report_month.slice(0, 7)}`,
    method: "billed a month of service / live MRR",
    reason: "there is no live MRR in this month",
  };
}

/** How far billed is from live MRR, as a share of it: below 0 is under it. */
export function billedGap(row: TieOutMonth): Measured {
  const { value, ...share } = billedShare(row);
  return {
    ...share,
    value: value === null ? null : value - 1,
    key: `billed_minor / mrr_minor - 1 ${row.report_month.slice(0, 7)}`,
  };
}
