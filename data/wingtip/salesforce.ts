import { accountId } from "./book.ts";
import { day, iso } from "./days.ts";
import { numberOf } from "./printed-lines.ts";
import type { Row } from "./rows.ts";
import { salesforceId } from "./salesforce-ids.ts";

/* Salesforce's Data Export: a file an object, headings in capitals, dates of days as YYYY-MM-DD, an end is a last day. */

const stamp = (date: string): string => (date === "" ? "" : `${date}T16:00:00.000Z`);
export const lastDay = (firstDayOff = ""): string => (firstDayOff === "" ? "" : iso(day(firstDayOff) - 1));

/** The accounts of everybody Wingtip ever sold to, and in the recycle bin two tests and one that was merged. */
export function accountRows(customers: readonly Row[], created: ReadonlyMap<string, string>): Row[] {
  const rows = customers.map((customer): Row => {
    const { customer_id = "" } = customer;
    return {
      ID: accountId(customer_id),
      ISDELETED: "0",
      MASTERRECORDID: "",
      NAME: customer.name ?? "",
      TYPE: "Customer",
      INDUSTRY: customer.industry ?? "",
      ACCOUNTNUMBER: customer_id,
      REGION__C: customer.region ?? "",
      SIZE_BAND__C: customer.size_band ?? "",
      SALES_CHANNEL__C: customer.sales_channel ?? "",
      CSM__C: customer.csm ?? "",
      TOUCH_TIER__C: customer.touch_tier ?? "",
      USE_CASE__C: customer.use_case ?? "",
      PLAN__C: customer.plan ?? "",
      CREATEDDATE: stamp(created.get(customer_id) ?? ""),
    };
  });
  return [...rows, ...binned(rows)];
}

function binned(rows: readonly Row[]): Row[] {
  const twin = rows[1_206] ?? {};
  return [
    { NAME: "ACME Test", MASTERRECORDID: "" },
    { NAME: "ACME Test 2", MASTERRECORDID: "" },
    { NAME: `${twin.NAME ?? ""} (old)`, MASTERRECORDID: twin.ID ?? "" },
  ].map((cells, index) => ({
    ...Object.fromEntries(Object.keys(twin).map((name) => [name, ""])),
    ID: salesforceId("account", rows.length + 10 + index),
    ISDELETED: "1",
    TYPE: "Prospect",
    CREATEDDATE: stamp("2024-02-06"),
    ...cells,
  }));
}

const ORDER_TYPES: Record<string, string> = {
  new: "New",
  add_on: "Add-on",
  renewal: "Renewal",
  replacement: "Amendment",
  step: "Step-up",
  archive: "Archive",
};

const END_TYPES: Record<string, string> = { term: "Term", cancelled: "Cancelled", replaced: "Amended" };

/** Lines of the contracts sales has negotiated, a line a product, with what was agreed on them later. */
export function contractLineRows(lines: readonly Row[], keys: ReadonlyMap<string, string>): Row[] {
  const key = (id = "") => (id === "" ? "" : (keys.get(id) ?? ""));
  return lines.map((line) => ({
    ID: key(line.line_id),
    ISDELETED: "0",
    NAME: line.line_id ?? "",
    ACCOUNT__C: accountId(line.customer_id),
    CONTRACT__C: salesforceId("contract", numberOf(line.order_id)),
    ORDER_TYPE__C: ORDER_TYPES[line.order_type ?? ""] ?? "",
    PRODUCT_NAME__C: line.product ?? "",
    QUANTITY__C: line.quantity ?? "",
    UNIT_PRICE__C: line.unit_price ?? "",
    PRICE_PERIOD__C: line.billing_period ?? "",
    LIST_PRICE__C: line.list_price ?? "",
    DISCOUNT__C: String(Math.round(Number(line.discount_rate) * 100)),
    CURRENCYISOCODE: line.currency ?? "",
    SIGNED_DATE__C: line.signed_on ?? "",
    START_DATE__C: line.start_on ?? "",
    END_DATE__C: lastDay(line.end_on),
    END_TYPE__C: END_TYPES[line.end_means ?? ""] ?? "",
    NOTICE_DATE__C: line.notice_on ?? "",
    REMAINING_AMOUNT__C: line.notice_amount ?? "",
    NOTICE_WITHDRAWN_DATE__C: line.notice_withdrawn_on ?? "",
    PAUSED_FROM__C: line.paused_on ?? "",
    RESUMES_ON__C: line.resumes_on ?? "",
    AUTO_RENEW__C: line.auto_renews === "true" ? "1" : "0",
    RENEWAL_TERM__C: line.renewal_months ?? "",
    RENEWAL_OF__C: key(line.renewal_of),
    REPLACES__C: key(line.replaces),
    CHURN_REASON__C: line.reason ?? "",
    LASTMODIFIEDDATE: stamp(line.last_changed_on ?? ""),
  }));
}

/** Net minor units of a printed line: a year's, or what is paid once. */
export const yearlyMinor = (line: Row): number => {
  const periods = { annual: 1, quarterly: 4, monthly: 12 }[line.billing_period ?? ""] ?? 1;
  const unit = Math.round(Number(line.unit_price) * 100);
  return Number(line.quantity) * unit * (line.is_recurring === "true" ? periods : 1);
};
