import { expect, test } from "vitest";
import { readJson } from "./test-agreement.ts";
import { builtFrom } from "./test-built.ts";

const lines = `line_id customer_id monthly_amount start_on end_on
    1 A 100 2024-01-01 -
    2 Gone 50 2024-01-01 2024-06-30`;

test("activities that concern nobody who is still there were exported all the same", async () => {
  const told = async (exports: Record<string, string>) => {
    const out = await builtFrom({ as_of: "2024-12-31" }, { contract_lines: lines, ...exports });
    const read = (name: string) => readJson<{ has_activities: boolean }>(out, name).has_activities;
    return [read("portfolio.json"), read("nps.json")];
  };
  expect(await told({})).toEqual([false, false]);
  const activities = `activity_id customer_id activity_on activity_type subject
      a1 Gone 2024-03-01 call Hello`;
  expect(await told({ activities })).toEqual([true, true]);
});
