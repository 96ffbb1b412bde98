import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { CheckResult } from "../models/check-model.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { literal } from "../read/sql-text.ts";
import { writeJson } from "./output-files.ts";
import { quality } from "./quality.ts";
import { quarantineCsv, quarantineReport } from "./quarantine-report.ts";

/** Writes what the pages of trust read of the exports: quality.json, quarantine.json and quarantine.csv. */
export async function writeQualityFiles(
  connection: DuckDBConnection,
  { read, checks, folder }: { read: ReadSummary; checks: readonly CheckResult[]; folder: string },
): Promise<void> {
  await writeJson(join(folder, "quality.json"), await quality(connection, read, checks));
  await writeJson(join(folder, "quarantine.json"), await quarantineReport(connection, read));
  await connection.run(`copy (${quarantineCsv()}) to ${literal(join(folder, "quarantine.csv"))} (header)`);
}
