import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { customerTypes, lineTypes, usageTypes } from "./write-lines.ts";

/** What DuckDB's typed scan of a company's files took, run by run, in milliseconds. */
export interface ScanTook {
  readonly walls: readonly number[];
  /** Processor time of all threads. */
  readonly cpus: readonly number[];
}

const [company = "", runs = "3"] = process.argv.slice(2);

/** Reads every column of a file as its type and keeps the largest of each, so that none is left out. */
function scan(file: string, types: Readonly<Record<string, string>>): string {
  const columns = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`);
  const largest = Object.keys(types).map((name) => `max(${name})`);
  const path = join(company, "exports", file).replaceAll("'", "''");
  return `select ${largest.join(", ")} from read_csv('${path}', header = true, auto_detect = false, delim = ',', quote = '"', columns = {${columns.join(", ")}})`;
}

const hasUsage = existsSync(join(company, "exports", "usage.csv"));
const instance = await DuckDBInstance.create(":memory:", { threads: String(availableParallelism()) });
const connection = await instance.connect();
const walls: number[] = [];
const cpus: number[] = [];
for (let run = 0; run < Number(runs); run += 1) {
  const before = process.cpuUsage();
  const started = performance.now();
  await connection.runAndReadAll(scan("contract_lines.csv", lineTypes));
  await connection.runAndReadAll(scan("customers.csv", customerTypes));
  if (hasUsage) await connection.runAndReadAll(scan("usage.csv", usageTypes));
  walls.push(performance.now() - started);
  const { user, system } = process.cpuUsage(before);
  cpus.push((user + system) / 1000);
}
connection.closeSync();
instance.closeSync();
process.stdout.write(`${JSON.stringify({ walls, cpus } satisfies ScanTook)}\n`);
