import { describe, expect, test } from "vitest";
import { line, movementsOf, replaced } from "./test-movements.ts";

/*
 * Movements random companies hardly reach, found by breaking the SQL line by line: each row below fails when one line
 * of the models is turned around. Here those of one policy: netting, month-end rates, a history.
 */

test("netting by customer: a reactivation while the customer stays is not in its net", async () => {
  const { of } = await movementsOf(
    {
      lines: [
        line("C", {
          line_id: "a1",
          product: "A",
          monthly_minor: 10000,
          start_on: "2024-01-01",
          end_on: "2024-03-01",
          ...replaced,
        }),
        line("C", {
          line_id: "a2",
          product: "A",
          monthly_minor: 5000,
          start_on: "2024-03-01",
          replaces: "a1",
        }),
        line("C", { line_id: "x1", monthly_minor: 3000, start_on: "2023-12-01", end_on: "2024-01-15" }),
        line("C", { line_id: "x2", monthly_minor: 8000, start_on: "2024-03-05", renewal_of: "x1" }),
      ],
    },
    { netting: "customer" },
  );
  expect(of("live", "C", ["side"])).toEqual([
    "23-12 new 3000 none",
    // 10000 - 3000 is above 0: both are expansion
    "24-01 add_on 10000 expansion",
    "24-01 product_churn -3000 expansion",
    // -5000 alone, although 8000 come back
    "24-03 downgrade -5000 contraction",
    "24-03 reactivation 8000 none",
  ]);
});

describe("at rates of month ends: a euro is 1.00, 1.00, 1.10, 1.20", async () => {
  const { of } = await movementsOf(
    {
      lines: [
        // a notice of February withdrawn in April, when 200.00 more of the product begin; another product stays
        line("C", {
          line_id: "b",
          product: "B",
          currency: "EUR",
          monthly_minor: 50000,
          start_on: "2024-01-01",
        }),
        line("C", {
          line_id: "x1",
          currency: "EUR",
          monthly_minor: 100000,
          start_on: "2024-01-01",
          end_on: "2025-01-01",
          notice_on: "2024-02-05",
          notice_withdrawn_on: "2024-04-10",
        }),
        line("C", {
          line_id: "x2",
          currency: "EUR",
          monthly_minor: 20000,
          start_on: "2024-04-05",
          order_type: "new",
        }),
        line("R", { line_id: "r", currency: "EUR", monthly_minor: 30000, start_on: "2024-01-01" }),
        line("P", { line_id: "p", currency: "JPY", monthly_minor: 1000, start_on: "2024-01-01" }),
      ],
      assignments: [{ line_id: "r", customer_id: "Q", assigned_on: "2024-04-10" }],
    },
    {
      as_of: "2024-04-30",
      month_rates: ["1.00", "1.00", "1.10", "1.20"].flatMap((rate, at) => [
        { currency: "EUR", month: `2024-0${at + 1}`, rate },
        { currency: "JPY", month: `2024-0${at + 1}`, rate: "0.01" },
      ]),
    },
  );

  test("what a withdrawn notice restores is at the opening rate, what is above it too", () => {
    expect(of("committed", "C", ["product"])).toEqual([
      "24-01 new 50000 B",
      "24-01 new 100000 X",
      "24-02 product_churn -100000 X",
      "24-03 fx 5000 B",
      "24-04 fx 5000 B",
      // 1200.00 x (1.20 - 1.10)
      "24-04 fx 12000 X",
      "24-04 reactivation 110000 X",
      "24-04 upgrade 22000 X",
    ]);
  });

  test.each(["live", "committed"])("%s: a transfer is at the opening rate on both sides", (basis) => {
    expect(of(basis, "R")).toEqual(["24-01 new 30000", "24-03 fx 3000", "24-04 transfer -33000"]);
    expect(of(basis, "Q")).toEqual(["24-04 fx 3000", "24-04 transfer 33000"]);
    expect(of(basis, "P")).toEqual(["24-01 new 1000"]);
  });
});

test("a transfer in the first month of a history is reported", async () => {
  const { of } = await movementsOf(
    {
      lines: [line("C", { line_id: "1", monthly_minor: 10000, start_on: "2024-01-01" })],
      assignments: [{ line_id: "1", customer_id: "D", assigned_on: "2024-03-10" }],
    },
    { history_from: "2024-03-01" },
  );
  expect(of("live", "C")).toEqual(["24-03 transfer -10000"]);
  expect(of("live", "D")).toEqual(["24-03 transfer 10000"]);
});
