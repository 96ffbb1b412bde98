import { describe, expect, test } from "vitest";
import { AS_OF, arr, at, customerById, lines, paying, rows, sum } from "./sample.ts";

const now = at("2025-12");
const near = (value: number, target: number, tolerance: number) => {
  expect(value).toBeGreaterThanOrEqual(target * (1 - tolerance));
  expect(value).toBeLessThanOrEqual(target * (1 + tolerance));
};

/** First contracts by customer: the recurring lines of its first order, US dollars a year, by day of signing. */
const firstContracts = (() => {
  const first = new Map<string, string>();
  for (const line of [...lines].sort((a, b) => (a.signed < b.signed ? -1 : 1))) {
    if (!first.has(line.customer)) first.set(line.customer, line.cells.order_id ?? "");
  }
  const contracts = new Map<string, { signed: string; usd: number }>();
  for (const line of lines) {
    if (line.orderType !== "new" || line.cells.order_id !== first.get(line.customer)) continue;
    const usd = (contracts.get(line.customer)?.usd ?? 0) + line.annualCents / 100;
    contracts.set(line.customer, { signed: line.signed, usd });
  }
  return [...contracts.values()].filter(({ usd }) => usd > 0);
})();

const averageFirst = (from: string, to: string): number => {
  const signed = firstContracts.filter((one) => one.signed >= from && one.signed < to);
  return sum(signed.map(({ usd }) => usd)) / signed.length;
};

describe("Wingtip at 2025-12-31", () => {
  test("has 1,600 paying customers and 40 million ARR, each within 1 %", () => {
    near(paying(now).length, 1_600, 0.01);
    near(arr(now), 40_000_000, 0.01);
  });

  test("bills a tenth in euros and pounds", () => {
    const all = [...now.byCustomer.values()].flatMap((balance) => balance.lines);
    const abroad = all.filter((line) => line.currency !== "USD");
    const share = sum(abroad.map((line) => line.annualCents)) / sum(all.map((line) => line.annualCents));
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(0.11);
    expect(new Set(abroad.map((line) => line.currency))).toEqual(new Set(["EUR", "GBP"]));
  });

  test("has about 200 customers under 10,000 a year and exactly 15 over 150,000", () => {
    near(paying(now).filter(({ cents }) => cents < 1_000_000).length, 200, 0.1);
    expect(paying(now).filter(({ cents }) => cents > 15_000_000)).toHaveLength(15);
  });

  test("reaches back to January 2021 and knows nothing after as_of", () => {
    const starts = rows.map((row) => row.start_on ?? "").sort();
    expect(starts[0]?.slice(0, 7)).toBe("2021-01");
    for (const column of ["signed_on", "notice_on", "last_changed_on"]) {
      expect(rows.filter((row) => (row[column] ?? "") > AS_OF)).toEqual([]);
    }
    const dated = rows.filter((row) => (row.last_changed_on ?? "") !== "");
    expect(dated.filter((row) => (row.last_changed_on ?? "") < (row.signed_on ?? ""))).toEqual([]);
  });
});

describe("first contracts", () => {
  test.each([
    ["2025-01-01", "2025-04-01", 20_400, 21_600],
    ["2025-10-01", "2026-01-01", 35_001, 37_000],
  ])("signed from %s to %s average between %i and %i", (from, to, low, high) => {
    expect(averageFirst(from, to)).toBeGreaterThanOrEqual(low);
    expect(averageFirst(from, to)).toBeLessThanOrEqual(high);
  });

  test("under 10,000 were sold until June 2024, and none since", () => {
    const small = firstContracts.filter(({ usd }) => usd < 10_000);
    expect(small.length).toBeGreaterThan(400);
    const last = small.map(({ signed }) => signed).sort();
    expect(last.at(-1)?.slice(0, 4)).toBe("2024");
    expect(last.at(-1)?.slice(0, 10) ?? "").toMatch(/^2024-06/);
  });
});

describe("the CSM roster", () => {
  const portfolio = (tier: string) => {
    const counts = new Map<string, number>();
    for (const [id, balance] of now.byCustomer) {
      const customer = customerById.get(id);
      if (balance.isArchived || customer?.touch_tier !== tier) continue;
      counts.set(customer.csm ?? "", (counts.get(customer.csm ?? "") ?? 0) + 1);
    }
    return counts;
  };

  test("is 13 mid-market CSMs: two share the 25 largest customers, eleven carry 50 each", () => {
    const ranked = [...now.byCustomer].filter(([, { isArchived }]) => !isArchived);
    const top = ranked.sort((a, b) => b[1].cents - a[1].cents).slice(0, 25);
    const topCsms = new Set(top.map(([id]) => customerById.get(id)?.csm ?? ""));
    expect(topCsms.size).toBe(2);
    const high = portfolio("high");
    expect(
      [...high.entries()]
        .filter(([csm]) => topCsms.has(csm))
        .map(([, count]) => count)
        .sort(),
    ).toEqual([12, 13]);
    expect([...high.entries()].filter(([csm]) => !topCsms.has(csm)).map(([, count]) => count)).toEqual(
      Array.from({ length: 11 }, () => 50),
    );
  });

  test("is 4 SMB CSMs who pool 600, and one person for everybody else", () => {
    expect([...portfolio("low").values()]).toEqual([150, 150, 150, 150]);
    const tech = portfolio("tech");
    expect(tech.size).toBe(1);
    expect(sum(tech.values())).toBe(paying(now).length - 25 - 550 - 600);
  });

  test("gives nobody two tiers, and every account one", () => {
    const tiers = new Map<string, Set<string>>();
    for (const { csm = "", touch_tier = "" } of customerById.values()) {
      tiers.set(csm, (tiers.get(csm) ?? new Set()).add(touch_tier));
    }
    expect(tiers.size).toBe(18);
    expect([...tiers.values()].every((seen) => seen.size === 1)).toBe(true);
  });
});
