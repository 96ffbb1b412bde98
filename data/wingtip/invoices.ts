import type { Bill } from "./bills.ts";
import { subscriptionId } from "./book.ts";
import { divide } from "./catalogue.ts";
import { AS_OF, type Day, iso } from "./days.ts";
import { billKey } from "./disputes.ts";
import { keysOf } from "./keys.ts";
import type { Row } from "./rows.ts";

const decimal = (minor: number): string => {
  const size = Math.abs(minor);
  return `${minor < 0 ? "-" : ""}${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}`;
};

const numberOf = ({ customer }: Bill): number => customer.number;
/** Bills in the order of their days. */
export const inOrder = (bills: readonly Bill[]): Bill[] =>
  [...bills].sort((a, b) => a.on - b.on || numberOf(a) - numberOf(b) || a.line.start - b.line.start);

/** Paid after some days; one in eleven takes its time. */
const paidOn = (bill: Bill, index: number): Day =>
  bill.on + 6 + ((index * 13) % 22) + (index % 11 === 0 ? 40 : 0);

/** The bookkeeping's item code: the product and how often it is billed. */
export const itemCode = ({ line, months }: Pick<Bill, "line" | "months">): string =>
  `${line.sku.name.toUpperCase().replaceAll(" ", "-")}${{ 12: "-Y", 3: "-Q", 1: "-M", 0: "" }[months]}`;

/** As the organisation's country prints it: month, day, year. */
const american = (day: Day): string => {
  const [year, month, date] = iso(day).split("-");
  return `${month}/${date}/${year}`;
};

/**
 * Bills as bookkeeping exports them, one row a line; each is an invoice of its own, a credit a credit note. `held` says
 * when those were paid that a customer held back.
 */
export function xeroRows(bills: readonly Bill[], held: ReadonlyMap<string, Day>): Row[] {
  return inOrder(bills).map((bill, index) => {
    const isCredit = bill.minor < 0;
    const tax = bill.line.currency === "GBP" ? divide(bill.minor * 20, 100) : 0;
    const isPaid = isCredit || (held.get(billKey(bill)) ?? paidOn(bill, index)) <= AS_OF;
    const total = bill.minor + tax;
    return {
      ContactName: bill.customer.account.name,
      InvoiceNumber: `${isCredit ? "CN" : "INV"}-${String(10_001 + index)}`,
      Reference: "",
      // Service begins on the day of the invoice, so one that is signed late is dated back.
      InvoiceDate: american(bill.from),
      DueDate: american(bill.from + 30),
      Total: decimal(total),
      TaxTotal: decimal(tax),
      InvoiceAmountPaid: isPaid ? decimal(total) : "0.00",
      InvoiceAmountDue: isPaid ? "0.00" : decimal(total),
      InventoryItemCode: itemCode(bill),
      Description:
        bill.months === 0 ? bill.line.sku.name : `${bill.line.sku.name}, from ${american(bill.from)}`,
      Quantity: String(bill.line.quantity),
      LineAmount: decimal(bill.minor),
      TaxType: tax === 0 ? "Tax Exempt" : "20% (VAT on Income)",
      TaxAmount: decimal(tax),
      Currency: bill.line.currency,
      Type: isCredit ? "Sales credit note" : "Sales invoice",
      Status: isPaid ? "Paid" : "Awaiting Payment",
    };
  });
}

const moment = (day: Day): string => `${iso(day)} 15:00`;

/** Is a bill of the payment service paid, and when? Most on the day, by card; one in eleven days later. */
export function payment(bill: Bill, index: number): Day | null {
  const paid = Math.min(paidOn(bill, index), bill.on + (index % 11 === 0 ? 9 : 0));
  return bill.minor < 0 || paid <= AS_OF ? Math.max(paid, bill.on) : null;
}

/** Bills as the dashboard of the payment service exports them, one row an invoice. */
export function stripeRows(bills: readonly Bill[]): Row[] {
  return inOrder(bills).map((bill, index) => {
    const paid = payment(bill, index);
    const isPaid = paid !== null;
    const number = bill.customer.lineNumbers.get(bill.line) ?? 0;
    return {
      id: `in_1${(4_000_000 + index * 37).toString(36)}`,
      Number: `WT-${String(20_001 + index)}`,
      Customer: keysOf({ number: numberOf(bill) }).stripe,
      "Customer Name": bill.customer.account.name,
      Subscription: bill.months === 0 ? "" : subscriptionId(number),
      "Amount Due": decimal(bill.minor),
      "Amount Paid": isPaid ? decimal(bill.minor) : "0.00",
      Subtotal: decimal(bill.minor),
      Total: decimal(bill.minor),
      Tax: "",
      Currency: bill.line.currency.toLowerCase(),
      "Date (UTC)": moment(bill.on),
      "Due Date (UTC)": "",
      "Paid At (UTC)": isPaid ? moment(paid) : "",
      "Finalized At (UTC)": moment(bill.on),
      "Voided At (UTC)": "",
      "Minimum Line Item Period Start (UTC)": moment(bill.from),
      "Maximum Line Item Period End (UTC)": moment(bill.to),
      Status: isPaid ? "paid" : "open",
    };
  });
}
