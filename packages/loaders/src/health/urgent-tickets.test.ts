import { expect, test } from "vitest";
import { queryRows } from "../build/mart-json.ts";
import { healthLine, withHealth } from "./test-health.ts";

const ticket = (customer_id: string, status: string, solved_on: string | null = null) => ({
  ticket_id: customer_id,
  customer_id,
  opened_on: "2024-01-01",
  solved_on,
  status,
});

test("an urgent ticket ages until it is solved; one solved on a day nobody knows does not", async () => {
  const read_tickets = [
    ticket("Open", "open"),
    ticket("Solved", "solved", "2024-02-10"),
    ticket("Undated", "solved"),
  ];
  const facts = {
    read_contract_lines: read_tickets.map(({ customer_id }) =>
      healthLine({ line_id: customer_id, customer_id, start_on: "2024-01-01" }),
    ),
    read_tickets,
    read_ticket_changes: read_tickets.map(({ ticket_id }) => ({
      ticket_id,
      changed_at: "2024-01-01 09:00:00",
      priority: "urgent",
    })),
  };
  const ages = await withHealth({ as_of: "2024-03-31", facts }, (connection) =>
    queryRows<{ text: string }>(
      connection,
      `select customer_id || string_agg(' ' || input || ' ' || round(value), '' order by input, report_month) as text
        from health_values join health_customers using (customer_no, month_no)
        where input in ('ticket_age', 'urgent_ticket_age') group by customer_id order by customer_id`,
    ),
  );
  const both = (...days: readonly number[]) =>
    ["ticket_age", "urgent_ticket_age"].flatMap((input) => days.map((age) => ` ${input} ${age}.0`)).join("");
  expect(ages.map(({ text }) => text)).toEqual([
    `Open${both(30, 59, 90)}`,
    `Solved${both(30, 0, 0)}`,
    `Undated${both(0, 0, 0)}`,
  ]);
});
