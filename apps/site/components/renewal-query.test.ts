import { codeRenewals, openRenewals } from "@tideline/metrics";
import { expect, test } from "vitest";
import { isListed, readRenewalQuery, renewalsBehind, writeRenewalQuery } from "./renewal-query.ts";

const rows = [
  { due_on: "2025-09-30", counted_month: "2025-10-01", outcome: "renewed_up" },
  { due_on: "2025-10-05", counted_month: "2025-10-01", outcome: "cancelled" },
  { due_on: "2025-12-20", counted_month: "2026-01-01", outcome: "renewed_down" },
  { due_on: "2025-12-28", counted_month: null, outcome: "late" },
  { due_on: "2025-12-30", counted_month: null, outcome: "open" },
] as const;
const renewals = openRenewals(
  codeRenewals(
    rows.map((row, at) => ({
      ...row,
      customer_id: `C${at}`,
      name: null,
      decided_on: row.counted_month,
      ordinal: 1,
      lines: 1,
      due_minor: 100,
      renewed_minor: row.counted_month && 100,
    })),
  ),
);

test.each([
  ["decided, by the quarter it counts in", "decided@2025-Q4@counted", [0, 1]],
  ["renewed of it", "renewed_logos@2025-Q4@counted", [0]],
  ["late at the quarter's end: decided a month later, or not yet", "late_count@2025-Q4@counted", [2, 3]],
  ["due at the end of September and decided in October", "late_count@2025-09@counted", [0]],
  ["all due in the quarter, open ones too", "due@2025-Q4@due", [1, 2, 3, 4]],
  ["of it what is decided", "decided@2025-Q4@due", [1, 2]],
  ["of it what is late today", "late_count@2025-Q4@due", [3]],
  ["a year", "cancelled_logos@2025@counted", [1]],
])("the renewals behind a count: %s", (_, text, places) => {
  const query = readRenewalQuery(text);
  if (!query) throw new Error(`renewal-query.test.ts: no query, got ${text}`);
  expect([...renewalsBehind(renewals, query).places]).toEqual(places);
  expect(writeRenewalQuery(query)).toBe(text);
});

test.each([
  "",
  "decided",
  "decided@2025-Q5@due",
  "due_minor@2025@due",
  "decided@2025@live",
  "toString@2025@due",
])("what the address cannot mean is no query: %s", (text) => {
  expect(readRenewalQuery(text)).toBeNull();
});

test("counts can be listed, amounts and rates cannot", () => {
  expect(["decided", "late_count", "due_minor", "renewalRateLogo"].map(isListed)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
