import type { DuckDBConnection } from "@duckdb/node-api";
import type { Model } from "./model.ts";

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * A model's statement with each column whose every value the header names (`check: accepted(…)`) kept as a number of one
 * byte: an enum in the order of the alphabet, so that it compares and sorts as its text does. A value the header does not
 * name makes it fail.
 *
 * @returns the statement as it is where the header names no values
 * @example
 * storedSql({ sql: "select kind from a", checks: [{ claim: "accepted", column: "kind", values: ["up", "down"] }] });
 * // "select * replace (cast(kind as enum('down', 'up')) as kind) from (select kind from a)"
 */
export function storedSql({ sql, checks }: Pick<Model, "sql" | "checks">): string {
  const columns = checks.flatMap((check) => {
    if (check.claim !== "accepted") return [];
    const values = [...new Set(check.values)].sort().map(quoted);
    return [`cast(${check.column} as enum(${values.join(", ")})) as ${check.column}`];
  });
  return columns.length === 0 ? sql : `select * replace (${columns.join(", ")}) from (${sql})`;
}

/** The columns of a statement with their types as they are written: those of storedSql are texts again. */
export async function writtenColumns(
  connection: DuckDBConnection,
  sql: string,
): Promise<{ name: string; type: string; isText: boolean }[]> {
  const described = (await connection.runAndReadAll(`describe ${sql}`)).getRowObjectsJson();
  return described.map(({ column_name, column_type }) => {
    const name = String(column_name);
    // The basis is an enum of its own, in its own order, in files too.
    const isText = name !== "basis" && String(column_type).startsWith("ENUM(");
    return { name, type: isText ? "VARCHAR" : String(column_type), isText };
  });
}

/** A mart's statement with texts where its models keep numbers, in the order it has. */
export function writtenSql(sql: string, columns: Awaited<ReturnType<typeof writtenColumns>>): string {
  const texts = columns
    .filter(({ isText }) => isText)
    .map(({ name }) => `cast(${name} as varchar) as ${name}`);
  return texts.length === 0 ? sql : `select * replace (${texts.join(", ")}) from (${sql})`;
}
