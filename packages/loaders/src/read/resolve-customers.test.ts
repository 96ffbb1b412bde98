import { expect, test } from "vitest";
import { companyFolder, readFolder } from "./test-company.ts";
import { plainCompany, plainRows } from "./test-plain-faults.ts";

const lines = (ids: readonly string[]) =>
  `id,customer,plan,amount,cur,start,end\n${ids.map((id, i) => `L${i + 1},${id},Basic,10,USD,2025-01-01,\n`).join("")}`;

const read = (files: Readonly<Record<string, string>>, settings: object = {}) => {
  return readFolder(companyFolder({ ...plainCompany, ...settings }, { ...plainRows, ...files }));
};

test("the map is followed to its end, in every table, for keys that no customer has too", async () => {
  const { query, summary } = await read({
    "lines.csv": lines(["A", "Old", "Older", "B"]),
    "assignments.csv": "line,to,day\nL4,Older,2025-06-10\n",
    "usage.csv": "id,customer,plan,cur,month,amount\nU1,Oldest,Pro,USD,2025-11-17,1\n",
    "losses.csv": "customer,plan,from,to,p,amount,cur\nOldest,Basic,2025-10-01,,0.4,,\n",
    "map.csv": "old,new\nOld,A\nOldest,Older\nOlder,Old\nC,C\n",
  });
  expect(summary.totals.quarantined).toBe(0);
  expect(await query("select line_id, customer_id from read_contract_lines order by rowid")).toEqual([
    { line_id: "L1", customer_id: "A" },
    { line_id: "L2", customer_id: "A" },
    { line_id: "L3", customer_id: "A" },
    { line_id: "L4", customer_id: "B" },
  ]);
  for (const table of ["read_assignments", "read_usage_charges", "read_expected_losses"]) {
    expect(await query(`select customer_id from ${table}`), table).toEqual([{ customer_id: "A" }]);
  }
  expect(await query("select customer_id from read_customers order by 1")).toEqual([
    { customer_id: "A" },
    { customer_id: "B" },
    { customer_id: "C" },
  ]);
  expect(await query("select customer_id, mapped_to from read_customer_map")).toEqual([
    { customer_id: "Old", mapped_to: "A" },
    { customer_id: "Older", mapped_to: "A" },
    { customer_id: "Oldest", mapped_to: "A" },
  ]);
  expect(summary.notes).toContain("3 customers count as another one (customer_map, parent_id).");
});

test("a row that leads into a circle is kept, the circle's rows are set aside", async () => {
  const { query } = await read({
    "customers.csv": "id,parent\nA,\nB,\nC,\n",
    "lines.csv": lines(["A", "B", "C"]),
    "map.csv": "old,new\nA,B\nB,C\nC,B\n",
  });
  expect(await query("select line, value, code from quarantine order by line")).toEqual([
    { line: "3", value: "C", code: "customer_map_circle" },
    { line: "4", value: "B", code: "customer_map_circle" },
  ]);
  expect(await query("select customer_id from read_contract_lines order by rowid")).toEqual([
    { customer_id: "B" },
    { customer_id: "B" },
    { customer_id: "C" },
  ]);
});

test("without an export of customers the map names them", async () => {
  const { query } = await read(
    { "lines.csv": lines(["A", "B"]), "map.csv": "old,new\nA,Z\n" },
    { sources: [plainCompany.sources[0], plainCompany.sources[6]], exchange_rates: undefined },
  );
  expect(await query("select customer_id from read_customers order by 1")).toEqual([
    { customer_id: "B" },
    { customer_id: "Z" },
  ]);
});

const family = { "customers.csv": "id,parent\nA,\nB,A\nC,B\nD,Elsewhere\n", "map.csv": "old,new\n" };

test('children count as their topmost parent with "roll_up", and only with it', async () => {
  const files = { ...family, "lines.csv": lines(["A", "B", "C", "D"]) };
  const apart = await read(files);
  const ids = "select customer_id from read_contract_lines order by rowid";
  expect((await apart.query(ids)).map((row) => row.customer_id)).toEqual(["A", "B", "C", "D"]);
  const { query, summary } = await read(files, { roll_up: "parent" });
  expect((await query(ids)).map((row) => row.customer_id)).toEqual(["A", "A", "A", "D"]);
  expect(
    (await query("select customer_id from read_customers order by 1")).map((row) => row.customer_id),
  ).toEqual(["A", "D"]);
  expect(summary.notes).toContain(
    '1 parent is no customer of the export: "Elsewhere"; its children stand alone.',
  );
  expect(summary.totals.quarantined).toBe(0);
});

test("a duplicate first, then its parent", async () => {
  const { query } = await read(
    { ...family, "map.csv": "old,new\nCopy,C\n", "lines.csv": lines(["Copy", "D"]) },
    { roll_up: "parent" },
  );
  expect(await query("select customer_id from read_contract_lines order by rowid")).toEqual([
    { customer_id: "A" },
    { customer_id: "D" },
  ]);
});

test("parents of each other stop the read", async () => {
  const files = { ...family, "customers.csv": "id,parent\nA,C\nB,A\nC,B\nD,A\n" };
  await expect(read(files, { roll_up: "parent" })).rejects.toThrow(
    "company.json roll_up: customers are parents of each other, got A > C > B > A; correct parent_id of one of them in the export of customers, or the customer map",
  );
});

test("a map over many rows keeps their order and the lines of the faulty", async () => {
  const rows = Array.from(
    { length: 300_000 },
    (_, i) => `L${i},${i % 3 === 0 ? "Old" : "A"},Basic,1,USD,2025-01-01,`,
  );
  rows[250_001] = "L250001,A,Basic,x,USD,2025-01-01,";
  const { query } = await read({
    "lines.csv": `id,customer,plan,amount,cur,start,end\n${rows.join("\n")}\n`,
    "assignments.csv": "line,to,day\n",
  });
  expect(await query("select line, value from quarantine")).toEqual([{ line: "250003", value: "x" }]);
  const found = await query(
    `select count(*) filter (line_id <> 'L' || rowid) as moved, count(distinct customer_id) as customers,
       count(*) as lines from read_contract_lines`,
  );
  expect(found).toEqual([{ moved: "0", customers: "1", lines: "299999" }]);
});
