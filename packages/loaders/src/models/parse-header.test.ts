import { describe, expect, test } from "vitest";
import { parseHeader } from "./parse-header.ts";

const header = `-- A row is a customer's month.
-- Losses are negative.
-- grain: customer_no, month_no
-- title: Months
-- customer_no   customers
-- month_no      year * 12 + month; never null
-- amount_minor  minor units: of the reporting currency
-- has_balance boolean, one space after its name
-- check: unique(customer_no, month_no)
-- check: not_null(amount_minor)
-- check: accepted(kind, new, churn)
-- check: assert(amount_minor in (0, abs(amount_minor)))
select 1 as customer_no
-- check: unique(after_the_statement_began)`;

test("a header says what a row is, its grain, its columns in order, its checks and its notes", () => {
  const parsed = parseHeader("sql/ledger/months.sql", header);
  expect(parsed.about).toBe("A row is a customer's month. Losses are negative.");
  expect(parsed.grain).toEqual(["customer_no", "month_no"]);
  expect([...parsed.columns]).toEqual([
    ["customer_no", "customers"],
    ["month_no", "year * 12 + month; never null"],
    ["amount_minor", "minor units: of the reporting currency"],
    ["has_balance", "boolean, one space after its name"],
  ]);
  expect(parsed.checks).toEqual([
    { claim: "unique", columns: ["customer_no", "month_no"] },
    { claim: "not_null", columns: ["amount_minor"] },
    { claim: "accepted", column: "kind", values: ["new", "churn"] },
    { claim: "assert", condition: "amount_minor in (0, abs(amount_minor))" },
  ]);
  expect([...parsed.notes]).toEqual([["title", "Months"]]);
});

test("the docstring's example", () => {
  const sql = "-- A row is a day.\n-- grain: day\n-- day  a date\nselect 1 as day";
  expect(parseHeader("a.sql", sql).grain).toEqual(["day"]);
});

test("a statement without a comment has an empty header", () => {
  expect(parseHeader("a.sql", "select 1 as one")).toEqual({
    about: "",
    grain: [],
    columns: new Map(),
    checks: [],
    notes: new Map(),
  });
});

test("before the grain, a sentence is a sentence, whatever its first word", () => {
  const parsed = parseHeader("a.sql", "-- one row a month\n-- grain: month_no\nselect 1 as month_no");
  expect(parsed.about).toBe("one row a month");
  expect(parsed.columns.size).toBe(0);
});

describe("a check that is none stops with file, text and the way out", () => {
  test.each([
    ["an unknown claim", "positive(amount)"],
    ["a claim without its columns", "unique"],
    ["a claim with text behind it", "unique(day) always"],
  ])("%s", (_, check) => {
    expect(() => parseHeader("sql/marts/m.sql", `-- check: ${check}\nselect 1`)).toThrow(
      `sql/marts/m.sql: unknown check, got "${check}"; write unique(…), not_null(…), accepted(column, value, …) or assert(…)`,
    );
  });
});
