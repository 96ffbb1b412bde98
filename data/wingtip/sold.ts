import { assignmentRows, withAmendments } from "./amendments.ts";
import { withBadContractLines, withBadCustomers } from "./bad-rows.ts";
import { population } from "./population.ts";
import { riskRows } from "./risks.ts";
import { exportRows } from "./rows.ts";
import { storyAccounts } from "./story.ts";
import { usageRows } from "./usage.ts";
import { type WrittenExport, writeExport } from "./write-export.ts";

/** Everybody Wingtip ever sold to, and what: the drawn accounts and those with a story. */
export const sold = (): ReturnType<typeof exportRows> => exportRows([...population(), ...storyAccounts()]);

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
