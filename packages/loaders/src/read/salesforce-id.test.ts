import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { salesforceId } from "./salesforce-id.ts";

test.each<[string, string | null, string]>([
  ["003D000000QV9n2", "003D000000QV9n2IAD", "twins of a contact, as Salesforce prints them"],
  ["0013000000abcDE", "0013000000abcDEAAY", "capitals at the end"],
  [" 0013000000abcDE ", "0013000000abcDEAAY", "spaces around"],
  ["003D000000QV9n2IAD", "003D000000QV9n2IAD", "already 18"],
  ["ACME-1", "ACME-1", "no id of Salesforce"],
  ["000000000000000AAA", null, "the key of no record"],
  ["000000000000000", null, "the key of no record, of 15"],
])("%s is %s: %s", async (cell, expected) => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const reader = await connection.runAndReadAll(
    `select ${salesforceId("cell")} from (select '${cell}' as cell)`,
  );
  expect(reader.getRowsJson()[0]?.[0]).toBe(expected);
});
