import { expect, test } from "vitest";
import { testLine } from "./test-line.ts";
import { runService } from "./test-service.ts";

const line = (customer_id: string, from: string, to: string | null = null) =>
  testLine(customer_id, 10_000, [from, to], { customer_id, ...(to ? { end_means: "cancelled" } : {}) });

test("who has been there for over a year without a go-live told is not recorded; who left, waits or plans is", async () => {
  const ask = await runService(
    [
      line("live", "2022-01-01"),
      line("old", "2023-01-01"),
      line("left", "2023-01-01", "2024-03-01"),
      line("plans", "2024-01-01"),
      // 365 days before the end of 2025, and one more.
      line("a year", "2024-12-31"),
      line("longer", "2024-12-30"),
      line("new", "2025-11-01"),
    ],
    {
      read_milestones: [
        { customer_id: "live", milestone: "go_live", reached_on: "2022-02-10" },
        { customer_id: "plans", milestone: "go_live", planned_on: "2026-02-01" },
        { customer_id: "old", milestone: "kickoff", reached_on: "2023-01-10" },
      ],
    },
  );
  const rows = await ask("select customer_id, is_recorded from onboarding__customers order by customer_id");
  expect(rows.map(({ customer_id, is_recorded }) => [customer_id, is_recorded])).toEqual([
    ["a year", true],
    ["left", true],
    ["live", true],
    ["longer", false],
    ["new", true],
    ["old", false],
    ["plans", true],
  ]);
  expect(await ask("select sum(customers) as n from onboarding__by_days")).toEqual([{ n: 5 }]);
  expect(await ask("select * from onboarding__by_age where age_days = 365")).toEqual([
    { age_days: 365, old_enough: 4, activated: 1 },
  ]);
});
