import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Model } from "../models/model.ts";
import { type RunOptions, runModels } from "../models/run-models.ts";
import { modelOf, rowsOf, testDatabase } from "../models/test-database.ts";
import { loadCuts } from "./load-cuts.ts";

const connection = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "tideline-cuts-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [house, own] = [join(root, "house", "cuts"), join(root, "acme", "cuts")];

beforeEach(async () => {
  for (const folder of [house, own]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  await connection.run(
    `create or replace table read_customers as select * from (values
      ('A', 'Bank', 10, date '2024-01-31'), ('B', 'Media', 700, null), ('C', null, 40, null)
    ) as t(customer_id, industry, seats, since)`,
  );
});

const write = (folder: string, name: string, text: string) => writeFileSync(join(folder, name), text);
const load = () => loadCuts(connection, [house, own, join(root, "nowhere")]);

/** Runs the cuts of both folders as a build does. */
async function run(options: RunOptions = {}): Promise<Record<string, unknown>[]> {
  const customers = await modelOf(
    connection,
    "staging/customers",
    `-- Customers.
-- grain: customer_id
-- customer_id  key
-- industry  text
-- seats  count
-- since  date
select customer_id, industry, seats, since from read_customers`,
  );
  const models: Model[] = [customers, ...(await load())];
  await runModels(connection, models, { ...options, keep: ["cut_rows", "read_customers"] });
  return rowsOf(connection, "select * from cut_rows order by cut, customer_id, from_month");
}
const row = (cut: string, customer_id: string, label: string | null, from_month: string | null = null) => ({
  cut,
  customer_id,
  from_month,
  label,
  basis: null,
});

describe("a cut is one file", () => {
  test("of the house or the company's own, which takes the place of one of its name", async () => {
    write(house, "industry.sql", "-- title: Industry\nselect customer_id, industry as label from customers");
    write(house, "notes.md", "no cut");
    write(house, "seats.sql", "select customer_id, seats as label from customers where seats > 20");
    write(own, "industry.sql", "select customer_id, upper(industry) as label from customers");
    expect((await load()).map(({ name }) => name)).toEqual(["industry", "seats"]);
    expect(await run()).toEqual([
      row("industry", "A", "BANK"),
      row("industry", "B", "MEDIA"),
      row("industry", "C", null),
      row("seats", "B", "700"),
      row("seats", "C", "40"),
    ]);
  });

  test("in TypeScript, with Arquero's verbs; read anew when its text is another", async () => {
    const text = (large: number) => `
interface Seats { seats: number }
export const cut = {
  title: "Seats",
  question: "Do larger teams stay?",
  order: ["small", "large"],
  board: false,
  reads: ["customers"],
  rows: ({ customers }, aq) =>
    customers
      .filter((customer: Seats) => customer.seats > 10)
      .derive({ label: aq.escape((customer: Seats) => (customer.seats >= ${large} ? "large" : "small")) })
      .select("customer_id", "label"),
};
`;
    write(own, "seats.ts", text(500));
    expect(await run()).toEqual([row("seats", "B", "large"), row("seats", "C", "small")]);
    expect([...((await load())[0]?.notes ?? [])]).toEqual([
      ["title", "Seats"],
      ["question", "Do larger teams stay?"],
      ["order", "small, large"],
      ["board", "no"],
    ]);
    write(own, "seats.ts", text(40));
    expect(await run()).toEqual([row("seats", "B", "large"), row("seats", "C", "large")]);
  });

  test("in TypeScript, as a list; dates come and go as texts", async () => {
    write(
      own,
      "since.ts",
      `export const cut = { title: "Since", question: "?", reads: ["customers"], rows: ({ customers }) =>
        customers.objects().filter(({ since }) => since).map(({ customer_id, since }) => ({
          customer_id, label: since.slice(0, 4), from_month: since.slice(0, 8) + "01" })) };`,
    );
    expect(await run()).toEqual([row("since", "A", "2024", "2024-01-01")]);
  });
});

const select = "select customer_id, industry as label from customers";
const rows = (values: string) => `select * from (values ${values}) as t(customer_id, from_month, label)`;
const script = (rest: string) => `export const cut = { title: "T", question: "Q?", ${rest} };`;

describe("a wrong cut says file, line and an example", () => {
  test.each<[string, string, string, string]>([
    [
      "that does not parse",
      "x.sql",
      "-- title: X\nselect customer_id\nfrm customers c",
      "cuts/x.sql line 3: the SQL does not parse",
    ],
    [
      "of an unknown column",
      "x.sql",
      "-- title: X\nselect customer.customer_id,\n  customer.indutry as label\nfrom customers as customer",
      `cuts/x.sql line 3: the cut does not run, got "Binder Error: Table "customer" does not have a column named "indutry"`,
    ],
    [
      "of an unknown table",
      "x.sql",
      "select customer_id, 'x' as label\nfrom custmers",
      'cuts/x.sql line 2: the cut does not run, got "Catalog Error: Table with name custmers does not exist!"; there is "customers"; correct it',
    ],
    [
      "without a label",
      "x.sql",
      "-- title: X\nselect customer_id, industry\nfrom customers",
      'cuts/x.sql line 2: a cut gives customer_id and label, got customer_id, industry; name the column "as label"',
    ],
    [
      "with a month that is none",
      "x.sql",
      "select customer_id,\n  '2024' as from_month, industry as label\nfrom customers",
      'cuts/x.sql line 2: from_month is a date or empty, got {"customer_id":"A","from_month":"2024","label":"Bank"}; write YYYY-MM-01',
    ],
    [
      "with several labels for one customer and month",
      "x.sql",
      rows(
        "('A', date '2024-01-01', 'one'), ('A', date '2024-01-15', 'two'), ('B', null, 'x'), ('B', null, 'y')",
      ),
      'cuts/x.sql line 1: several labels for one customer and month, got "one", "two" for A from 2024-01 (and 1 more); give one row a customer and month',
    ],
    [
      "with one label several times for one customer and month",
      "x.sql",
      rows("('A', null, 'one'), ('A', null, 'one'), ('A', null, 'one')"),
      'cuts/x.sql line 1: several rows for one customer and month, got "one" 3 times for A; give one row a customer and month',
    ],
    [
      "with some of them several times",
      "x.sql",
      rows("('A', null, 'one'), ('A', null, 'two'), ('A', null, 'one')"),
      'cuts/x.sql line 1: several labels for one customer and month, got "one", "two" for A; give',
    ],
    [
      "of an unknown customer",
      "x.sql",
      rows("('A', null, 'one'), ('Z', null, 'two')"),
      'cuts/x.sql line 1: no such customer, got "Z" with label "two"; take customer_id from customers',
    ],
    [
      "of a row without customer",
      "x.sql",
      rows("(null, null, 'one')"),
      'cuts/x.sql line 1: no such customer, got a row without customer_id with label "one"',
    ],
    [
      "with too many labels",
      "x.sql",
      "-- most: 2\nselect customer_id,\n  customer_id as label\nfrom customers",
      'cuts/x.sql line 3: more labels than 2, got 3, such as "C" of C; group them, or say "most: 3" in the header',
    ],
    [
      "of another basis",
      "x.sql",
      "select customer_id, 'signed' as basis, industry as label from customers where customer_id = 'A'",
      'cuts/x.sql line 1: basis is live, committed or empty, got "signed" for A; correct it',
    ],
    [
      "with a basis in some rows",
      "x.sql",
      "select customer_id, case when seats > 20 then 'live' end as basis, 'x' as label from customers",
      "cuts/x.sql line 1: rows with a basis and rows without, got 2 and 1; give each row one, or none",
    ],
    [
      "with a misspelt key",
      "x.sql",
      `-- title: X\n-- oder: a, b\n${select}`,
      `cuts/x.sql line 2: a cut's header has no such key, got "oder"; did you mean order?`,
    ],
    [
      "with a label twice in its order",
      "x.sql",
      `-- title: X\n-- order: a, b, a\n${select}`,
      'cuts/x.sql line 2: order has each label once, got "a" again; take one of them out',
    ],
    [
      "with a column it has not",
      "x.sql",
      "select customer_id,\n  industry as label,\n  since as form_month\nfrom customers",
      "cuts/x.sql line 3: a cut gives customer_id, label, from_month and basis, got form_month; did you mean from_month?",
    ],
    [
      "with a column more",
      "x.sql",
      "select customer_id, industry as label,\n  seats\nfrom customers",
      "cuts/x.sql line 2: a cut gives customer_id, label, from_month and basis, got seats; take it out",
    ],
    [
      "with a label that is no number",
      "x.sql",
      "select customer_id,\n  1.0::double / (seats - 10) as label\nfrom customers order by customer_id",
      "cuts/x.sql line 2: label is no number, got inf for A; divide by nullif(…, 0)",
    ],
    [
      "of the clock",
      "x.sql",
      "select customer_id,\n  case when since < current_date then 'before' end as label\nfrom customers",
      "cuts/x.sql line 2: the same exports would not give the same rows again, got current_date; use what the exports say, and company.as_of for the day",
    ],
    [
      "of chance",
      "x.sql",
      "select customer_id, round(random()) as label from customers",
      "cuts/x.sql line 1: the same exports would not give the same rows again, got random",
    ],
    [
      "with another word for the board",
      "x.sql",
      `-- board: maybe\n${select}`,
      'cuts/x.sql line 1: board is yes or no, got "maybe"',
    ],
    [
      "with another word for most",
      "x.sql",
      `-- most: few\n${select}`,
      'cuts/x.sql line 1: most is a number of labels or any, got "few"',
    ],
    [
      "with a name of its own kind",
      "My cut.sql",
      select,
      `cuts/My cut.sql: a cut's file is named in small letters, digits and "_", got "My cut.sql"; rename it`,
    ],
    [
      "in TypeScript that does not load",
      "x.ts",
      "export const cut = {",
      "cuts/x.ts: the file does not load, got ",
    ],
    [
      "in TypeScript without a cut",
      "x.ts",
      "export const cuts = {};",
      "cuts/x.ts: there is no export named cut, got cuts; export const cut = {",
    ],
    [
      "in TypeScript that is not whole",
      "x.ts",
      script('reads: ["customers"]'),
      "cuts/x.ts: the cut is not whole, got rows: expected a function",
    ],
    [
      "in TypeScript that throws",
      "x.ts",
      script('reads: ["customers"], rows: ({ customer }) => customer.objects()'),
      `cuts/x.ts line 1: rows does not run, got "Cannot read properties of undefined (reading 'objects')"; correct it`,
    ],
    [
      "in TypeScript with a wrong row",
      "x.ts",
      script(
        'reads: ["customers"], rows: () => [{ customer_id: "A", label: "x" }, { customer_id: "B", label: "y", from_month: "2024" }]',
      ),
      'cuts/x.ts row 2 from_month: expected a date YYYY-MM-DD, got {"customer_id":"B"',
    ],
    [
      "in TypeScript with a column it has not",
      "x.ts",
      script(
        'reads: ["customers"], rows: () => [{ customer_id: "A", label: "x", form_month: "2024-01-01" }]',
      ),
      'cuts/x.ts row 1 value: Unrecognized key: "form_month", got {"customer_id":"A"',
    ],
    [
      "in TypeScript of a table that is not there",
      "x.ts",
      script('reads: ["customrs"], rows: () => []'),
      'cuts/x.ts: there is no table "customrs"',
    ],
  ])("%s", async (_, name, text, message) => {
    write(own, name, text);
    await expect(run()).rejects.toThrow(message);
  });

  test("two files of one name in a folder", async () => {
    write(own, "x.sql", select);
    write(own, "x.ts", script('reads: ["customers"], rows: () => []'));
    await expect(run()).rejects.toThrow(
      "cuts/x.ts: two cuts have one name, got cuts/x.sql beside it; rename one of them",
    );
  });

  test("two of one title, which a reader could not tell apart", async () => {
    write(own, "a.sql", `-- title: Trade\n${select}`);
    write(own, "b.sql", `-- question: ?\n-- title: Trade\n${select}`);
    await expect(run()).rejects.toThrow(
      'cuts/b.sql line 2: two cuts have one title, got "Trade", which cuts/a.sql has; give this one another',
    );
  });

  test("all that are wrong at once, whatever is wrong with each", async () => {
    write(own, "a.sql", "select customer_id\nfrm customers");
    write(own, "b.sql", "select customer_id,\n  indutry as label\nfrom customers");
    write(own, "c.sql", select);
    write(own, "d.ts", script('reads: ["customrs"], rows: () => []'));
    write(own, "e.sql", rows("('Z', null, 'two')"));
    write(own, "f.sql", `-- oder: a\n${select}`);
    const told = await run().then(String, (fault: Error) => fault.message.split("\n"));
    expect(told).toEqual([
      "cuts: 5 of them are wrong, got",
      expect.stringMatching(/^ {2}cuts\/a\.sql line 2: the SQL does not parse/),
      expect.stringMatching(/^ {2}cuts\/b\.sql line 2: the cut does not run/),
      expect.stringMatching(/^ {2}cuts\/d\.ts: there is no table "customrs"/),
      expect.stringMatching(/^ {2}cuts\/e\.sql line 1: no such customer, got "Z"/),
      expect.stringMatching(/^ {2}cuts\/f\.sql line 1: a cut's header has no such key, got "oder"/),
      "correct each",
    ]);
  });

  test("and where somebody is told of them, the others are run", async () => {
    write(own, "a.sql", "select customer_id, nothing as label from customers");
    write(own, "b.sql", rows("('Z', null, 'two')"));
    write(own, "c.sql", select);
    const wrong: string[] = [];
    const kept = await run({ onWrongCuts: (faults) => wrong.push(...faults.map(({ cut }) => cut)) });
    expect(wrong).toEqual(["a", "b"]);
    expect([...new Set(kept.map((row) => row.cut))]).toEqual(["c"]);
  });

  test("more labels than 50 without saying so; any number where it shows what is exported", async () => {
    await connection.run(
      `create or replace table read_customers as select 'C' || i as customer_id, 'L' || i as industry, i as seats, null as since from range(51) as t(i)`,
    );
    write(own, "x.sql", select);
    await expect(run()).rejects.toThrow("cuts/x.sql line 1: more labels than 50, got 51");
    write(own, "x.sql", `-- most: any\n${select}`);
    expect(await run()).toHaveLength(51);
  });
});
