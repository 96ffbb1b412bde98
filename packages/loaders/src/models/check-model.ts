import type { DuckDBConnection } from "@duckdb/node-api";
import type { Model, ModelCheck } from "./model.ts";

/** What a check of a built table found. */
export interface CheckResult {
  /** `<model>__<claim>` of a check file, or `<model>: <claim>` of a header line. */
  readonly name: string;
  readonly claim: string;
  readonly rows_checked: number;
  readonly offending: number;
  /** Up to five offending rows. */
  readonly examples: readonly Record<string, unknown>[];
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The condition that holds for an offending row; `unique` is not row by row and has its own query. */
function offends(check: Exclude<ModelCheck, { claim: "unique" }>): string {
  if (check.claim === "not_null") return check.columns.map((column) => `${column} is null`).join(" or ");
  if (check.claim === "accepted") {
    return `${check.column} is null or ${check.column} not in (${check.values.map(quoted).join(", ")})`;
  }
  return `(${check.condition}) is distinct from true`;
}

const claimText = (check: ModelCheck): string => {
  if (check.claim === "assert") return check.condition;
  if (check.claim === "accepted") return `${check.column} is one of ${check.values.join(", ")}`;
  return `${check.columns.join(", ")} ${check.claim === "unique" ? "is unique" : "is never empty"}`;
};

const rowsOf = async (connection: DuckDBConnection, sql: string) =>
  (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];

/**
 * Do the built columns equal the documented ones, in order?
 *
 * @throws Error naming the file, the columns missing from the header and those missing from the table.
 */
export async function checkColumns(connection: DuckDBConnection, model: Model): Promise<void> {
  const built = (await connection.run(`from ${model.name} limit 0`)).columnNames();
  const documented = [...model.columns.keys()];
  if (built.join() !== documented.join()) {
    throw new Error(
      `${model.file}: header and table differ, got columns ${built.join(", ")} for a header of ${documented.join(", ")}; document each column in order, one line each`,
    );
  }
}

/**
 * All counts of a table in one scan: its rows, those that break each row condition, and those whose key occurs twice.
 * With a key, the rows of each are counted first.
 */
function countsSql(table: string, conditions: readonly string[], key: string | undefined): string {
  const counts = conditions.map((condition, at) => `count(*) filter (where ${condition}) as check_${at}`);
  const scan = `select ${["count(*) as check_rows", ...counts].join(", ")} from ${table}`;
  if (key === undefined) return scan;
  const sum = (of: string) => `cast(coalesce(sum(${of}), 0) as bigint)`;
  const sums = [
    `${sum("check_rows")} as check_rows`,
    `cast(coalesce(sum(check_rows) filter (where check_rows > 1), 0) as bigint) as repeated_rows`,
    ...conditions.map((_, at) => `${sum(`check_${at}`)} as check_${at}`),
  ];
  return `select ${sums.join(", ")} from (${scan} group by ${key})`;
}

/**
 * Runs the header's checks on a built table, in one scan; `unique` only where `isUniqueChecked`, because it costs as much
 * as building the table. A row whose `accepted` column or whose condition is null offends; of `unique`, every row of a
 * key that occurs twice.
 */
export async function checkTable(
  connection: DuckDBConnection,
  model: Model,
  isUniqueChecked: boolean,
): Promise<CheckResult[]> {
  const rowChecks = model.checks.filter((check) => check.claim !== "unique");
  const keys = model.checks.flatMap((check) =>
    check.claim === "unique" && isUniqueChecked ? [{ check, key: check.columns.join(", ") }] : [],
  );
  const [totals = {}] = await rowsOf(connection, countsSql(model.name, rowChecks.map(offends), keys[0]?.key));
  const rows_checked = Number(totals.check_rows);
  const results: CheckResult[] = [];
  for (const [index, check] of rowChecks.entries()) {
    const offending = Number(totals[`check_${index}`]);
    const examples = offending
      ? await rowsOf(connection, `select * from ${model.name} where ${offends(check)} limit 5`)
      : [];
    results.push({
      name: `${model.name}: ${claimText(check)}`,
      claim: claimText(check),
      rows_checked,
      offending,
      examples,
    });
  }
  for (const [index, { check, key }] of keys.entries()) {
    const [found = {}] = index === 0 ? [totals] : await rowsOf(connection, countsSql(model.name, [], key));
    const offending = Number(found.repeated_rows);
    const repeated = `select ${key}, count(*) as times from ${model.name} group by ${key} having count(*) > 1`;
    results.push({
      name: `${model.name}: ${claimText(check)}`,
      claim: claimText(check),
      rows_checked,
      offending,
      examples: offending ? await rowsOf(connection, `${repeated} order by all limit 5`) : [],
    });
  }
  return results;
}

/** The table a check file speaks of: `<model>__<claim>` is of that model, else of the first table it reads. */
const subjectOf = ({ name, reads }: Model): string =>
  reads
    .filter((table) => name.startsWith(`${table}__`))
    .sort((a, b) => b.length - a.length)
    .concat(reads, "calendar")[0] ?? "calendar";

/** Runs a check file: its query gives the offending rows, none when the claim holds. */
export async function runCheck(connection: DuckDBConnection, model: Model): Promise<CheckResult> {
  const [found = {}] = await rowsOf(
    connection,
    `select (select count(*) from ${subjectOf(model)}) as checked, (select count(*) from (${model.sql})) as offending`,
  );
  const offending = Number(found.offending);
  return {
    name: model.name,
    claim: model.about,
    rows_checked: Number(found.checked),
    offending,
    examples: offending ? await rowsOf(connection, `select * from (${model.sql}) limit 5`) : [],
  };
}
