import { expect, test } from "vitest";
import { queryRows } from "../build/mart-json.ts";
import { healthSettings } from "./health-settings.ts";
import { testConfiguration } from "./test-configuration.ts";
import { healthLine, withHealth } from "./test-health.ts";

/* Bands, exceptions, contributions and migration at their exact borders, worked out by hand. */

const overridden = {
  "score 0": 0,
  "score 22": 22,
  "score 22.5": 22.5,
  "score 32": 32,
  "score 33": 33,
  "score 100": 100,
};
const health = healthSettings.parse({
  versions: [
    {
      version: "1",
      coverage_floor: 0.01,
      groups: { surveys: 100 },
      ...testConfiguration,
    },
  ],
  overrides: Object.entries(overridden).map(([customer_id, score]) => ({
    customer_id,
    score,
    from_on: "2024-05-01",
    until_on: "2024-12-31",
    reason: "Told us",
    author: "Ada",
  })),
});

const customers = [...Object.keys(overridden), "answers 8", "answers 7", "answers 9", "45 days", "46 days"];
const answer = (customer_id: string, score: number, responded_on: string) => ({
  response_id: `${customer_id} ${responded_on}`,
  customer_id,
  person_id: `${customer_id} p`,
  survey_type: "nps",
  score,
  responded_on,
  known_on: responded_on,
});
const invoice = (customer_id: string, due_on: string) => ({
  invoice_id: customer_id,
  customer_id,
  currency: "USD",
  invoiced_on: "2024-05-01",
  due_on,
  paid_on: null,
  status: "open",
  total_minor: 1000,
});

test("bands close at their upper end, exceptions hold beyond their border, and the change adds up", async () => {
  const facts = {
    read_contract_lines: [
      ...customers.map((customer_id) =>
        healthLine({ line_id: customer_id, customer_id, start_on: "2024-01-01" }),
      ),
      healthLine({
        line_id: "more",
        customer_id: "answers 9",
        start_on: "2024-06-01",
        monthly_minor: 5000,
      }),
    ],
    read_survey_responses: [
      ...["answers 8", "45 days", "46 days"].map((one) => answer(one, 8, "2024-05-02")),
      answer("answers 7", 9, "2024-05-02"),
      answer("answers 7", 7, "2024-06-10"),
      answer("answers 9", 7, "2024-05-02"),
      answer("answers 9", 9, "2024-06-10"),
    ],
    read_invoices: [invoice("45 days", "2024-05-16"), invoice("46 days", "2024-05-15")],
  };
  await withHealth({ as_of: "2024-06-30", facts, health }, async (connection) => {
    const scores = await queryRows<{
      customer_id: string;
      final_score: number;
      band: string;
      exception_name: string;
    }>(connection, "select * from health__scores where report_month = '2024-06-01' order by customer_id");
    const found = Object.fromEntries(
      scores.map(({ customer_id, final_score, band, exception_name }) => [
        customer_id,
        [final_score, band, exception_name],
      ]),
    );
    expect(found).toEqual({
      "score 0": [0, "poor", null],
      "score 22": [22, "poor", null],
      "score 22.5": [22.5, "fair", null],
      "score 32": [32, "fair", null],
      "score 33": [33, "fine", null],
      "score 100": [100, "fine", null],
      // 8 of 10 is 74; an answer of 8 is not below 8.
      "answers 8": [74, "fine", null],
      "answers 7": [32, "fair", "No champion"],
      "answers 9": [82, "fine", null],
      // 45 days is not above 45.
      "45 days": [74, "fine", null],
      "46 days": [22, "poor", "Unpaid"],
    });
    const parts = await queryRows<{ customer_id: string; input: string; contribution: number }>(
      connection,
      `select * from health__contributions where customer_id in ('answers 7', 'answers 9') and contribution <> 0
        order by customer_id, input`,
    );
    // From 82 to 66 by the answer, and from 66 to 32 by the exception; and the way back.
    expect(parts.map(({ customer_id, input, contribution }) => [customer_id, input, contribution])).toEqual([
      ["answers 7", "adjustment", -34],
      ["answers 7", "nps_answer", -16],
      ["answers 9", "adjustment", 34],
      ["answers 9", "nps_answer", 16],
    ]);
    const moved = await queryRows<{
      from_band: string;
      to_band: string;
      customers: number;
      from_minor: number;
      to_minor: number;
    }>(
      connection,
      `select * from health__migration where report_month = '2024-06-01' and basis = 'live' and months = 1
        order by from_band, to_band`,
    );
    expect(
      moved.map((row) => [
        row.from_band,
        row.to_band,
        ...[row.customers, row.from_minor, row.to_minor].map(Number),
      ]),
    ).toEqual([
      ["fair", "fair", 2, 20_000, 20_000],
      ["fair", "fine", 1, 10_000, 15_000],
      ["fine", "fair", 1, 10_000, 10_000],
      ["fine", "fine", 4, 40_000, 40_000],
      // A month before the bill was not yet that late.
      ["fine", "poor", 1, 10_000, 10_000],
      ["poor", "poor", 2, 20_000, 20_000],
    ]);
  });
});
