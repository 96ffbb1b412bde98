import { expect, test } from "vitest";
import { martRows, readJson } from "./test-agreement.ts";
import { builtFrom } from "./test-built.ts";

const out = await builtFrom(
  { as_of: "2024-12-31" },
  {
    customers: `customer_id
        A
        B
        C
        none`,
    contract_lines: `line_id customer_id product monthly_amount start_on end_on end_means
        1 A P 100 2024-02-01 2024-06-01 cancelled
        2 B P 50 2024-01-01 - -
        3 B P 20 2024-03-01 - -
        4 B Q 20 2024-03-01 - -
        5 C P 70 2024-01-01 2024-09-01 cancelled`,
    tickets: `ticket_id customer_id opened_on
        t1 A 2024-01-31
        t2 A 2024-02-01
        t3 A 2024-05-31
        t4 A 2024-06-01
        t5 B 2024-12-01
        t6 none 2024-12-01`,
    usage: `event_id customer_id line_id used_on
        e1 A - 2024-01-15
        e2 A - 2024-02-15
        e3 - 3 2024-02-15
        e3 - 3 2024-03-15
        e4 - 5 2024-09-01
        e5 - 5 2024-08-31`,
    reported_churn: `customer_id churned_on reason
        A 2024-05-20 Price
        B 2024-05-20 -
        C 2024-12-01 -
        C 2024-07-01 -
        B - -
        A - -`,
  },
);

const quality = readJson<{ notes: string[]; ledger: object }>(out, "quality.json");

test("facts before the first contract, after the last, and of nobody with one; use by whole months", async () => {
  const rows = await martRows(out, "quality__facts");
  expect(rows).toEqual([
    {
      fact: "tickets",
      rows: 6,
      customers: 3,
      rows_before: 1,
      customers_before: 1,
      rows_after: 1,
      customers_after: 1,
      rows_without: 1,
    },
    {
      fact: "usage",
      rows: 6,
      customers: 3,
      rows_before: 1,
      customers_before: 1,
      rows_after: 1,
      customers_after: 1,
      rows_without: 0,
    },
  ]);
});

test("losses told elsewhere agree with the ledger's of the same month or the next to it; without a day by who pays now", async () => {
  // By hand: A is lost in June, C in September. Told: A in May agrees; B pays; C in July and December do not.
  // Without a day: A agrees, B does not. Of the ledger's two losses between May and December, C's is not told.
  expect(await martRows(out, "quality__reported_churn")).toMatchObject([
    {
      reported: 6,
      customers: 3,
      without_day: 2,
      agreed: 2,
      still_paying: 2,
      ledger: 2,
      ledger_only: 1,
    },
  ]);
});

test("keys of use that come twice, and use of a line in months it does not have, are told", () => {
  expect(quality.notes).toContainEqual(
    expect.stringMatching(
      /usage\.csv: 1 of its keys comes more than once, in 2 rows, such as "e3"; every row counts/,
    ),
  );
  expect(quality.notes).toContainEqual(
    expect.stringMatching(
      /usage\.csv: of the rows that name a contract line, 1 is of a month before it begins and 1 of/,
    ),
  );
});

test("customers with several lines of one product at once", () => {
  expect(quality.ledger).toMatchObject({ side_by_side: { customers: 1, most: 2 } });
});
