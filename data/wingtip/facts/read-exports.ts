import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cells, readCsv } from "./read-csv.ts";
import {
  type Contracted,
  fromApi,
  fromDashboard,
  fromOpportunity,
  fromSalesforce,
  type Subscription,
} from "./read-lines.ts";

export type Fault = { file: string; line: number; column: string; value: string; fault: string };

/** A test of a record: the column it looks at, what is wrong, and whether it is. */
type Test = [column: string, fault: string, isBad: boolean];

/** Good accounts by key, and the accounts a reader must set aside. */
function readAccounts(folder: string, faults: Fault[]): Map<string, Cells> {
  const file = "salesforce/Account.csv";
  const customers = new Map<string, Cells>();
  for (const { line, cells } of readCsv(join(folder, file))) {
    if (cells.ISDELETED === "1") continue;
    const value = cells.ID ?? "";
    const fault = value === "" ? "missing id" : customers.has(value) ? "duplicate id" : null;
    if (fault !== null) {
      faults.push({ file, line, column: "ID", value, fault });
      continue;
    }
    customers.set(value, {
      customer_id: value,
      name: cells.NAME ?? "",
      industry: cells.INDUSTRY ?? "",
      region: cells.REGION__C ?? "",
      size_band: cells.SIZE_BAND__C ?? "",
      sales_channel: cells.SALES_CHANNEL__C ?? "",
      csm: cells.CSM__C ?? "",
      touch_tier: cells.TOUCH_TIER__C ?? "",
    });
  }
  return customers;
}

/** Reads the exports the plain way: good customers, good lines under the neutral names, and what a reader must set aside. */
export function readExports(folder: string): { customers: Cells[]; lines: Cells[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const customers = readAccounts(folder, faults);
  const map = new Map(
    readCsv(join(folder, "customer_map.csv")).map(({ cells }) => [cells.key ?? "", cells.customer_id ?? ""]),
  );
  const lines = new Map<string, Cells>();
  const take = (file: string, line: number, { cells, printed, columns }: Contracted) => {
    const tests: Test[] = [
      [columns.status ?? "", "unknown status", /processing/.test(printed.status ?? "")],
      [columns.ended ?? "", "ended without a date", cells.end_on === "" && printed.status === "canceled"],
      [columns.customer, "unknown customer", !customers.has(cells.customer_id ?? "")],
      [columns.id, "duplicate id", lines.has(cells.line_id ?? "")],
      [columns.price, "text in an amount", !/^\d+\.\d\d$/.test(cells.unit_price ?? "")],
      [columns.currency, "unknown currency", !["USD", "EUR", "GBP"].includes(cells.currency ?? "")],
      [columns.end, "end before start", endsBeforeStart(cells)],
    ];
    const failed = tests.find(([, , isBad]) => isBad);
    if (failed === undefined) lines.set(cells.line_id ?? "", cells);
    else faults.push({ file, line, column: failed[0], value: printed[failed[0]] ?? "", fault: failed[1] });
  };
  for (const [file, read] of [
    ["salesforce/Opportunity.csv", fromOpportunity],
    ["salesforce/Contract_Line__c.csv", fromSalesforce],
  ] as const) {
    for (const { line, cells } of readCsv(join(folder, file))) {
      const contracted = read(cells);
      if (contracted !== null) take(file, line, contracted);
    }
  }
  const ofSubscription = (cells: Cells): string => map.get(cells.customer ?? "") ?? cells.customer ?? "";
  const dashboard = "stripe/subscriptions.csv";
  for (const { line, cells } of readCsv(join(folder, dashboard))) {
    take(dashboard, line, fromDashboard(cells, ofSubscription({ customer: cells["Customer ID"] ?? "" })));
  }
  for (const file of ["stripe/subscriptions-eu.json", "stripe/subscriptions-uk.json"]) {
    const pages = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
    const records = pages.flatMap((page, index) =>
      (JSON.parse(page) as { data: Subscription[] }).data.map((record) => ({ record, line: index + 1 })),
    );
    for (const { record, line } of records) {
      const contracted = fromApi(record, ofSubscription({ customer: record.customer }));
      if (contracted !== null) take(file, line, contracted);
      else faults.push({ file, line, column: "items", value: record.id, fault: "incomplete record" });
    }
  }
  const good = [...lines.values()].sort((a, b) => ((a.signed_on ?? "") < (b.signed_on ?? "") ? -1 : 1));
  return { customers: [...customers.values()], lines: good, faults };
}

/** An end at or before the start is right only if a notice came before the start. */
function endsBeforeStart({ start_on = "", end_on = "", notice_on = "" }: Cells): boolean {
  return end_on !== "" && end_on <= start_on && !(notice_on !== "" && notice_on < start_on);
}
