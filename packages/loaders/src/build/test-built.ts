import { join } from "node:path";
import { companyFolder } from "../read/test-company.ts";
import { buildCompany } from "./build-company.ts";
import { type MartRow, martRows } from "./test-agreement.ts";

/** Rows of CSV from words: a line a row, the first the header; `-` is an empty cell. */
const csv = (table: string) =>
  table
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/))
    .map((cells) => cells.map((cell) => (cell === "-" ? "" : cell)).join(","))
    .join("\n");

/**
 * Builds a company whose exports are tables of words: `exports` has a table for each layout, with canonical column
 * names. Lines are in major units a month, of one product unless they say so. Returns the folder of the build.
 */
export async function builtFrom(
  company: object,
  exports: Readonly<Record<string, string>>,
  lineSource: object = {},
): Promise<string> {
  const sources = Object.entries(exports).map(([layout, table]) => {
    const names = table.trim().split("\n")[0]?.trim().split(/\s+/) ?? [];
    return {
      layout,
      file: `exports/${layout}.csv`,
      columns: Object.fromEntries(names.map((name) => [name, name])),
      ...(layout === "contract_lines" ? lineSource : {}),
    };
  });
  const files = Object.entries(exports).map(([layout, table]) => [`exports/${layout}.csv`, csv(table)]);
  const policies = { max_quarantined_rate: 0 };
  const settings = { name: "Door", currency: "USD", policies, ...company, sources };
  const folder = companyFolder(settings, Object.fromEntries(files));
  await buildCompany(folder, join(folder, "build"));
  return join(folder, "build");
}

/** The rows of a mart on a basis. */
export const rowsOn = async (out: string, mart: string, basis: string): Promise<MartRow[]> =>
  (await martRows(out, mart)).filter((row) => row.basis === basis);

/** A row as words: the named columns, null as `-`. */
export const words = (row: MartRow, columns: string): string =>
  columns
    .split(" ")
    .map((name) => row[name] ?? "-")
    .join(" ");

/** The movements of a basis as words: month, customer, kind, amount, and where there are any reason and other customer. */
export const movementsOn = async (out: string, basis: string): Promise<string[]> =>
  (await rowsOn(out, "ledger__movements", basis)).map((row) =>
    words(
      { ...row, month: String(row.report_month).slice(0, 7) },
      "month customer_id kind amount_minor reason counterparty_id",
    ).replace(/( -)+$/, ""),
  );
