import type { DuckDBConnection } from "@duckdb/node-api";
import type { OpenedFile } from "./open-file.ts";
import { rawColumn } from "./resolve-columns.ts";
import { identifier } from "./sql-text.ts";

const SAMPLE = 20_000;

/**
 * May the points in a column of amounts stand between thousands? Of its first 20,000 cells at least two have a point, and
 * each of these could be a whole number above a thousand: 1.200 is then read as 1.2, and nothing in the file says otherwise.
 *
 * @returns a note a column, with an example; none where thousands signs or a decimal comma are declared
 */
export async function thousandsNotes(
  connection: DuckDBConnection,
  { file, format, source, columns, relation }: OpenedFile,
): Promise<string[]> {
  const { decimal, thousands } = source.settings;
  if (format !== "csv" || decimal !== "." || thousands !== undefined) return [];
  const amounts = columns.flatMap(({ canonical, name }) => {
    const isMoney = source.layout.columns[canonical]?.kind === "money" && name !== null;
    return isMoney ? [{ name, raw: rawColumn(relation.names.indexOf(name)) }] : [];
  });
  if (amounts.length === 0) return [];
  const cells = amounts.map(({ raw }, at) => {
    const cell = identifier(raw);
    const isWhole = `regexp_full_match(trim(${cell}), '[-+]?[1-9][0-9]{0,2}([.][0-9]{3})+')`;
    return `case when count_if(${isWhole}) > 1 and count_if(${isWhole}) = count_if(contains(${cell}, '.'))
      then min(trim(${cell})) filter (${isWhole}) end as example_${at}`;
  });
  const sample = `select ${amounts.map(({ raw }) => raw).join(", ")} from ${relation.sql([])} limit ${SAMPLE}`;
  const reader = await connection.runAndReadAll(`select ${cells.join(", ")} from (${sample})`);
  const examples = reader.getRowsJson()[0] ?? [];
  return amounts.flatMap(({ name }, at) => {
    const example = examples[at];
    if (example === null || example === undefined) return [];
    return [
      `${file}: each number with a point in ${name} has three digits after it, such as ${String(example)}: where points ` +
        `stand between thousands, declare "decimal": "," and "thousands": "." in ${source.key} of company.json.`,
    ];
  });
}
