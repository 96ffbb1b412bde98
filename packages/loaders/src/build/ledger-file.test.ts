import { checkLedgerFile, openLedger, waterfall } from "@tideline/metrics";
import { beforeEach, expect, test } from "vitest";
import { rowsOf, testDatabase } from "../models/test-database.ts";
import { ledgerFile, ledgerLines } from "./ledger-file.ts";

const connection = await testDatabase();

/** Two customers: K2 from 2024-02, K1 from 2024-03 and gone in 2024-04; reported to 2024-05. */
beforeEach(async () => {
  for (const sql of [
    "create or replace table company as select 2024 * 12 + 5 as last_month_no",
    `create or replace table read_customers as select * from (values ('K1', 'One'), ('K2', null), ('K3', 'Never'))
      as t(customer_id, name)`,
    `create or replace table ledger__movements as select * from (values
      (date '2024-04-01', 'live', 'K1', 'P', 'USD', 'churn', 'none', 'mid_term', 'price', 'L1', cast(null as varchar), -500, 0, 0),
      (date '2024-03-01', 'live', 'K1', 'P', 'USD', 'new', 'none', 'initial', null, 'L1', null, 500, 0, 0),
      (date '2024-02-01', 'live', 'K2', 'Q', 'EUR', 'new', 'none', 'initial', null, 'L9', null, 300, 0, 0))
      as t(report_month, basis, customer_id, product, currency, kind, side, occasion, reason, line_id, counterparty_id,
        amount_minor, quantity_minor, list_minor)`,
    "create or replace table reason_category(reason varchar, category varchar, avoidable boolean)",
    `create or replace table ledger__openings(basis varchar, customer_id varchar, product varchar, currency varchar,
      amount_minor bigint, is_archived boolean)`,
    "create or replace table ledger__first_months(basis varchar, customer_id varchar, first_month date)",
    `create or replace table waterfall__by_month as select * from (values (date '2024-02-01', 'live'), (date '2024-03-01', 'live'),
      (date '2024-03-01', 'committed')) as t(report_month, basis)`,
    `create or replace table ledger__logos as select * from (values
      (date '2024-02-01', 'live', 'K2', 'new', 1, 0, 0, 0), (date '2024-03-01', 'live', 'K1', 'new', 1, 0, 0, 0),
      (date '2024-04-01', 'live', 'K1', 'churn', -1, 0, 0, 0))
      as t(report_month, basis, customer_id, kind, active_delta, archived_delta, merged_delta, merged_archived_delta)`,
    `create or replace table ledger__cuts as select *, cast(null as varchar) as basis from (values
      ('owner', 'K1', cast(null as date), 'O''Brien'), ('owner', 'K2', null, 'unassigned'), ('owner', 'K3', null, 'Nobody here'))
      as t(cut, customer_id, from_month, label)`,
  ])
    await connection.run(sql);
});

const file = async (cut: { order?: string[] } = {}) => {
  const cuts = [{ name: "owner", title: "Owner", order: cut.order ?? [] }];
  return ledgerFile(connection, { basis: "live", currency: "USD", exponent: 2, cuts });
};
const labelsFrom = async (rows: string) => {
  await connection.run(
    `create or replace table ledger__cuts as select 'owner' as cut, customer_id, from_month, label, cast(null as varchar) as basis from (values ${rows}) as t(customer_id, from_month, label)`,
  );
  const [cut] = (await file()).file.cuts;
  return cut;
};

test("columns coded by dictionaries, kind by kind; months counted from the first", async () => {
  const { file: ledger, isShipped } = await file();
  expect(isShipped).toBe(true);
  expect(ledger).toMatchObject({
    version: 1,
    first_month: "2024-02",
    months: 4,
    customers: { id: ["K1", "K2"], name: ["One", null] },
    products: ["P", "Q"],
    currencies: ["EUR", "USD"],
    reasons: [null, "price"],
  });
  expect(await ledgerLines(connection)).toEqual({ version: 1, lines: ["L9", "L1"] });
  expect(ledger.movements).toMatchObject({
    month: [1, 0, 2],
    customer: [0, 1, 0],
    amount: [500, 300, -500],
    reason: [0, 0, 1],
    line: [1, 0, 1],
  });
  expect(ledger.movements.kind.map((kind) => ledger.kinds[kind])).toEqual(["new", "new", "churn"]);
  expect(ledger.logos).toMatchObject({ month: [0, 1, 2], customer: [1, 0, 0], active: [1, 1, -1] });
  expect(openLedger(checkLedgerFile(JSON.parse(JSON.stringify(ledger)))).months).toBe(4);
});

test("labels of customers with movements only, in the order of their texts, unassigned last", async () => {
  const [cut] = (await file()).file.cuts;
  expect(cut).toEqual({
    name: "owner",
    title: "Owner",
    labels: ["O'Brien", "unassigned"],
    customer: [0, 1],
    month: [0, 0],
    label: [0, 1],
  });
});

test("labels in the order the cut's file declares, others after them, unassigned last", async () => {
  await connection.run(
    "insert into ledger__movements select * replace (customer_id || 'b' as customer_id) from ledger__movements",
  );
  await connection.run(
    `insert into ledger__cuts values ('owner', 'K1b', null, 'Zoe', null), ('owner', 'K2b', null, 'Amy', null)`,
  );
  const labels = async (order: string[]) => (await file({ order })).file.cuts[0]?.labels;
  expect(await labels(["Zoe", "O'Brien"])).toEqual(["Zoe", "O'Brien", "Amy", "unassigned"]);
  expect(await labels([])).toEqual(["Amy", "O'Brien", "Zoe", "unassigned"]);
});

test("of the labels before the first month, the one in force then stands from month 0", async () => {
  expect(
    await labelsFrom(
      "('K1', null, 'a'), ('K1', date '2023-05-01', 'b'), ('K1', date '2024-02-01', 'c'), ('K1', date '2024-04-01', 'd'), ('K2', null, 'a')",
    ),
  ).toMatchObject({ labels: ["a", "c", "d"], customer: [0, 1, 0], month: [0, 0, 2], label: [1, 0, 2] });
});

test("a label that begins after the last month has not begun", async () => {
  const cut = await labelsFrom("('K1', null, 'a'), ('K1', date '2024-06-01', 'later'), ('K2', null, 'b')");
  expect(cut).toMatchObject({ labels: ["a", "b"], customer: [0, 1], month: [0, 0] });
  expect(checkLedgerFile((await file()).file).months).toBe(4);
});

test("no movements: an empty ledger that is shipped; too many: one that is not", async () => {
  const options = { basis: "live" as const, currency: "USD", exponent: 2, cuts: [] };
  const over = await ledgerFile(connection, { ...options, rowsLimit: 2 });
  expect([over.isShipped, over.file.months, over.file.movements.month]).toEqual([false, 0, []]);
  expect((await ledgerFile(connection, { ...options, rowsLimit: 3 })).isShipped).toBe(true);
  await connection.run("delete from ledger__movements");
  const still = await ledgerFile(connection, options);
  expect([still.isShipped, still.file.months, still.file.customers.id]).toEqual([true, 4, []]);
  await connection.run("delete from waterfall__by_month");
  const none = await ledgerFile(connection, options);
  expect([none.isShipped, none.file.months]).toEqual([true, 0]);
  expect(checkLedgerFile(none.file).customers.id).toEqual([]);
});

test("the ledger of a basis holds its own movements and months, and the labels of both", async () => {
  await connection.run(`insert into ledger__movements values
    (date '2024-03-01', 'committed', 'K3', 'P', 'USD', 'new', 'none', 'initial', null, 'L3', null, 700, 0, 0)`);
  const cuts = [{ name: "owner", title: "Owner", order: [] }];
  const options = { currency: "USD", exponent: 2, cuts };
  const live = (await ledgerFile(connection, { ...options, basis: "live" })).file;
  const committed = (await ledgerFile(connection, { ...options, basis: "committed" })).file;
  expect([committed.basis, committed.first_month, committed.months]).toEqual(["committed", "2024-03", 3]);
  expect([committed.customers.id, committed.movements.amount]).toEqual([["K3"], [700]]);
  expect(live.customers.id).toEqual(["K1", "K2"]);
  expect(committed.cuts[0]).toMatchObject({ customer: [0], label: [0] });
  expect(committed.cuts[0]?.labels).toEqual(["Nobody here", "O'Brien", "unassigned"]);
  expect(live.cuts[0]?.labels).toEqual(committed.cuts[0]?.labels);
});

test("reasons with what the company says of them, prices with their list part, and the other side of a transfer", async () => {
  await connection.run("insert into reason_category values ('price', 'commercial', true)");
  await connection.run(`insert into ledger__movements values
    (date '2024-03-01', 'live', 'K2', 'Q', 'EUR', 'upgrade', 'expansion', 'mid_term', null, 'L9', null, 100, 40, 35),
    (date '2024-05-01', 'live', 'K2', 'Q', 'EUR', 'upgrade', 'expansion', 'mid_term', null, 'L9', null, 50, 20, null),
    (date '2024-05-01', 'live', 'K2', 'Q', 'EUR', 'transfer', 'none', null, null, 'L9', 'K1', -450, 0, 0),
    (date '2024-05-01', 'live', 'K1', 'Q', 'EUR', 'transfer', 'none', null, null, 'L9', 'K2', 450, 0, 0),
    (date '2024-05-01', 'live', 'K2', 'Q', 'EUR', 'fx', 'none', null, null, null, null, 9, 0, 0)`);
  await connection.run(`insert into ledger__logos values
    (date '2024-05-01', 'live', 'K1', 'transfer', 0, 0, 1, 0), (date '2024-05-01', 'live', 'K2', 'transfer', 0, 0, -1, 0)`);
  const { file: ledger } = await file();
  expect([ledger.reasons, ledger.categories, ledger.avoidable]).toEqual([
    [null, "price"],
    [null, "commercial"],
    [null, true],
  ]);
  const { movements, logos } = ledger;
  const kindOf = (kind: number | undefined) => ledger.kinds[kind ?? -1];
  expect(
    movements.kind.map((kind, row) => [
      kindOf(kind),
      movements.counterparty?.[row],
      movements.list?.[row],
      movements.discount?.[row],
    ]),
    "exchange rates stay out; an unknown list price leaves price whole",
  ).toEqual([
    ["new", -1, 0, 0],
    ["new", -1, 0, 0],
    ["churn", -1, 0, 0],
    ["upgrade", -1, 35, 25],
    ["upgrade", -1, 0, 0],
    ["transfer", 1, 0, 0],
    ["transfer", 0, 0, 0],
  ]);
  expect(logos.kind.map((kind, row) => [kindOf(kind), logos.active[row]]).slice(-2)).toEqual([
    ["transfer", 1],
    ["transfer", -1],
  ]);
});

test("a ledger that begins later opens with what stood before, and knows when customers began", async () => {
  await connection.run("insert into ledger__openings values ('live', 'K9', 'P', 'USD', 800, true)");
  await connection.run(`insert into ledger__first_months values
    ('live', 'K9', date '2021-01-01'), ('live', 'K1', date '2024-03-01'), ('live', 'K2', date '2024-02-01')`);
  await connection.run("insert into ledger__cuts values ('owner', 'K9', null, 'Zoe', null)");
  const { file: ledger } = await file();
  expect(ledger.customers).toEqual({ id: ["K1", "K2", "K9"], name: ["One", null, null], first: [1, 0, -37] });
  expect(ledger.opening).toEqual({
    customer: [2],
    product: [0],
    currency: [1],
    amount: [800],
    archived: [1],
  });
  expect(waterfall(openLedger(ledger))[0]).toMatchObject({ opening_minor: 800, closing_minor: 1100 });
});

test("under rates of each month the file says that it holds no balances", async () => {
  const options = { basis: "live" as const, currency: "USD", exponent: 2, cuts: [] };
  expect((await ledgerFile(connection, { ...options, hasFx: true })).file.has_fx).toBe(true);
  expect((await ledgerFile(connection, options)).file.has_fx).toBeUndefined();
});

test("the temporary tables it makes are its own", async () => {
  await file();
  const tables = await rowsOf(
    connection,
    "select table_name from duckdb_tables() where temporary order by 1",
  );
  expect(tables.map((row) => row.table_name)).toEqual([
    "ledger_currencies",
    "ledger_customers",
    "ledger_customers_committed",
    "ledger_customers_live",
    "ledger_entries",
    "ledger_labels",
    "ledger_lines",
    "ledger_products",
    "ledger_reasons",
  ]);
});
