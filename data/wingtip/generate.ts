import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeBehaviour } from "./behaviour.ts";
import { livesOf, signedAhead } from "./life.ts";
import { sold, soldTo, writeBilled, writeSold } from "./sold.ts";
import type { WrittenExport } from "./write-export.ts";

/**
 * Writes the exports of Wingtip, the sample company, into a folder: what was sold, a CSV file each, and what customers
 * did, in the layouts of the systems that know it.
 *
 * The same bytes every time and on every machine (seeded, no clock, no locale, whole numbers only). A file that
 * already holds them is left untouched.
 *
 * @param folder where the files go; made if it is not there
 * @param isKept whom they are about, by name and day of the first signing; everybody if not given
 * @returns one entry a file: its name, its rows without the header, the SHA-256 of its bytes in hex
 * @example
 * const [customers] = await generateExports("data/wingtip/exports");
 * customers?.file; // "customers.csv"
 */
export async function generateExports(
  folder: string,
  isKept: (customer: { name: string; signed_on: string }) => boolean = () => true,
): Promise<WrittenExport[]> {
  const rows = soldTo(sold(), isKept);
  return [
    ...writeSold(folder, rows),
    ...writeBilled(folder, rows),
    ...(await writeBehaviour(folder, livesOf(rows.numbered), signedAhead(rows.numbered))),
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
