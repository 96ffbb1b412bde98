import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type CustomerTableName, customerFileCount, customerFileName } from "@tideline/metrics";
import { tablesRead } from "../models/tables-read.ts";
import { queryRows } from "./mart-json.ts";
import { sideBySide } from "./side-by-side.ts";

const healthScores = `(select customer_id, report_month, scored_on, version, coverage, exception_name, override_reason,
  override_author, final_score, band from health__scores)`;
const healthContributions = `(select change.customer_id, change.input, input.title, change.value, change.previous_value,
  change.input_score, change.previous_score, change.contribution
  from health__contributions as change left join health__inputs as input on input.input = change.input)`;

/** The tables of a shard: its name there, the mart or what is taken of it, and the order of a customer's rows. */
const tables = [
  ["customers", "customer__profile", ""],
  ["balances", "customer__balances", "basis, report_month"],
  ["movements", "ledger__movements", "basis, report_month, product, currency, kind, counterparty_id"],
  ["contracts", "customer__contracts", "line_id"],
  ["usage", "customer__usage", "usage_month"],
  ["contract_events", "customer__contract_events", "event_no"],
  ["care_events", "customer__care_events", "event_no"],
  ["voice_events", "customer__voice_events", "event_no"],
  ["health", healthScores, "report_month"],
  ["contributions", healthContributions, "input"],
] as const satisfies readonly (readonly [CustomerTableName, string, string])[];

/** The tables whose rows customers' files hold, and those that say in which file a customer is. */
export async function customerTables(connection: DuckDBConnection): Promise<readonly string[]> {
  const read = ["customer__shards", "read_customers"];
  for (const [name, mart] of tables) read.push(...(await tablesRead(connection, name, `from ${mart}`)));
  return read;
}

interface Column {
  readonly name: string;
  readonly kind: "text" | "date" | "number";
  readonly isDecimal: boolean;
}

/**
 * Writes customers' files piece by piece, many files at once; what a file held before is gone. Up to `most` characters wait
 * in memory, so that a file is opened once in a while and not once a mart.
 */
class ShardWriter {
  readonly #folder: string;
  readonly #most: number;
  readonly #waiting = new Map<number, string[]>();
  readonly #begun = new Set<number>();
  #size = 0;

  constructor(folder: string, most: number) {
    this.#folder = folder;
    this.#most = most;
  }

  /** Puts a text at a file's end. */
  async add(shard: number, text: string): Promise<void> {
    const pieces = this.#waiting.get(shard) ?? [];
    pieces.push(text);
    this.#waiting.set(shard, pieces);
    this.#size += text.length;
    if (this.#size > this.#most) await this.write();
  }

  /** Writes all that waits. */
  async write(): Promise<void> {
    const files = [...this.#waiting];
    this.#waiting.clear();
    this.#size = 0;
    await sideBySide(files, ([shard, pieces]) => this.#put(shard, pieces));
  }

  async #put(shard: number, pieces: readonly string[]): Promise<void> {
    const flag = this.#begun.has(shard) ? "a" : "w";
    this.#begun.add(shard);
    await writeFile(join(this.#folder, customerFileName(shard)), pieces.join(""), { flag });
  }
}

/** The columns a mart has beside the customer's key and the place of an event, which its order says. */
async function columnsOf(connection: DuckDBConnection, mart: string): Promise<Column[]> {
  const described = (await connection.runAndReadAll(`describe from ${mart}`)).getRowObjectsJson();
  return described
    .map(({ column_name, column_type }) => ({ name: String(column_name), type: String(column_type) }))
    .filter(({ name }) => name !== "customer_id" && name !== "event_no")
    .map(({ name, type }) => ({
      name,
      kind: /^(VARCHAR|ENUM)/.test(type) ? "text" : type === "DATE" ? "date" : "number",
      isDecimal: type.startsWith("DECIMAL"),
    }));
}

/** Every text of every shard once, numbered from 1 in the order of the alphabet; 0 is none. */
async function makeTexts(
  connection: DuckDBConnection,
  columns: ReadonlyMap<string, readonly Column[]>,
): Promise<void> {
  const texts = [...columns].flatMap(([mart, all]) => {
    const names = all.filter(({ kind }) => kind === "text").map(({ name }) => `cast(${name} as varchar)`);
    return `select distinct customer.shard_no, value from (
      select customer_id, unnest([${names.join(", ")}]) as value from ${mart}
    ) join shard_customers as customer using (customer_id) where value is not null`;
  });
  await connection.run(
    `create or replace temp table shard_texts as
      select shard_no, value, cast(row_number() over (partition by shard_no order by value) as integer) as code
      from (${texts.join(" union ")})
      order by shard_no, value`,
  );
}

/**
 * The rows of a mart by file, customer and the mart's own order, so that those of a few files stand together. How many
 * there are.
 */
async function orderRows(
  connection: DuckDBConnection,
  mart: string,
  columns: readonly Column[],
  orderBy: string,
): Promise<number> {
  const orders = orderBy === "" ? [] : orderBy.split(", ").map((column) => `mart.${column}`);
  const key = mart === "customer__profile" ? "mart.customer_id" : "customer.place";
  const made = await connection.run(
    `create or replace temp table shard_rows as
      select customer.shard_no, ${[`${key} as customer`, ...columns.map(({ name }) => `mart.${name}`)].join(", ")}
      from ${mart} as mart join shard_customers as customer on customer.customer_id = mart.customer_id
      order by ${["customer.shard_no", "customer.place", ...orders].join(", ")}`,
  );
  return Number((await made.getRows())[0]?.[0]);
}

/**
 * The ordered rows of the shards from `first` to `last` as JSON of columns: texts by number, dates as days since 1970, the
 * rest as numbers.
 */
async function shardColumns(
  connection: DuckDBConnection,
  columns: readonly Column[],
  first: number,
  last: number,
): Promise<{ shard_no: number; json: string }[]> {
  const isAsked = `shard_no between ${first} and ${last}`;
  const coded = columns.map(({ name, kind, isDecimal }) => {
    if (kind === "text") return `coalesce(text_${name}.code, 0) as ${name}`;
    if (kind === "date") return `held.${name} - date '1970-01-01' as ${name}`;
    return isDecimal ? `cast(held.${name} as double) as ${name}` : `held.${name}`;
  });
  const joins = columns
    .filter(({ kind }) => kind === "text")
    .map(
      ({ name }) =>
        `left join texts as text_${name} on text_${name}.shard_no = held.shard_no and text_${name}.value = cast(held.${name} as varchar)`,
    );
  const lists = ["customer", ...columns.map(({ name }) => name)].map(
    (name) => `${name} := list_transform(ordered, lambda entry: entry.${name})`,
  );
  const reader = await connection.runAndReadAll(
    `with texts as (select * from shard_texts where ${isAsked}),
    held as (select *, rowid as row_no from shard_rows where ${isAsked})
    select shard_no, to_json(struct_pack(${lists.join(", ")})) as json from (
      select shard_no, list(entry order by entry.row_no) as ordered from (
        select held.shard_no, held.customer, ${coded.join(", ")}, held.row_no
        from held
        ${joins.join("\n        ")}
      ) as entry
      group by shard_no
    )`,
  );
  return reader
    .getRowObjectsJson()
    .map(({ shard_no, json }) => ({ shard_no: Number(shard_no), json: String(json) }));
}

/** How many files customers' pages are made from: one where there are no such pages, which it says. */
export async function countCustomerFiles(connection: DuckDBConnection): Promise<number> {
  const [placed] = await queryRows<{ customers: number }>(
    connection,
    "select count(*) as customers from customer__shards",
  );
  return customerFileCount(placed?.customers ?? 0);
}

/**
 * Writes what customers' pages show into `folder`, as many files from 0000.json on as `countCustomerFiles` says: the
 * customer__ marts and the movements of each customer, as columns with their texts in one list a file. A customer is in
 * the file `customer__shards` says; where that has no row (there are too many contract lines) the one file says so and
 * holds nobody. A table without rows is left out. About `rowsAtOnce` rows of a mart are put together at once: they are held in
 * memory, as lists and then as text, of which so much waits to be written.
 */
export async function writeCustomerShards(
  connection: DuckDBConnection,
  folder: string,
  rowsAtOnce = 200_000,
): Promise<void> {
  await connection.run(
    `create or replace temp table shard_customers as
      select customer_id, shard_no,
        cast(row_number() over (partition by shard_no order by customer_id) - 1 as integer) as place
      from customer__shards`,
  );
  const columns = new Map<string, readonly Column[]>();
  for (const [, mart] of tables) columns.set(mart, await columnsOf(connection, mart));
  await makeTexts(connection, columns);
  const [known] = await queryRows<{ customers: number; placed: number }>(
    connection,
    "select (select count(*) from read_customers) as customers, (select count(*) from shard_customers) as placed",
  );
  const isMade = known === undefined || known.placed > 0 || known.customers === 0;
  const texts = await connection.runAndReadAll(
    "select shard_no, to_json(list(value order by code)) as json from shard_texts group by shard_no",
  );
  const textsOf = new Map(
    texts.getRowObjectsJson().map(({ shard_no, json }) => [Number(shard_no), String(json)]),
  );
  const placed = await queryRows<{ shard_no: number }>(
    connection,
    "select distinct shard_no from shard_customers",
  );
  const held = new Set(placed.map(({ shard_no }) => shard_no));
  await mkdir(folder, { recursive: true });
  const shards = Array.from({ length: await countCustomerFiles(connection) }, (_, shard) => shard);
  const writer = new ShardWriter(folder, 80 * rowsAtOnce);
  for (const shard of shards) {
    const head = `{"version":1,"is_made":${isMade},"texts":${textsOf.get(shard) ?? "[]"}`;
    await writer.add(shard, held.has(shard) ? head : `${head}}\n`);
  }
  for (const [name, mart, orderBy] of tables) {
    const own = columns.get(mart) ?? [];
    const kinds = JSON.stringify(Object.fromEntries(own.map(({ name: column, kind }) => [column, kind])));
    const rows = await orderRows(connection, mart, own, orderBy);
    const most = Math.max(1, Math.floor((rowsAtOnce * shards.length) / Math.max(1, rows)));
    for (let first = 0; first < shards.length; first += most) {
      for (const { shard_no, json } of await shardColumns(connection, own, first, first + most - 1))
        await writer.add(shard_no, `,"${name}":{"kinds":${kinds},"columns":${json}}`);
    }
  }
  for (const shard of held) await writer.add(shard, "}\n");
  await writer.write();
}
