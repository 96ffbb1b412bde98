import { expect, test } from "vitest";
import { checkLedgerFile } from "./check-ledger-file.ts";
import { balances } from "./engine/balances.ts";
import { customersBehind } from "./engine/customers-behind.ts";
import { openLedger } from "./engine/open-ledger.ts";
import { retention } from "./engine/retention.ts";
import { waterfall } from "./engine/waterfall.ts";
import { waterfallByCut } from "./engine/waterfall-by-cut.ts";
import { exampleLedgerFile } from "./example-ledger.ts";
import type { LedgerFile } from "./ledger-file.ts";

/** The example with something wrong in it. */
function broken(change: (file: LedgerFile) => void): LedgerFile {
  const file = structuredClone(exampleLedgerFile);
  change(file);
  return file;
}

test("the example is a ledger file, and comes back as it is", () => {
  expect(checkLedgerFile(exampleLedgerFile)).toBe(exampleLedgerFile);
});

test.each<[string, unknown, string]>([
  ["no object", null, "ledger file file: expected an object, got null"],
  ["another version", { version: 2 }, "ledger file version: expected 1, got 2"],
  ["no basis", { version: 1 }, "ledger file basis: expected one of live, committed, got undefined"],
  [
    "a month that is none",
    broken((file) => {
      file.first_month = "2025-13";
    }),
    'ledger file first_month: expected "YYYY-MM", got "2025-13"',
  ],
  [
    "a list missing",
    broken((file) => {
      Reflect.deleteProperty(file.movements, "line");
    }),
    "ledger file movements.line: expected a list, got undefined",
  ],
  [
    "lists of different length",
    broken((file) => {
      file.movements.amount.pop();
    }),
    "ledger file movements.amount: expected 5 values, as in movements.month, got 4",
  ],
  [
    "half a cent",
    broken((file) => {
      file.movements.amount[2] = -0.5;
    }),
    "ledger file movements.amount[2]: expected a whole number from -9007199254740991 to 9007199254740991, got -0.5",
  ],
  [
    "text in an amount",
    broken((file) => {
      (file.movements.amount as unknown[])[0] = "10000";
    }),
    'ledger file movements.amount[0]: expected a whole number from -9007199254740991 to 9007199254740991, got "10000"',
  ],
  [
    "a customer that is not there",
    broken((file) => {
      file.movements.customer[1] = 2;
    }),
    "ledger file movements.customer[1]: expected a whole number from 0 to 1, got 2",
  ],
  [
    "a month after the last",
    broken((file) => {
      file.logos.month[0] = 13;
    }),
    "ledger file logos.month[0]: expected a whole number from 0 to 12, got 13",
  ],
  [
    "an unknown kind",
    broken((file) => {
      file.kinds[1] = "lost";
    }),
    'ledger file kinds[1]: expected one of new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade, transfer, got "lost"',
  ],
  [
    "a logo row of a kind that is about money",
    broken((file) => {
      file.logos.kind[0] = 2;
    }),
    'ledger file logos.kind[0]: expected one of new, reactivation, churn, archive, transfer, got "upgrade"',
  ],
  [
    "names and ids of different length",
    broken((file) => {
      file.customers.name.pop();
    }),
    "ledger file customers.name: expected 2 names, got 1",
  ],
  [
    "a customer without a label",
    broken((file) => {
      (file.cuts[0] as LedgerFile["cuts"][0]).month[1] = 3;
    }),
    'ledger file cuts "csm" month: expected a row of month 0 for every customer, got "none for customer 1"',
  ],
])("%s", (_case, file, message) => {
  expect(() => checkLedgerFile(file)).toThrow(`${message}; build the company's data again`);
});

test.each<[string, LedgerFile, string]>([
  [
    "a balance below 0",
    broken((file) => {
      file.movements.amount[2] = -10_001;
    }),
    'openLedger: customer "P" has a balance below 0, got -1 in month 4; build the company\'s data again',
  ],
  [
    "a balance without a logo",
    broken((file) => {
      file.logos.active[1] = 0;
    }),
    'openLedger: customer "Q" has 0 logos (active 0, archived 0) at a balance, got 20000 in month 0; build the company\'s data again',
  ],
  [
    "two labels in one month",
    broken((file) => {
      const cut = file.cuts[0] as LedgerFile["cuts"][0];
      cut.customer.push(0);
      cut.month.push(0);
      cut.label.push(1);
    }),
    'openLedger: cut "csm" has two labels for customer 0 in one month, got month 0; keep one row a customer and month',
  ],
])("openLedger refuses %s", (_case, file, message) => {
  expect(() => openLedger(file)).toThrow(message);
});

test("opening, counterparty, parts of the price and what is known of reasons may be there, of the right shape", () => {
  const full: LedgerFile = {
    ...exampleLedgerFile,
    basis: "committed",
    has_fx: false,
    customers: { ...exampleLedgerFile.customers, first: [-3, null] },
    categories: [null, "service"],
    avoidable: [null, true],
    opening: { customer: [0], product: [0], currency: [0], amount: [5], archived: [1] },
    movements: {
      ...exampleLedgerFile.movements,
      counterparty: [-1, -1, -1, -1, -1],
      list: [0, 0, 0, 1, 0],
      discount: [0, 0, 0, 2, 0],
    },
  };
  expect(checkLedgerFile(full)).toBe(full);
  const { list: _list, ...withoutList } = full.movements;
  const cases: [LedgerFile, string][] = [
    [{ ...full, has_fx: 1 as never }, "has_fx: expected true or false, got 1"],
    [{ ...full, avoidable: [null] }, "avoidable: expected 2 values, one a reason, got 1"],
    [{ ...full, avoidable: [null, 1 as never] }, "avoidable[1]: expected true, false or null, got 1"],
    [{ ...full, customers: { ...full.customers, first: [0] } }, "customers.first: expected 2 months, got 1"],
    [
      { ...full, customers: { ...full.customers, first: [0, 13] } },
      "customers.first[1]: expected a whole number from -12000 to 12, got 13",
    ],
    [
      { ...full, movements: withoutList },
      "movements.discount: expected list and discount, or neither, got [0,0,0,2,0]",
    ],
    [
      { ...full, movements: { ...full.movements, counterparty: [-1, -1, -2, -1, -1] } },
      "movements.counterparty[2]: expected a whole number from -1 to 1, got -2",
    ],
    [
      { ...full, opening: { customer: [0], product: [0], currency: [0], amount: [5], archived: [2] } },
      "opening.archived[0]: expected a whole number from 0 to 1, got 2",
    ],
  ];
  for (const [file, message] of cases)
    expect(() => checkLedgerFile(file)).toThrow(`ledger file ${message}; build the company's data again`);
});

test("exchange rates at month end: whose movements these are is answered, what needs a balance is refused", () => {
  // A balance of 10,000 became 9,800 by the rate alone before it was lost.
  const { amount } = exampleLedgerFile.movements;
  const file = {
    ...exampleLedgerFile,
    has_fx: true,
    movements: { ...exampleLedgerFile.movements, amount: amount.with(2, -9800) },
  };
  expect(() => openLedger({ ...file, has_fx: false })).toThrow("has 0 logos");
  const ledger = openLedger(file);
  const behind = { fromMonth: 4, toMonth: 4 };
  expect(customersBehind(ledger, behind).map((row) => row.amount_minor)).toEqual([-9800]);
  expect(customersBehind(ledger, { ...behind, cut: "csm", label: "Bo" })).toEqual([]);
  for (const [name, call] of [
    ["waterfall", () => waterfall(ledger)],
    ["waterfallByCut", () => waterfallByCut(ledger, "csm")],
    ["retention", () => retention(ledger, { horizonMonths: 12 })],
    ["balances", () => balances(ledger, 0)],
    [
      'customersBehind "moved"',
      () => customersBehind(ledger, { ...behind, kinds: ["moved"], cut: "csm", label: "Bo" }),
    ],
  ] as const)
    expect(call).toThrow(
      `${name}: this ledger leaves out what exchange rates moved, got has_fx true; take the rows of the marts`,
    );
});
