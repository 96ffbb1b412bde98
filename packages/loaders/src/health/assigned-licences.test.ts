import { expect, test } from "vitest";
import { queryRows } from "../build/mart-json.ts";
import { healthLine, withHealth } from "./test-health.ts";

const use = (customer_id: string, month: string, persons: number) =>
  Array.from({ length: persons }, (_, person) => ({
    customer_id,
    person_id: `${customer_id}${person}`,
    feature: "board",
    usage_month: month,
    known_month: month,
    event_count: 1,
    days_used: 1,
    row_count: 1,
  }));

test("licences of an assigned contract are its owner's from that month on", async () => {
  const line = (line_id: string, customer_id: string, quantity: number) =>
    healthLine({ line_id, customer_id, start_on: "2024-01-01", quantity });
  const months = ["2024-02-01", "2024-03-01"];
  const facts = {
    read_contract_lines: [line("a", "giver", 10), line("b", "giver", 5), line("c", "taker", 2)],
    read_assignments: [{ line_id: "a", customer_id: "taker", assigned_on: "2024-03-20" }],
    read_usage: months.flatMap((month) => [...use("giver", month, 3), ...use("taker", month, 1)]),
  };
  const values = await withHealth({ as_of: "2024-03-31", facts }, (connection) =>
    queryRows<{ text: string }>(
      connection,
      `select customer_id || ' ' || month(report_month) || ' ' || round(value, 4) as text from health_values
        join health_customers using (customer_no, month_no) where input = 'active_users' order by text`,
    ),
  );
  expect(values.map(({ text }) => text)).toEqual([
    "giver 2 0.2",
    "giver 3 0.6",
    "taker 2 0.5",
    "taker 3 0.0833",
  ]);
});
