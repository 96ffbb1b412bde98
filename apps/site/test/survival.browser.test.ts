import { kaplanMeier, logRank, numbersAtRisk, type Observation, survivalAt } from "@tideline/metrics";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firstLabels } from "./only-customers.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleStays } from "./sample-cohorts.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const files = { committed: data.committed, live: data.ledger };
const labels = { committed: firstLabels(data.committed), live: firstLabels(data.ledger) };
const stays = { committed: sampleStays(data.committed), live: sampleStays(data.ledger) };
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

type Basis = keyof typeof files;

/** The observations of who passes, by label of a cut. */
function observed(basis: Basis, cut: string | null, only: Record<string, readonly string[]>): Observation[] {
  const ids = files[basis].customers.id;
  const carried = labels[basis];
  return stays[basis].flatMap(({ customer_id, duration_days, is_event }) => {
    const customer = ids.indexOf(customer_id);
    const passes = Object.entries(only).every(
      ([name, chosen]) => chosen.length === 0 || chosen.includes(carried[name]?.[customer] as string),
    );
    const group = cut === null ? null : (carried[cut]?.[customer] as string);
    return passes ? [{ duration: duration_days, event: is_event, group }] : [];
  });
}

/** The numbers of a row of the table, raw. */
const rowOf = (page: Page, label: string) =>
  page.locator(`[data-table=survival] tr[data-row='${label}'] .num`).evaluateAll((all) =>
    all.map((one) => {
      const { value } = (one as HTMLElement).dataset;
      return value ? Number(value) : null;
    }),
  );

const labelsOf = (cut: string): string[] =>
  data.committed.cuts.find(({ name }) => name === cut)?.labels ?? [];
// Labels of the cuts filtered by never change, so who passes is who carries them.
const choice = fc.record({
  basis: fc.constantFrom<Basis>("committed", "live"),
  cut: fc.constantFrom(null, "industry", "size_band"),
  interval: fc.constantFrom("log-log" as const, "log" as const, "plain" as const),
  only: fc.record({
    industry: fc.oneof(
      fc.constant<string[]>([]),
      fc.subarray(labelsOf("industry"), { minLength: 1, maxLength: 3 }),
    ),
    size_band: fc.oneof(
      fc.constant<string[]>([]),
      fc.subarray(labelsOf("size_band"), { minLength: 1, maxLength: 2 }),
    ),
  }),
});

describe("every curve is that of Node", () => {
  test("for random cuts, filters and intervals: survival, limits, medians, log-rank, numbers at risk", async () => {
    const { page, problems, close } = await site.open("survival.html");
    for (const { basis, cut, interval, only } of fc.sample(choice, { seed: 7, numRuns: 8 })) {
      const params = new URLSearchParams({ basis, interval });
      if (cut) params.set("cut", cut);
      for (const [name, chosen] of Object.entries(only))
        for (const label of chosen) params.append("only", `${name}:${label}`);
      await page.goto(`${site.url}survival.html?${params}`);
      await settle(page);
      const observations = observed(basis, cut, only);
      const all = kaplanMeier(
        observations.map((one) => ({ ...one, group: null })),
        { interval },
      );
      const curves = kaplanMeier(observations, { interval });
      for (const curve of curves.length > 1 ? [...curves, ...all] : all) {
        const shown = await rowOf(page, curve.group ?? "");
        const after = [366, 731, 1096].map((day) => survivalAt(curve, day)?.survival ?? null);
        const { time, lower, upper } = curve.median;
        expect(shown, `${params} ${curve.group}`).toEqual([
          curve.observations,
          curve.events,
          ...after,
          time,
          lower,
          upper,
        ]);
      }
      const test = logRank(observations);
      const words = page.locator("[data-test=log-rank] .num");
      const numbers = await words.evaluateAll((found) =>
        found.map((one) => Number((one as HTMLElement).dataset.value)),
      );
      if (curves.length > 1 && test.chiSquare !== null)
        for (const [index, value] of [test.chiSquare, test.degreesOfFreedom, test.p].entries())
          expect(numbers[index]).toBeCloseTo(value ?? Number.NaN, 10);
      const at = await page
        .locator("[data-figure=Survival] .chart-risk[data-month='12']")
        .evaluateAll((found) =>
          found.map((one) => [one.getAttribute("data-series"), one.textContent?.replaceAll(",", "")]),
        );
      const grouped = curves.length > 1 ? observations : observations.map((one) => ({ ...one, group: null }));
      const risk = numbersAtRisk(grouped, [366]);
      for (const [key, count] of at)
        expect(count).toBe(String(risk.find(({ group }) => (group ?? "") === key)?.atRisk[0]));
    }
    expect(problems).toEqual([]);
    await close();
  }, 120_000);
});

test("stays are fetched only when a cut or a filter asks for them; the first view has counts", async () => {
  const { page, requests, close } = await site.open("survival.html");
  const asked = () => requests.filter((address) => address.includes("survival-rows")).length;
  expect(asked()).toBe(0);
  expect(await page.locator("[data-table=survival] .num").first().getAttribute("data-mart")).toBe(
    "survival__by_duration",
  );
  await page.selectOption("#control-cut", "industry");
  await expect.poll(asked).toBe(1);
  await settle(page);
  expect(await page.locator("[data-figure=Survival] .chart-curve").count()).toBe(5);
  expect(await page.locator("[data-figure=Survival] .chart-renewal").count()).toBe(3);
  await page.selectOption("#control-second", "size_band");
  await settle(page);
  const rows = await page.locator("[data-table=survival] tbody tr th").allInnerTexts();
  expect(rows.filter((name) => name.includes(" · ")).length).toBe(rows.length - 1);
  expect(asked(), "once").toBe(1);
  await close();
});

test("the claim names the best and the worst of all labels, and both are drawn, however small", async () => {
  let small = 0;
  for (const cut of ["cut=industry", "cut=industry&second=size_band"]) {
    const { page, close } = await site.open(`survival.html?${cut}`);
    const rows = await page.locator("[data-table=survival] tbody tr[data-row]").evaluateAll((all) =>
      all
        .map((row) => ({
          name: row.querySelector("th")?.textContent ?? "",
          year: Number(row.querySelectorAll<HTMLElement>(".num")[2]?.dataset.value || Number.NaN),
        }))
        .filter(({ name, year }) => name !== "All" && !name.endsWith(" few") && !Number.isNaN(year)),
    );
    expect(rows.length).toBeGreaterThan(6);
    const inOrder = rows.toSorted((a, b) => b.year - a.year);
    const [best, worst] = [inOrder[0]?.name ?? "", inOrder.at(-1)?.name ?? ""];
    const figure = page.locator("[data-figure=Survival]");
    expect(await figure.locator("h2").innerText()).toMatch(
      new RegExp(`% of “${best}” are still there, [^“]*% of “${worst}”`),
    );
    const drawn = await figure.locator(".chart-curve").evaluateAll((all) => all.length);
    expect(drawn).toBe(5);
    const told = (await figure.locator("svg text").allTextContents()).join("|");
    for (const name of [best, worst]) expect(told).toContain(name);
    const largest = rows.slice(0, 5).map(({ name }) => name);
    if (!largest.includes(best) || !largest.includes(worst)) small += 1;
    await close();
  }
  expect(small, "one of the two is not among the largest").toBeGreaterThan(0);
});

test("the method of the interval is named on the chart, and chosen in the address", async () => {
  const { page, close } = await site.open("survival.html");
  const chart = page.locator("[data-figure=Survival] svg");
  const words = async () => (await chart.locator("text").allTextContents()).join(" | ");
  expect(await words()).toContain("log-log, 95 % interval");
  await page.click("[data-choice='interval=plain']");
  await settle(page);
  await expect.poll(() => new URL(page.url()).searchParams.get("interval")).toBe("plain");
  expect(await words()).toContain("plain, 95 % interval");
  expect(await page.locator("#control-to").count(), "no period to choose").toBe(0);
  await close();
});
