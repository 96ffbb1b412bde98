import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { assignmentRows, withAmendments } from "./amendments.ts";
import { withBadContractLines, withBadCustomers } from "./bad-rows.ts";
import { population } from "./population.ts";
import { riskRows } from "./risks.ts";
import { exportRows } from "./rows.ts";
import { storyAccounts } from "./story.ts";
import { usageRows } from "./usage.ts";
import { type WrittenExport, writeExport } from "./write-export.ts";

/**
 * Writes the exports of Wingtip, the sample company, into a folder: customers, contract lines,
 * assignments, usage charges and expected losses, a CSV file each.
 *
 * The same bytes every time and on every machine (seeded, no clock, no locale, whole numbers only). A file that
 * already holds them is left untouched.
 *
 * @param folder where the files go; made if it is not there
 * @returns one entry a file: its name, its rows without the header, the SHA-256 of its bytes in hex
 * @example
 * const [customers] = await generateExports("data/wingtip/exports");
 * customers?.file; // "customers.csv"
 */
export async function generateExports(folder: string): Promise<WrittenExport[]> {
  const { customers, contractLines } = exportRows([...population(), ...storyAccounts()]);
  return [
    writeExport(folder, "customers.csv", withBadCustomers(customers)),
    writeExport(folder, "contract_lines.csv", withBadContractLines(withAmendments(contractLines))),
    writeExport(folder, "assignments.csv", assignmentRows(contractLines)),
    writeExport(folder, "usage_charges.csv", usageRows(contractLines)),
    writeExport(folder, "expected_losses.csv", riskRows(customers, contractLines)),
  ];
}

const here = fileURLToPath(import.meta.url);
if (process.argv[1] !== undefined && resolve(process.argv[1]) === here) {
  const written = await generateExports(join(here, "..", "exports"));
  for (const { file, rows, sha256 } of written) {
    process.stdout.write(`exports/${file}  ${rows} rows  sha256 ${sha256}\n`);
  }
  if (process.argv.includes("--accept")) {
    writeFileSync(join(here, "..", "checksums.json"), `${JSON.stringify(written, null, 2)}\n`);
  }
}
