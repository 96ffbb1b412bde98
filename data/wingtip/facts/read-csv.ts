import { readFileSync } from "node:fs";

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
