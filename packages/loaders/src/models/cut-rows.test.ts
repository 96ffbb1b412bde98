import { describe, expect, test } from "vitest";
import { cutRows } from "./cut-rows.ts";
import { modelOf, rowsOf, testDatabase } from "./test-database.ts";

const connection = await testDatabase();
await connection.run(
  `create table customers as select * from (values ('a', 'Bank'), ('b', null)) as t(customer_id, industry)`,
);
await connection.run(
  `create table tiers as select 'b' as customer_id, date '2024-05-01' as from_month, 3 as tier`,
);
const industry = await modelOf(
  connection,
  "cuts/industry",
  "-- title: Industry\nselect customer_id, null as from_month, industry as label from customers",
);
const tier = await modelOf(
  connection,
  "cuts/tier",
  "select from_month, tier as label, customer_id, 'more' as more from tiers -- the newest tiers",
);

describe("cutRows", () => {
  test("every cut's rows under its file's name, dates and texts whatever the cut gave", async () => {
    const { sql } = cutRows([industry, tier]);
    expect(await rowsOf(connection, `select * from (${sql}) order by cut, customer_id`)).toEqual([
      { cut: "industry", customer_id: "a", from_month: null, label: "Bank", basis: null },
      { cut: "industry", customer_id: "b", from_month: null, label: null, basis: null },
      { cut: "tier", customer_id: "b", from_month: "2024-05-01", label: "3", basis: null },
    ]);
  });

  test("a cut that differs by basis says so", async () => {
    const tenure = await modelOf(
      connection,
      "cuts/tenure",
      "select customer_id, null as from_month, 'live' as basis, 'first year' as label from customers",
    );
    expect(await rowsOf(connection, `select customer_id, basis from (${cutRows([tenure]).sql})`)).toEqual([
      { customer_id: "a", basis: "live" },
      { customer_id: "b", basis: "live" },
    ]);
  });

  test("it reads what the cuts read, each once", () => {
    expect(cutRows([tier, industry, industry]).reads).toEqual(["customers", "tiers"]);
  });

  test("without cuts it is a table of the same columns without rows", async () => {
    const none = cutRows([]);
    expect(none.reads).toEqual([]);
    const described = await rowsOf(connection, `describe (${none.sql})`);
    expect(described.map((row) => row.column_name)).toEqual([...none.columns.keys()]);
    expect(await rowsOf(connection, none.sql)).toEqual([]);
  });
});
