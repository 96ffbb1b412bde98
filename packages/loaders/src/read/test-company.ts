import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll } from "vitest";
import { loadCompany } from "../company/load-company.ts";
import { type ReadSummary, readSources } from "./read-sources.ts";

/** A row of a query with every value as text, a number, a boolean or null. */
export type Row = Readonly<Record<string, unknown>>;

/** A company folder of a test, read. */
export interface ReadCompany {
  summary: ReadSummary;
  connection: DuckDBConnection;
  query: (sql: string) => Promise<Row[]>;
}

const folders: string[] = [];
let shared: Promise<DuckDBInstance> | undefined;
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}, 120_000);

/** Writes a company folder for a test; company.json may be an object or text. */
export function companyFolder(
  settings: unknown,
  files: Readonly<Record<string, string | Buffer>> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "tideline-test-"));
  folders.push(folder);
  const text = typeof settings === "string" ? settings : JSON.stringify(settings);
  for (const [name, content] of Object.entries({ "company.json": text, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Reads a company folder; the tables of the read before are replaced. */
export async function readFolder(folder: string): Promise<ReadCompany> {
  shared ??= DuckDBInstance.create(":memory:");
  const connection = await (await shared).connect();
  const summary = await readSources(connection, loadCompany(folder));
  const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  return { summary, connection, query };
}

/** The columns of the lines most tests use. */
export const plainColumns = {
  line_id: "id",
  customer_id: "customer",
  monthly_amount: "amount",
  start_on: "start",
  end_on: "end",
};

/** A company whose one source is exports/lines.csv, with every row allowed to be set aside. */
export function oneSource(
  source: Readonly<Record<string, unknown>> = {},
  company: Readonly<Record<string, unknown>> = {},
) {
  return {
    name: "Test",
    currency: "USD",
    as_of: "2025-12-31",
    policies: { max_quarantined_rate: 1 },
    ...company,
    sources: [{ layout: "contract_lines", file: "exports/lines.csv", columns: plainColumns, ...source }],
  };
}

/** Reads one export of lines; `source` overrides what the company file says about it. */
export async function readLines(
  content: string | Buffer,
  source: Readonly<Record<string, unknown>> = {},
  company: Readonly<Record<string, unknown>> = {},
): Promise<ReadCompany> {
  const file = typeof source.file === "string" ? source.file : "exports/lines.csv";
  return readFolder(companyFolder(oneSource(source, company), { [file]: content }));
}
