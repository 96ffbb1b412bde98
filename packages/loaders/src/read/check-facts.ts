import type { DuckDBConnection } from "@duckdb/node-api";
import { type FactTable, factTables } from "../models/fact-tables.ts";
import type { ReadTable } from "../models/read-tables.ts";
import { leftOut } from "./fault-sql.ts";
import type { FactLayoutName, Layout } from "./layout.ts";
import { neutralLayouts } from "./layouts.ts";
import { mark, markDuplicates } from "./mark-duplicates.ts";
import type { ReadFile } from "./read-file.ts";
import { factsOfCustomers } from "./tables.ts";
import { withCustomers } from "./write-company.ts";

/** Faults of a row that is right in itself, but of nobody the company knows: they stop no build. */
export const unmatchedFaults = [
  "unknown_customer",
  "customer_without_lines",
  "unknown_person",
  "unknown_line",
  "unknown_ticket",
] as const;

/**
 * Marks what only shows across rows of facts, and finds the customer of facts that name a person or a contract line
 * only: persons through contacts, lines through contract lines.
 */
export async function checkFacts(connection: DuckDBConnection, read: readonly ReadFile[]): Promise<void> {
  const has = (table: ReadTable) => read.some(({ tables }) => tables.includes(table));
  const facts = factsOfCustomers.filter(has);
  if (facts.length === 0 && !read.some(({ tables }) => tables.some((table) => table in factTables))) return;
  for (const table of [...facts].sort((a, b) => rank(a) - rank(b))) {
    if (table === "read_usage") await customersOfLines(connection);
    if ("person_id" in factTables[table] && table !== "read_contacts") {
      await customersOfPersons(connection, table, has("read_contacts"));
    }
    await markUnknownCustomers(connection, table, has);
    if (table !== "read_usage") await markKeys(connection, table);
  }
  if (has("read_plan")) await markKeys(connection, "read_plan");
  if (has("read_ticket_changes")) {
    const isAccepted = has("read_tickets") ? " where fault is null" : "";
    await connection.run(
      `update read_ticket_changes set fault = ${mark("unknown_ticket", "ticket_id")}
       where fault is null and ticket_id not in (select ticket_id from read_tickets${isAccepted})`,
    );
  }
}

/** The neutral layout a table of facts is read from. */
function layoutOf(table: FactTable): FactLayoutName {
  return table.slice("read_".length) as FactLayoutName;
}

/** Contacts come first: the others are looked up in them. */
function rank(table: FactTable): number {
  return table === "read_contacts" ? 0 : 1;
}

async function customersOfLines(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `update read_usage set customer_id = line.customer_id from read_contract_lines as line
     where read_usage.fault is null and read_usage.customer_id is null and read_usage.line_id = line.line_id
       and line.fault is null`,
  );
  await connection.run(
    `update read_usage set fault = ${mark("unknown_line", "line_id")}
     where fault is null and customer_id is null and line_id is not null and person_id is null`,
  );
}

/** A person's customer: by key, else by email, where contacts name one only. */
async function customersOfPersons(
  connection: DuckDBConnection,
  table: FactTable,
  hasContacts: boolean,
): Promise<void> {
  if (hasContacts) {
    await connection.run(
      `update ${table} set customer_id = person.customer_id
       from (select key, min(customer_id) as customer_id from (
           select person_id as key, customer_id from read_contacts where fault is null
           union all
           select email, customer_id from read_contacts where fault is null and email <> person_id)
         group by key having count(distinct customer_id) = 1) as person
       where ${table}.fault is null and ${table}.customer_id is null and ${table}.person_id = person.key`,
    );
  }
  await connection.run(
    `update ${table} set fault = ${mark("unknown_person", "person_id")} where fault is null and customer_id is null`,
  );
}

async function markUnknownCustomers(
  connection: DuckDBConnection,
  table: FactTable,
  has: (table: ReadTable) => boolean,
) {
  const isExported = has("read_customers");
  const accepted = (name: ReadTable) => {
    const hasFaults = name === "read_customers" || name === "read_contract_lines" || has(name);
    return `select customer_id from ${name}${hasFaults ? " where fault is null" : ""}`;
  };
  const tables: readonly ReadTable[] = isExported ? ["read_customers"] : withCustomers;
  const known = tables.map(accepted).join(" union ");
  const code = isExported ? "unknown_customer" : "customer_without_lines";
  await connection.run(
    `update ${table} set fault = ${mark(code, "customer_id")} where fault is null and customer_id not in (${known})`,
  );
}

/** One row a key: the one changed last where the layout says when, else the first. */
async function markKeys(connection: DuckDBConnection, table: FactTable): Promise<void> {
  const { unique = [], latestBy }: Layout = neutralLayouts[layoutOf(table)];
  const [key] = unique;
  if (key === undefined) return;
  if (latestBy !== undefined) {
    await connection.run(
      `update ${table} set fault = '${leftOut}' where rowid in (
         select row_id from (
           select rowid as row_id, ${latestBy},
             max(${latestBy}) over (partition by ${key}) as latest
           from ${table} where fault is null)
         where ${latestBy} < latest)`,
    );
  }
  if (unique.length === 1) return markDuplicates(connection, table, key);
  await connection.run(
    `update ${table} set fault = ${mark("duplicate_row", key)} where rowid in (
       select row_id from (
         select rowid as row_id, row_number() over (partition by ${unique.join(", ")} order by rowid) as place
         from ${table} where fault is null)
       where place > 1)`,
  );
}
