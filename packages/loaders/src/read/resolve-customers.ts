import type { DuckDBConnection } from "@duckdb/node-api";
import { formatNumber } from "@tideline/metrics";
import type { Company } from "../company/load-company.ts";
import { fillTable } from "../models/fill-table.ts";
import type { ReadTable } from "../models/read-tables.ts";
import { lengthenIds } from "./lengthen-ids.ts";
import { markDuplicates } from "./mark-duplicates.ts";
import type { ReadFile } from "./read-file.ts";
import { literal } from "./sql-text.ts";
import { factsOfCustomers } from "./tables.ts";

/** What resolving the customers is worth telling. */
export interface ResolvedCustomers {
  notes: string[];
}

interface Edge {
  to: string;
  source_no: number;
}

const tables: readonly ReadTable[] = [
  "read_contract_lines",
  "read_assignments",
  "read_usage_charges",
  "read_expected_losses",
  "read_invoices",
  "read_invoice_lines",
  ...factsOfCustomers,
];

/**
 * Which customer does each key stand for, in all months? Duplicates by the customer map, and children by parent_id
 * where company.json says `"roll_up": "parent"`; both are followed to their roots.
 *
 * Marks faulty rows of the map, rewrites customer_id in every table of facts, and leaves the temporary table
 * `customer_roots` for `keepRoots`. Without map and roll-up nothing is touched.
 * @throws Error when parents lead back to their own child, naming the circle
 */
export async function resolveCustomers(
  connection: DuckDBConnection,
  company: Company,
  read: readonly ReadFile[],
): Promise<ResolvedCustomers> {
  await connection.run(
    "create or replace temp table customer_roots (customer_id varchar, mapped_to varchar, source_no integer)",
  );
  await markDuplicates(connection, "read_customers", "customer_id");
  await lengthenIds(connection, read, tables);
  const isMapped = read.some(({ tables }) => tables.includes("read_customer_map"));
  const isRolledUp = company.settings.roll_up === "parent";
  if (!isMapped && !isRolledUp) return { notes: [] };
  const isExported = read.some(({ tables }) => tables.includes("read_customers"));
  const known = isExported ? await idsOf(connection) : null;
  const edges = isMapped ? await mapEdges(connection, known) : new Map<string, Edge>();
  const notes: string[] = [];
  if (isRolledUp) notes.push(...(await addParents(connection, edges, known ?? new Set())));
  const roots = rootsOf(edges);
  await writeRoots(connection, roots);
  const rewritten = tables.filter((table) => read.some((file) => file.tables.includes(table)));
  for (const table of roots.size > 0 ? rewritten : []) {
    await connection.run(
      `update ${table} set customer_id = root.mapped_to from customer_roots as root
       where root.customer_id = ${table}.customer_id`,
    );
  }
  if (roots.size === 1) notes.push("1 customer counts as another one (customer_map, parent_id).");
  if (roots.size > 1)
    notes.push(`${formatNumber(roots.size)} customers count as another one (customer_map, parent_id).`);
  return { notes };
}

/** Takes the keys that stand for another customer out of the customers, and leaves the map resolved to its roots. */
export async function keepRoots(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    "delete from read_customers where customer_id in (select customer_id from customer_roots)",
  );
  await connection.run("delete from read_customer_map");
  await connection.run("insert into read_customer_map select * from customer_roots order by customer_id");
  await connection.run("drop table customer_roots");
}

async function idsOf(connection: DuckDBConnection): Promise<Set<string>> {
  const reader = await connection.runAndReadAll("select customer_id from read_customers where fault is null");
  return new Set(reader.getRowsJson().map(([id]) => String(id)));
}

/** The accepted rows of the map; those on a circle, or that lead to nobody, are marked. */
async function mapEdges(connection: DuckDBConnection, known: ReadonlySet<string> | null) {
  await markDuplicates(connection, "read_customer_map", "customer_id");
  const reader = await connection.runAndReadAll(
    `select customer_id, mapped_to, source_no from read_customer_map
     where fault is null and customer_id <> mapped_to order by rowid`,
  );
  const edges = new Map(
    reader
      .getRowsJson()
      .map(([id, to, source]): [string, Edge] => [String(id), { to: String(to), source_no: Number(source) }]),
  );
  await markRows(
    connection,
    { code: "customer_map_circle", edges },
    [...edges.keys()].filter((id) => circleOf(edges, id)),
  );
  if (known === null) return edges;
  const lost = [...edges.keys()].filter((id) => !known.has(rootOf(edges, id)));
  await markRows(connection, { code: "unknown_customer", edges }, lost);
  return edges;
}

async function markRows(
  connection: DuckDBConnection,
  { code, edges }: { code: string; edges: Map<string, Edge> },
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) edges.delete(id);
  if (ids.length === 0) return;
  await connection.run(
    `update read_customer_map set fault = '${code}' || chr(31) || 'mapped_to' || chr(31) || mapped_to
     where fault is null and customer_id <> mapped_to and customer_id in (${ids.map(literal).join(", ")})`,
  );
}

/** Adds an edge from each child to its parent, where the map says nothing of the child. */
async function addParents(
  connection: DuckDBConnection,
  edges: Map<string, Edge>,
  known: ReadonlySet<string>,
): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `select customer_id, parent_id, source_no from read_customers
     where fault is null and parent_id is not null and parent_id <> customer_id order by rowid`,
  );
  const lost = new Set<string>();
  for (const [id, parent, source] of reader.getRowsJson()) {
    const [child, to] = [String(id), String(parent)];
    if (edges.has(child)) continue;
    if (known.has(to)) edges.set(child, { to, source_no: Number(source) });
    else lost.add(to);
  }
  for (const id of edges.keys()) {
    const circle = circleOf(edges, id);
    if (circle === null) continue;
    throw new Error(
      `company.json roll_up: customers are parents of each other, got ${circle.join(" > ")}; ` +
        "correct parent_id of one of them in the export of customers, or the customer map",
    );
  }
  const [first] = lost;
  if (first === undefined) return [];
  if (lost.size === 1)
    return [`1 parent is no customer of the export: "${first}"; its children stand alone.`];
  return [
    `${lost.size} parents are no customers of the export, such as "${first}"; their children stand alone.`,
  ];
}

/** The circle a key stands on, from it back to itself; null where it leads out. */
function circleOf(edges: ReadonlyMap<string, Edge>, id: string): string[] | null {
  const path = [id];
  const seen = new Set(path);
  for (let at = edges.get(id)?.to; at !== undefined; at = edges.get(at)?.to) {
    if (at === id) return [...path, id];
    if (seen.has(at)) return null;
    seen.add(at);
    path.push(at);
  }
  return null;
}

function rootOf(edges: ReadonlyMap<string, Edge>, id: string): string {
  let at = id;
  for (let next = edges.get(at); next !== undefined; next = edges.get(at)) at = next.to;
  return at;
}

function rootsOf(edges: ReadonlyMap<string, Edge>): Map<string, Edge> {
  return new Map([...edges].map(([id, { source_no }]) => [id, { to: rootOf(edges, id), source_no }]));
}

async function writeRoots(connection: DuckDBConnection, roots: ReadonlyMap<string, Edge>): Promise<void> {
  if (roots.size === 0) return;
  const rows = [...roots].map(([customer_id, { to, source_no }]) => ({
    customer_id,
    mapped_to: to,
    source_no,
  }));
  await fillTable(connection, "customer_roots", rows);
}
