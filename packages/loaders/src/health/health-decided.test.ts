import { expect, test } from "vitest";
import { queryRows } from "../build/mart-json.ts";
import { healthLine, withHealth } from "./test-health.ts";

/* When was a renewal decided? After a notice a low score is no foresight, whenever the loss itself comes. */

const line = (customer_id: string, line_id: string, more: object = {}) => ({
  ...healthLine({ line_id, customer_id, start_on: "2023-01-01", end_on: "2024-01-01" }),
  ...more,
});
const renewed = (customer_id: string, signed_on: string) => ({
  ...healthLine({ line_id: `${customer_id}2`, customer_id, start_on: "2024-01-01", end_on: "2025-01-01" }),
  signed_on,
  renewal_of: `${customer_id}1`,
});

test("a renewal is decided when it is signed for, given notice of, or let end, the last line of it", async () => {
  const read_contract_lines = [
    line("Kept", "Kept1"),
    renewed("Kept", "2023-11-20"),
    line("Noticed", "Noticed1", { notice_on: "2023-10-10" }),
    line("Silent", "Silent1"),
    // The first product was given notice of, the second ended without a word.
    line("Half", "Half1", { notice_on: "2023-10-10" }),
    line("Half", "Half2", { product: "Chair" }),
    // Given notice of, taken back, and lost all the same.
    line("Back", "Back1", { notice_on: "2023-10-10", notice_withdrawn_on: "2023-11-01" }),
    // One product stays, the other was given notice of before that was signed.
    line("Less", "Less1"),
    line("Less", "Less3", { product: "Chair", notice_on: "2023-11-30" }),
    renewed("Less", "2023-12-05"),
  ];
  const answers = [...new Set(read_contract_lines.map(({ customer_id }) => customer_id))].map(
    (customer_id) => ({
      response_id: customer_id,
      customer_id,
      survey_type: "nps",
      score: 0,
      responded_on: "2023-07-15",
      known_on: "2023-07-15",
    }),
  );
  const health = {
    versions: [{ version: "1", coverage_floor: 0, groups: { surveys: 100 } }],
  };
  const facts = { read_contract_lines, read_survey_responses: answers };
  const found = await withHealth({ as_of: "2024-06-30", facts, health }, async (connection) => ({
    decided: await queryRows<{ text: string }>(
      connection,
      `select distinct concat_ws(' ', customer_id, decided_on, is_lost) as text from health__validation
        where due_on = date '2024-01-01' order by text`,
    ),
    leads: await queryRows<{ text: string }>(
      connection,
      `select concat_ws(' ', customer_id, decided_on, lead_days) as text from health__lead_times order by text`,
    ),
  }));
  expect(found.decided.map(({ text }) => text)).toEqual([
    "Back 2024-01-01 true",
    "Half 2024-01-01 true",
    "Kept 2023-11-20 false",
    "Less 2023-12-05 false",
    "Noticed 2023-10-10 true",
    "Silent 2024-01-01 true",
  ]);
  expect(found.leads.map(({ text }) => text)).toEqual([
    "Back 2024-01-01 154",
    "Half 2024-01-01 154",
    "Noticed 2023-10-10 71",
    "Silent 2024-01-01 154",
  ]);
});
