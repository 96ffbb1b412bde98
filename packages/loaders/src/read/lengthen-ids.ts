import type { DuckDBConnection } from "@duckdb/node-api";
import type { ReadTable } from "../models/read-tables.ts";
import type { ReadFile } from "./read-file.ts";
import { salesforceId } from "./salesforce-id.ts";

const isSalesforce = ({ file }: ReadFile) => file.source.layout.name.startsWith("salesforce_");

/**
 * Customers that other files name by a Salesforce id of 15 characters, as reports and lists kept by hand do, get the one
 * of 18 that Salesforce's own exports have. Without an export of Salesforce nothing is touched.
 *
 * @param tables the tables whose customer_id is looked at, and the customer map
 */
export async function lengthenIds(
  connection: DuckDBConnection,
  read: readonly ReadFile[],
  tables: readonly ReadTable[],
): Promise<void> {
  const others = read.filter((file) => !isSalesforce(file));
  if (others.length === read.length || others.length === 0) return;
  const known = ["read_customers", "read_contract_lines"].map(
    (table) => `select customer_id from ${table} where fault is null and length(customer_id) = 18`,
  );
  await connection.run(
    `create or replace temp table salesforce_twins as
     select left(customer_id, 15) as short_id, customer_id as long_id from (${known.join(" union ")})
     where ${salesforceId("left(customer_id, 15)")} = customer_id`,
  );
  for (const { file, tables: own } of others) {
    for (const table of own) {
      const isMap = table === "read_customer_map";
      for (const column of isMap
        ? ["customer_id", "mapped_to"]
        : tables.includes(table)
          ? ["customer_id"]
          : []) {
        await connection.run(
          `update ${table} set ${column} = twin.long_id from salesforce_twins as twin
           where ${table}.source_no = ${file.sourceNo} and ${table}.${column} = twin.short_id`,
        );
      }
    }
  }
  await connection.run("drop table salesforce_twins");
}
