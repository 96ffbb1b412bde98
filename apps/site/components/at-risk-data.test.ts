import { expect, test } from "vitest";
import { type FearExport, whyNoFear } from "./at-risk-data.ts";

test.each<[FearExport, string | null]>([
  [{ export: "activities", row_count: 12, telling_rows: 1 }, null],
  [
    { export: "activities", row_count: 1200, telling_rows: 0 },
    "none of the 1,200 activities read notes a risk",
  ],
  [{ export: "activities", row_count: 1, telling_rows: 0 }, "the one activity read notes no risk"],
  [{ export: "activities", row_count: 0, telling_rows: 0 }, "no export of activities was read"],
  [{ export: "expected_losses", row_count: 0, telling_rows: 0 }, "no export of expected_losses was read"],
  [{ export: "expected_losses", row_count: 3, telling_rows: 3 }, null],
])("%j: %s", (row, why) => {
  expect(whyNoFear(row)).toBe(why);
});
