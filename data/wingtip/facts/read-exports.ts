import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Cells = Record<string, string>;

/** Splits a line of a CSV file without line breaks inside quotes. */
const split = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );

/** All rows of a CSV file with their physical line (the header is line 1). */
export function readCsv(path: string): { line: number; cells: Cells }[] {
  const [header = "", ...rows] = readFileSync(path, "utf8").trimEnd().split("\n");
  const names = split(header);
  return rows.map((row, index) => {
    const values = split(row);
    return { line: index + 2, cells: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ""])) };
  });
}

export type Fault = { file: string; line: number; column: string; value: string; fault: string };

/** Reads the exports the plain way: good customers, good lines, and the rows a reader must set aside. */
export function readExports(folder: string): { customers: Cells[]; lines: Cells[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const customers = new Map<string, Cells>();
  for (const { line, cells } of readCsv(join(folder, "customers.csv"))) {
    const value = cells.customer_id ?? "";
    const fault = value === "" ? "missing id" : customers.has(value) ? "duplicate id" : null;
    if (fault === null) customers.set(value, cells);
    else faults.push({ file: "customers.csv", line, column: "customer_id", value, fault });
  }
  const lines = new Map<string, Cells>();
  for (const { line, cells } of readCsv(join(folder, "contract_lines.csv"))) {
    const tests: [string, string, boolean][] = [
      ["customer_id", "unknown customer", !customers.has(cells.customer_id ?? "")],
      ["line_id", "duplicate id", lines.has(cells.line_id ?? "")],
      ["unit_price", "text in an amount", !/^\d+\.\d\d$/.test(cells.unit_price ?? "")],
      ["currency", "unknown currency", !["USD", "EUR", "GBP"].includes(cells.currency ?? "")],
      ["end_on", "end before start", endsBeforeStart(cells)],
    ];
    const failed = tests.find(([, , isBad]) => isBad);
    if (failed === undefined) lines.set(cells.line_id ?? "", cells);
    else {
      const [column, fault] = failed;
      faults.push({ file: "contract_lines.csv", line, column, value: cells[column] ?? "", fault });
    }
  }
  return { customers: [...customers.values()], lines: [...lines.values()], faults };
}

/** An end at or before the start is right only if a notice came before the start. */
function endsBeforeStart({ start_on = "", end_on = "", notice_on = "" }: Cells): boolean {
  return end_on !== "" && end_on <= start_on && !(notice_on !== "" && notice_on < start_on);
}
