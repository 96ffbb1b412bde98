import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AheadBand } from "../components/at-risk-data.ts";
import { rowsFromColumns } from "../components/data.ts";
import type { BandRow, InBand, MoveRow } from "../components/health-data.ts";
import type { NpsMonth } from "../components/nps-data.ts";
import { accessibilityFaults, noFaults } from "./accessibility-faults.ts";
import { openSite, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const bands = rowsFromColumns<BandRow>(data.health.rows.distribution);
const byCut = rowsFromColumns<InBand & { cut: string; label: string }>(data.health.rows.by_cut);
const moves = rowsFromColumns<MoveRow>(data.health.migration);
const newest =
  bands
    .map(({ report_month }) => report_month)
    .sort()
    .at(-1) ?? "";
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

/** Every number of health on the page: mart and key, and its raw value. */
const numbersOf = (page: Page) =>
  page.locator("main .num[data-mart^=health__]").evaluateAll((all) =>
    all.map((one) => {
      const { mart = "", key = "", value = "" } = (one as HTMLElement).dataset;
      return { mart, key, value: value === "" ? null : Number(value) };
    }),
  );
const openTables = async (page: Page) => {
  for (const button of await page
    .locator(".figure:not([hidden]) .actions button", { hasText: "table" })
    .all())
    await button.click();
};

describe("every number is its mart's", () => {
  test.each(["committed", "live"] as const)("on %s", async (basis) => {
    const { page, problems, close } = await site.open(`health.html?basis=${basis}`);
    await openTables(page);
    const numbers = await numbersOf(page);
    const of = (key: string) => numbers.filter((number) => number.key === key).map(({ value }) => value);
    for (const row of bands.filter((one) => one.report_month === newest && one.basis === basis)) {
      const where = `${newest.slice(0, 7)} ${basis} ${row.band}`;
      expect(new Set(of(`customers ${where}`)), where).toEqual(new Set([row.customers]));
      expect(new Set(of(`balance_minor ${where}`)), where).toEqual(new Set([row.balance_minor]));
    }
    for (const row of moves.filter((one) => one.basis === basis)) {
      const where = `${row.months} months ${basis} ${row.from_band} to ${row.to_band}`;
      expect(of(`customers ${where}`), where).toEqual([row.customers]);
      expect(of(`from_minor ${where}`), where).toEqual([row.from_minor]);
      expect(of(`to_minor ${where}`), where).toEqual([row.to_minor]);
    }
    expect(numbers.every(({ value }) => value !== null)).toBe(true);
    expect(await page.locator(".answer").innerText()).toMatch(/^At the end of \w+ \d+, of /);
    expect(problems).toEqual([]);
    await close();
  });
});

test("the matrix foots: rows to the bands then, columns to the bands now", async () => {
  const { page, close } = await site.open("health.html?basis=live");
  const cells = await page
    .locator("[data-figure='Migration since last month'] rect[data-from]")
    .evaluateAll((all) =>
      all.map((one) => {
        const { from = "", to = "", value = "0" } = (one as SVGElement).dataset;
        return { from, to, value: Number(value) };
      }),
    );
  const now = (band: string) =>
    cells.filter(({ to }) => to === band).reduce((sum, { value }) => sum + value, 0);
  for (const row of bands.filter((one) => one.report_month === newest && one.basis === "live"))
    expect(now(row.band), row.band).toBe(row.customers);
  await close();
});

test("a cut chosen on the page shows a bar a label, and stays in the address", async () => {
  const { page, problems, close } = await site.open("health.html?basis=live");
  const bars = "[data-figure='Bands of health'] rect[data-band]";
  expect(await page.locator(bars).count()).toBeGreaterThan(2);
  await page.locator("main .chips select").last().selectOption("industry");
  await page.waitForFunction(() => location.search.includes("cut=industry"));
  const labels = new Set(
    byCut.filter(({ cut, basis }) => cut === "industry" && basis === "live").map(({ label }) => label),
  );
  await page.waitForFunction(
    ([selector, count]) => document.querySelectorAll(String(selector)).length > Number(count),
    [bars, labels.size] as const,
  );
  const shown = await page.locator("[data-figure='Bands of health'] svg").textContent();
  for (const label of labels) expect(shown).toContain(label);
  expect(problems).toEqual([]);
  await close();
});

describe("a mark leads to the customers behind it", () => {
  const listed = (page: Page) =>
    page.locator("dialog[open] tbody tr").evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.querySelector("th")?.textContent,
        address: row.querySelector("a")?.getAttribute("href") ?? "",
      })),
    );
  test("of a band, from the keyboard too, with the balance of the band", async () => {
    const { page, problems, close } = await site.open("health.html?basis=committed");
    const part = page.locator("[data-figure='Bands of health'] rect[data-band=red]").first();
    await part.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open] tbody tr");
    const row = bands.find(
      (one) => one.report_month === newest && one.basis === "committed" && one.band === "red",
    );
    expect(await page.locator("dialog[open] .lead").innerText()).toContain(`${row?.customers} customer`);
    const sum = page.locator("dialog[open] .lead .num");
    expect(Number(await sum.getAttribute("data-value"))).toBe(row?.balance_minor);
    const rows = await listed(page);
    expect(rows.length).toBe(Math.min(200, row?.customers ?? 0));
    expect(await accessibilityFaults(page), "of the open panel").toEqual(noFaults);
    expect(rows[0]?.address).toMatch(/^customer\.html\?.*id=C\d{4}/);
    expect(new URL(page.url()).searchParams.get("cell")).toBe("band|red");
    expect(problems).toEqual([]);
    await close();
  });
  test.each([1, 3] as const)("of every move since %s months", async (months) => {
    const { page, problems, close } = await site.open("health.html?basis=live");
    const figure = months === 1 ? "Migration since last month" : "Migration since last quarter";
    for (const move of moves.filter((one) => one.basis === "live" && one.months === months)) {
      await page
        .locator(`[data-figure='${figure}'] rect[data-from='${move.from_band}'][data-to='${move.to_band}']`)
        .click();
      await page.waitForSelector("dialog[open] tbody tr");
      const words = `${move.from_band} to ${move.to_band}`;
      expect(await page.locator("dialog[open] .lead").innerText(), words).toContain(
        `${move.customers} customer`,
      );
      const sum = Number(await page.locator("dialog[open] .lead .num").getAttribute("data-value"));
      expect(sum, words).toBe(move.to_band === "churned" ? move.from_minor : move.to_minor);
      await page.keyboard.press("Escape");
    }
    expect(problems).toEqual([]);
    await close();
  });
  test("an address that names nothing says so", async () => {
    const { page, close } = await site.open("health.html?cell=nothing");
    expect(await page.locator("dialog[open]").innerText()).toContain("does not know");
    await close();
  });
});

test("what is missing is said", async () => {
  const { page, close } = await site.open("health.html");
  const text = await page.locator("main").innerText();
  expect(text).toContain("missing export: tickets");
  expect(text).toContain("40.0 % of the weight asks for exports that are not there");
  expect(text).toContain("tells only the present: in no score");
  await close();
});

test.each(["committed", "live"] as const)("the overview says how the customers are, on %s", async (basis) => {
  const { page, problems, close } = await site.open(`index.html?basis=${basis}`);
  const numbers = await page.locator(".care .num").evaluateAll((all) =>
    all.map((one) => {
      const { mart = "", key = "", value = "" } = (one as HTMLElement).dataset;
      return [`${mart} ${key}`, value === "" ? null : Number(value)] as const;
    }),
  );
  const shown = new Map(numbers);
  const red = bands.find((row) => row.report_month === newest && row.basis === basis && row.band_no === 1);
  const month = newest.slice(0, 7);
  const at = `${month} ${basis} ${red?.band}`;
  expect(shown.get(`health__distribution balance_minor ${at}`)).toBe(red?.balance_minor);
  expect(shown.get(`health__distribution customers ${at}`)).toBe(red?.customers);
  const now = rowsFromColumns<NpsMonth>(data.service.nps.by_month).at(-1);
  expect(shown.get(`nps__by_month netPromoterScore standing_persons ${month}`)).toBeCloseTo(
    (100 * ((now?.standing_promoters ?? 0) - (now?.standing_detractors ?? 0))) / (now?.standing_persons ?? 1),
    9,
  );
  const ahead = rowsFromColumns<AheadBand>(data.atRisk.by_band);
  const last = ahead
    .map(({ due_quarter }) => due_quarter)
    .sort()
    .at(-1)
    ?.slice(0, 7);
  for (const column of ["due_minor", "signed_due_minor", "noticed_due_minor", "late_due_minor"] as const)
    expect(shown.get(`at_risk__by_band ${column} to ${last}`), column).toBe(
      ahead.reduce((sum, row) => sum + row[column], 0),
    );
  expect(shown.get(`at_risk__by_band open_due_minor to ${last} red`)).toBe(
    ahead.filter(({ band }) => band === "red").reduce((sum, row) => sum + row.open_due_minor, 0),
  );
  expect(await page.locator("[data-card=due] .change").innerText()).toContain(
    "a month, late ones included; ",
  );
  const links = await page
    .locator(".care a")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  expect(links.map((href) => href?.replace(/[?#].*/, ""))).toEqual([
    "health.html",
    "nps.html",
    "at-risk.html",
  ]);
  expect(problems).toEqual([]);
  await close();
});
