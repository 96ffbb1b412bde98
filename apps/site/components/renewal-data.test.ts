import { describe, expect, test } from "vitest";
import { aheadGroups } from "./renewal-ahead.ts";
import { readRenewals } from "./renewal-data.ts";

const nothing = { by_month: {}, by_due_month: {}, ahead: {}, classes: {}, growth: {}, first_discount: {} };

describe("the quarters that are ahead of as_of", () => {
  test.each([
    { as_of: "2025-12-31", names: ["Q1 2026, the coming quarter", "Q2 2026, the next"] },
    { as_of: "2025-11-15", names: ["Q4 2025, what is left of it", "Q1 2026, the next"] },
    { as_of: "2025-10-01", names: ["Q4 2025, what is left of it", "Q1 2026, the next"] },
    { as_of: "2025-09-30", names: ["Q4 2025, the coming quarter", "Q1 2026, the next"] },
  ])("as of $as_of", ({ as_of, names }) => {
    const groups = aheadGroups(readRenewals(nothing, as_of));
    expect(groups.filter(({ look }) => look === ".total").map(({ name }) => name)).toEqual(names);
  });
});
