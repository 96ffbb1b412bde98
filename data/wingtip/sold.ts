import { assignmentRows, withAmendments } from "./amendments.ts";
import { withBadRecords } from "./bad-records.ts";
import { withBadContractLines, withBadCustomers } from "./bad-rows.ts";
import { billsOf } from "./bills.ts";
import { stripeRows, xeroRows } from "./invoices.ts";
import { population } from "./population.ts";
import { riskRows } from "./risks.ts";
import { exportRows } from "./rows.ts";
import { storyAccounts } from "./story.ts";
import { usageRows } from "./usage.ts";
import { type WrittenExport, writeExport } from "./write-export.ts";

const XERO = "xero/sales-invoices.csv";
const STRIPE = "stripe/invoices.csv";

/** Everybody Wingtip ever sold to, and what: the drawn accounts and those with a story. */
export const sold = (): ReturnType<typeof exportRows> => exportRows([...population(), ...storyAccounts()]);

/** Writes what was billed: by bookkeeping to the accounts of the mid-market CSMs, by the payment service to the others. */
export function writeBilled(folder: string, { numbered }: ReturnType<typeof sold>): WrittenExport[] {
  const bills = (isBooked: boolean) =>
    numbered.filter(({ owner }) => (owner.touchTier === "high") === isBooked).flatMap(billsOf);
  return [
    writeExport(folder, XERO, withBadRecords(XERO, xeroRows(bills(true)))),
    writeExport(folder, STRIPE, withBadRecords(STRIPE, stripeRows(bills(false)))),
  ];
}

/** Writes what was sold: customers, contract lines, assignments, usage charges and expected losses, a CSV file each. */
export function writeSold(
  folder: string,
  { customers, contractLines }: ReturnType<typeof sold>,
): WrittenExport[] {
  return [
    writeExport(folder, "customers.csv", withBadCustomers(customers)),
    writeExport(folder, "contract_lines.csv", withBadContractLines(withAmendments(contractLines))),
    writeExport(folder, "assignments.csv", assignmentRows(contractLines)),
    writeExport(folder, "usage_charges.csv", usageRows(contractLines)),
    writeExport(folder, "expected_losses.csv", riskRows(customers, contractLines)),
  ];
}
