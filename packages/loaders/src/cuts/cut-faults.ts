import type { DuckDBConnection } from "@duckdb/node-api";
import { queryRows } from "../build/mart-json.ts";
import { nearestName } from "../company/nearest-name.ts";
import type { Model } from "../models/model.ts";
import { cutHeader } from "./cut-header.ts";

/** A cut that cannot be used: the message names file, line and an example. */
export class CutFailed extends Error {
  override name = "CutFailed";
  /** The cut's name. */
  readonly cut: string;
  constructor(cut: Pick<Model, "name">, message: string, cause?: unknown) {
    super(message, { cause });
    this.cut = cut.name;
  }
}

/** Cuts that cannot be used, all of them: the message is that of the one, or has a line of each. */
export class CutsFailed extends Error {
  override name = "CutsFailed";
  readonly faults: readonly CutFailed[];
  constructor(faults: readonly CutFailed[]) {
    const [first] = faults;
    const messages = faults.map(({ message }) => message);
    const all = `cuts: ${faults.length} of them are wrong, got\n  ${messages.join("\n  ")}\ncorrect each`;
    super(faults.length === 1 && first ? first.message : all, { cause: first?.cause });
    this.faults = faults;
  }
}

/** The last line of a statement that has a word, outside comments; its last line where none has. */
export function lineOf(sql: string, word: string): number {
  const lines = sql.trimEnd().split("\n");
  const at = lines.findLastIndex((line) => new RegExp(`\\b${word}\\b`).test(line.replace(/--.*$/, "")));
  return at < 0 ? lines.length : at + 1;
}

/** File and line of a column of a cut; a cut in TypeScript has its file. */
const placeOf = (cut: Model, column: string) =>
  cut.prepare ? cut.file : `${cut.file} line ${lineOf(cut.sql, column)}`;

const firstLine = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)).split("\n")[0];

/** What DuckDB says of a statement that stands as it does in its file: the message, its line and the names it offers. */
function duckdbFault(cut: Model, cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const line = /^LINE (\d+):/m.exec(text)?.[1];
  const near =
    /^Candidate bindings: (?:: )?(.*)$/m.exec(text)?.[1] ?? /^Did you mean (.*?)\??$/m.exec(text)?.[1];
  const place = line && !cut.prepare ? `${cut.file} line ${line}` : cut.file;
  const offered = near ? `; there is ${near}` : "";
  return `${place}: the cut does not run, got "${firstLine(cause)}"${offered}; correct it`;
}

/** The first row of a cut that a condition holds for, as text. */
async function exampleOf(connection: DuckDBConnection, condition: string): Promise<string | null> {
  const [row] = await queryRows(connection, `select * from one_cut where ${condition} limit 1`);
  return row ? JSON.stringify(row) : null;
}

/**
 * Why can a cut not be read together with the others? Runs it alone; null where nothing is wrong with it.
 */
export async function cutFault(connection: DuckDBConnection, cut: Model): Promise<CutFailed | null> {
  try {
    // On one line, so that DuckDB counts the lines of the file.
    await connection.run(`create or replace temp table one_cut as ${cut.sql}`);
  } catch (cause) {
    return new CutFailed(cut, duckdbFault(cut, cause), cause);
  }
  const columns = (await connection.runAndReadAll("describe one_cut"))
    .getRowObjectsJson()
    .map((column) => String(column.column_name));
  for (const name of ["customer_id", "label"]) {
    if (columns.includes(name)) continue;
    return new CutFailed(
      cut,
      `${placeOf(cut, "select")}: a cut gives customer_id and label, got ${columns.join(", ")}; name the column "as ${name}"`,
    );
  }
  if (columns.includes("from_month")) {
    const row = await exampleOf(
      connection,
      "from_month is not null and try_cast(cast(from_month as varchar) as date) is null",
    );
    if (row) {
      const wrong = `from_month is a date or empty, got ${row}; write YYYY-MM-01`;
      return new CutFailed(cut, `${placeOf(cut, "from_month")}: ${wrong}`);
    }
  }
  return null;
}

const cutColumns = ["customer_id", "label", "from_month", "basis"];

/**
 * What is wrong with the columns of a cut that runs: one it does not give and would not be read, a label that is no finite
 * number. Null where nothing is, and for a cut that does not run, of which `cutFault` tells.
 */
export async function columnFault(connection: DuckDBConnection, cut: Model): Promise<CutFailed | null> {
  const described = await connection.runAndReadAll(`describe ${cut.sql}`).catch(() => null);
  if (described === null) return null;
  const columns = new Map(
    described.getRowObjectsJson().map((column) => [String(column.column_name), String(column.column_type)]),
  );
  const other = [...columns.keys()].find((name) => !cutColumns.includes(name));
  // Without its two columns a cut does not run.
  if (!columns.has("customer_id") || !columns.has("label")) return null;
  if (other !== undefined) {
    const meant = nearestName(other, cutColumns);
    const way = meant ? `did you mean ${meant}?` : "take it out";
    return new CutFailed(
      cut,
      `${placeOf(cut, other)}: a cut gives customer_id, label, from_month and basis, got ${other}; ${way}`,
    );
  }
  if (!/^(DOUBLE|FLOAT)/.test(columns.get("label") ?? "")) return null;
  const [row] = await queryRows<{ customer_id: string; label: string }>(
    connection,
    `select customer_id, cast(label as varchar) as label from (\n${cut.sql}\n) where not isfinite(label) limit 1`,
  );
  return row
    ? new CutFailed(
        cut,
        `${placeOf(cut, "label")}: label is no number, got ${row.label} for ${row.customer_id}; divide by nullif(…, 0)`,
      )
    : null;
}

const named = (row: { customer_id: string | null; from_month: string | null; basis: string | null }) =>
  [row.customer_id, row.from_month && `from ${row.from_month.slice(0, 7)}`, row.basis]
    .filter(Boolean)
    .join(" ");

interface CutRowFault {
  cut: string;
  what: "nobody" | "basis" | "twice" | "mixed";
  customer_id: string | null;
  from_month: string | null;
  basis: string | null;
  /** Those of the example, each once. */
  labels: string;
  /** How many rows the example has, where they all have one label; else 1. */
  times: number;
  rows: number;
}

/**
 * Holds the rows of all cuts, in the table `cut_rows`: customers are known, each has one label a month and basis, a cut
 * gives bases to all of its rows or to none, and no cut has more labels than it may.
 *
 * @param upTo cuts with more rows than this are not held to one label a month
 * @returns a fault of each cut that does not hold, with file, line and an example row; none where all do
 */
export async function cutRowFaults(
  connection: DuckDBConnection,
  cuts: readonly Model[],
  upTo: number,
): Promise<CutFailed[]> {
  const sizes = await queryRows<CutSize>(
    connection,
    `select cut, count(*) as rows, count(distinct nullif(trim(label), '')) as labels, count(basis) as based
      from cut_rows group by cut`,
  );
  const held = sizes.filter(({ rows }) => rows <= upTo).map(({ cut }) => `'${cut}'`);
  const [known] = await queryRows(
    connection,
    "select 1 as one from duckdb_tables() where table_name = 'customers'",
  );
  const parts = [
    `select cut, 'basis' as what, customer_id, from_month, basis, label as labels, 1 as times from cut_rows
      where basis is not null and basis not in ('live', 'committed')`,
  ];
  if (known) {
    parts.push(`select entry.cut, 'nobody' as what, entry.customer_id, entry.from_month, entry.basis, entry.label as labels, 1 as times
      from cut_rows as entry left join customers as customer on customer.customer_id = entry.customer_id
      where customer.customer_id is null`);
  }
  if (held.length > 0) {
    // Who is named twice is found by counting; labels are put together for them alone.
    parts.push(`select entry.cut, 'twice' as what, entry.customer_id, date_trunc('month', entry.from_month) as from_month, entry.basis,
      string_agg(distinct coalesce('"' || entry.label || '"', 'none'), ', ' order by coalesce('"' || entry.label || '"', 'none')) as labels,
      case when count(distinct coalesce('"' || entry.label || '"', 'none')) = 1 then count(*) else 1 end as times
      from cut_rows as entry
      join (
        select cut, customer_id, date_trunc('month', from_month) as from_month, basis
        from cut_rows where cut in (${held.join(", ")})
        group by all having count(*) > 1
      ) as twice on twice.cut = entry.cut
        and twice.customer_id is not distinct from entry.customer_id
        and twice.from_month is not distinct from date_trunc('month', entry.from_month)
        and twice.basis is not distinct from entry.basis
      group by all`);
  }
  const faults = await queryRows<CutRowFault>(
    connection,
    `select cut, what, customer_id, cast(cast(from_month as date) as varchar) as from_month, basis, labels, times, rows from (
      select *, count(*) over (partition by cut, what) as rows,
        row_number() over (partition by cut, what order by customer_id, from_month, basis, labels) as place
      from (${parts.join("\nunion all\n")})
    ) where place = 1 order by cut, what`,
  );
  const found: CutFailed[] = [];
  for (const cut of cuts) {
    const [fault] = faults.filter((one) => one.cut === cut.name);
    const size = sizes.find((one) => one.cut === cut.name);
    const message = fault ? messageOf(cut, fault) : size && (await messageOfSize(connection, cut, size));
    if (message) found.push(new CutFailed(cut, message));
  }
  return found;
}

interface CutSize {
  cut: string;
  rows: number;
  labels: number;
  based: number;
}

/** What is wrong with how many rows have a basis, or how many labels there are; null where nothing is. */
async function messageOfSize(
  connection: DuckDBConnection,
  cut: Model,
  size: CutSize,
): Promise<string | null> {
  const { most } = cutHeader(cut);
  if (size.based > 0 && size.based < size.rows) {
    return `${placeOf(cut, "basis")}: rows with a basis and rows without, got ${size.based} and ${size.rows - size.based}; give each row one, or none`;
  }
  if (size.labels <= most) return null;
  const [row] = await queryRows<{ label: string; customer_id: string }>(
    connection,
    `select label, customer_id from cut_rows where cut = '${cut.name}' and label is not null order by label desc, customer_id limit 1`,
  );
  return `${placeOf(cut, "label")}: more labels than ${most}, got ${size.labels}, such as "${row?.label}" of ${row?.customer_id}; group them, or say "most: ${size.labels}" in the header`;
}

function messageOf(cut: Model, fault: CutRowFault): string {
  const others = fault.rows > 1 ? ` (and ${fault.rows - 1} more)` : "";
  if (fault.what === "basis") {
    return `${placeOf(cut, "basis")}: basis is live, committed or empty, got "${fault.basis}" for ${fault.customer_id}${others}; correct it`;
  }
  if (fault.what === "nobody") {
    const who = fault.customer_id === null ? "a row without customer_id" : `"${fault.customer_id}"`;
    return `${placeOf(cut, "customer_id")}: no such customer, got ${who} with label "${fault.labels}"${others}; take customer_id from customers`;
  }
  if (fault.times > 1) {
    return `${placeOf(cut, "label")}: several rows for one customer and month, got ${fault.labels} ${fault.times} times for ${named(fault)}${others}; give one row a customer and month`;
  }
  return `${placeOf(cut, "label")}: several labels for one customer and month, got ${fault.labels} for ${named(fault)}${others}; give one row a customer and month`;
}
