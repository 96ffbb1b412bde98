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
  const built = (await rowsOf(connection, `describe ${model.name}`)).map((row) => String(row.column_name));
  const documented = [...model.columns.keys()];
  if (built.join() !== documented.join()) {
    throw new Error(
      `${model.file}: header and table differ, got columns ${built.join(", ")} for a header of ${documented.join(", ")}; document each column in order, one line each`,
    );
  }
}

/**
 * Runs the header's checks on a built table: all row conditions in one scan; `unique` only up to `uniqueUpTo` rows,
 * because it costs as much as building the table. A row whose `accepted` column or whose condition is null offends;
 * of `unique`, every row of a key that occurs twice.
 */
export async function checkTable(
  connection: DuckDBConnection,
  model: Model,
  uniqueUpTo: number,
): Promise<CheckResult[]> {
  const rowChecks = model.checks.filter((check) => check.claim !== "unique");
  const counts = rowChecks.map((check, index) => `count(*) filter (where ${offends(check)}) as c${index}`);
  const [totals = {}] = await rowsOf(
    connection,
    `select count(*) as n${counts.map((c) => `, ${c}`).join("")} from ${model.name}`,
  );
  const rows_checked = Number(totals.n);
  const results: CheckResult[] = [];
  for (const [index, check] of rowChecks.entries()) {
    const offending = Number(totals[`c${index}`]);
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
  for (const check of model.checks) {
    if (check.claim !== "unique" || rows_checked > uniqueUpTo) continue;
    const key = check.columns.join(", ");
    const repeated = `select ${key}, count(*) as times from ${model.name} group by ${key} having count(*) > 1`;
    const [found = {}] = await rowsOf(connection, `select coalesce(sum(times), 0) as n from (${repeated})`);
    const offending = Number(found.n);
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
  const [checked = {}] = await rowsOf(connection, `select count(*) as n from ${subjectOf(model)}`);
  const [found = {}] = await rowsOf(connection, `select count(*) as n from (${model.sql})`);
  const offending = Number(found.n);
  return {
    name: model.name,
    claim: model.about,
    rows_checked: Number(checked.n),
    offending,
    examples: offending ? await rowsOf(connection, `select * from (${model.sql}) limit 5`) : [],
  };
}
