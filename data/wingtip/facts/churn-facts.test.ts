import { describe, expect, test } from "vitest";
import type { Contract } from "./month-ends.ts";
import {
  AS_OF,
  cohort,
  customerById,
  leadOf,
  lines,
  losses,
  mean,
  movements,
  UNAVOIDABLE,
} from "./sample.ts";

/** Renewals a line has behind it. */
function renewalsBehind(line: Contract | null): number {
  return line === null ? 0 : Number(line.isRenewal) + renewalsBehind(line.before);
}

const churnBy = (column: string) => {
  const labels = [...new Set([...customerById.values()].map((customer) => customer[column] ?? ""))];
  return new Map(
    labels.map((label) => {
      const { logoChurn } = cohort("2025-12", (id) => customerById.get(id)?.[column] === label);
      return [label, logoChurn] as const;
    }),
  );
};

describe("twelve months to 2025-12", () => {
  const year = cohort("2025-12");

  test("NRR is near 108 %, GRR near 90 %, logo churn near 12 %", () => {
    expect(Math.abs(year.netRetention - 1.08)).toBeLessThan(0.01);
    expect(Math.abs(year.grossRetention - 0.9)).toBeLessThan(0.01);
    expect(Math.abs(year.logoChurn - 0.12)).toBeLessThan(0.01);
  });

  test.each([
    ["industry", "Retail"],
    ["sales_channel", "Reseller"],
  ])("by %s, %s churns most: over one and a half times the next", (column, worst) => {
    const rates = [...churnBy(column)].sort((a, b) => b[1] - a[1]);
    expect(rates[0]?.[0]).toBe(worst);
    expect(rates[0]?.[1]).toBeGreaterThan(1.5 * (rates[1]?.[1] ?? 1));
    expect(rates[0]?.[1]).toBeGreaterThan(1.75 * year.logoChurn);
  });
});

describe("churn in five years", () => {
  test("falls at the first renewal more often than anywhere else together", () => {
    const first = losses.filter((loss) => {
      const lead = leadOf(loss);
      return lead?.endMeans === "term" && renewalsBehind(lead) === 0;
    });
    expect(losses.length).toBeGreaterThan(400);
    expect(first.length / losses.length).toBeGreaterThan(0.55);
  });

  test("is unavoidable for about a third, and unknown for a few", () => {
    const reasons = losses.map((loss) => leadOf(loss)?.reason ?? "");
    const share = (test: (reason: string) => boolean) => reasons.filter(test).length / reasons.length;
    expect(Math.abs(share((reason) => UNAVOIDABLE.includes(reason)) - 1 / 3)).toBeLessThan(0.04);
    expect(share((reason) => reason === "")).toBeGreaterThan(0.01);
    expect(share((reason) => reason === "")).toBeLessThan(0.08);
  });

  test("has one bad quarter with a cause: the outage before July to September 2023", () => {
    const quarter = (months: string[]) => months.map(movements);
    const bad = quarter(["2023-07", "2023-08", "2023-09"]);
    const before = quarter(["2023-04", "2023-05", "2023-06"]);
    const total = (of: typeof bad, key: "new" | "churn") => of.reduce((sum, month) => sum + month[key], 0);
    expect(total(bad, "churn")).toBeGreaterThan(1.8 * total(before, "churn"));
    expect(total(bad, "new")).toBeLessThan(0.9 * total(before, "new"));
    const outages = losses.filter((loss) => leadOf(loss)?.reason === "outage");
    const inQuarter = losses.filter(({ month }) => month >= "2023-07" && month <= "2023-10");
    expect(outages.length / inQuarter.length).toBeGreaterThan(0.3);
    // A loss is seen at its due day or up to the window of 30 days after it.
    expect(outages.every(({ month }) => month >= "2023-07" && month <= "2023-10")).toBe(true);
  });
});

test("discounts shrink at the first renewal by a quarter and more", () => {
  const first = lines.filter(
    (line) => line.isRenewal && line.before?.orderType === "new" && line.signed <= AS_OF,
  );
  const rate = (line: Contract | null) => Number(line?.cells.discount_rate);
  const before = mean(first.map((line) => rate(line.before)));
  const after = mean(first.map(rate));
  expect(first.length).toBeGreaterThan(1_000);
  expect(before).toBeGreaterThan(0.12);
  expect(after / before).toBeLessThan(0.75);
});
