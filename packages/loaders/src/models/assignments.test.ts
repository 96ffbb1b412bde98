import { describe, expect, test } from "vitest";
import { aCompany, aLine } from "../../test/a-line.ts";
import { ledgerOf } from "../ledger-of.ts";

/*
 * Rules of assignments that random companies hardly reach. Each case has its own customers (X1, Y1, Z1 of the first);
 * a line is "id customer amount" from January 2024, an assignment "line customer day in 2024".
 */

const cases: { name: string; lines: string[]; assignments: string[]; expected: string[] }[] = [
  {
    name: "of two in one month the later stands, and who had it in between never counts",
    lines: ["a X 30000", "b Y 100"],
    assignments: ["a Y 03-05", "a Z 03-20"],
    expected: ["03 X transfer -30000 a", "03 Z transfer 30000 a"],
  },
  {
    name: "the same in the other order of rows",
    lines: ["a X 30000", "b Y 100"],
    assignments: ["a Z 03-20", "a Y 03-05"],
    expected: ["03 X transfer -30000 a", "03 Z transfer 30000 a"],
  },
  {
    name: "given away and back within a month is nothing",
    lines: ["a X 30000"],
    assignments: ["a Y 03-05", "a X 03-20"],
    expected: [],
  },
  {
    name: "back in a later month is two transfers",
    lines: ["a X 30000"],
    assignments: ["a Y 03-05", "a X 04-20"],
    expected: [
      "03 X transfer -30000 a",
      "03 Y transfer 30000 a",
      "04 X transfer 30000 a",
      "04 Y transfer -30000 a",
    ],
  },
  {
    name: "a credit that is set aside, because X would stand below 0, passes to nobody",
    lines: ["a X -5000", "b X 100", "c Z 20000"],
    assignments: ["a Z 03-05"],
    expected: [],
  },
  {
    name: "several chains between two customers are one row, under the lowest line id",
    lines: ["b X 100", "a X 20", "z Y 3"],
    assignments: ["b Y 03-05", "a Y 03-09"],
    expected: ["03 X transfer -120 a", "03 Y transfer 120 a"],
  },
];

const each = cases.map(({ lines, assignments }, at) => ({
  lines: lines.map((text) => {
    const [id, customer, amount] = text.split(" ");
    return aLine({
      line_id: `${at}${id}`,
      customer_id: `${customer}${at}`,
      monthly_minor: Number(amount),
      start_on: "2024-01-01",
    });
  }),
  assignments: assignments.map((text) => {
    const [id, customer, day] = text.split(" ");
    return { line_id: `${at}${id}`, customer_id: `${customer}${at}`, assigned_on: `2024-${day}` };
  }),
}));
const { movements } = await ledgerOf(
  {
    lines: each.flatMap(({ lines }) => lines),
    assignments: each.flatMap(({ assignments }) => assignments),
    customers: cases.flatMap((_, at) => ["X", "Y", "Z"].map((id) => ({ customer_id: `${id}${at}` }))),
    company: aCompany({ as_of: "2024-04-30" }),
  },
  ["movements"],
);

describe.each(["live", "committed"])("an assignment on the %s basis", (basis) => {
  test.each(cases.map((one, at) => ({ ...one, at })))("$name", ({ at, expected }) => {
    const own = movements.filter((row) => row.basis === basis && String(row.customer_id).endsWith(`${at}`));
    const words = own
      .filter((row) => row.report_month !== "2024-01-01")
      .map((row) =>
        [
          String(row.report_month).slice(5, 7),
          String(row.customer_id).charAt(0),
          row.kind,
          row.amount_minor,
          String(row.line_id).slice(1),
        ].join(" "),
      );
    expect(words).toEqual(expected);
  });
});

test("a contract that stands at 0 when it is assigned takes its past along, once", async () => {
  const { retention } = await ledgerOf(
    {
      company: aCompany({ as_of: "2023-12-31" }),
      lines: [
        aLine({
          line_id: "b",
          customer_id: "k0",
          monthly_minor: 1000,
          start_on: "2022-12-12",
          end_on: "2023-07-15",
          end_means: "cancelled",
        }),
        aLine({ line_id: "d", customer_id: "k1", monthly_minor: 5000, start_on: "2023-10-01" }),
      ],
      assignments: [{ line_id: "b", customer_id: "k1", assigned_on: "2023-10-28" }],
    },
    ["retention"],
  );
  const year = retention.find(
    (row) => row.basis === "live" && row.horizon_months === 12 && row.report_month === "2023-12-01",
  );
  // Then: 1,000 of b, which is k1's now. Now: 5,000 of k1. One customer then, and it is there.
  expect(year).toMatchObject({
    opening_minor: 1000,
    retained_minor: 5000,
    kept_minor: 1000,
    opening_logos: 1,
    kept_logos: 1,
  });
});
