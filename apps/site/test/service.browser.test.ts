import { readFile } from "node:fs/promises";
import { arrPerCsm, customersNow, netPromoterScore, openLedger, responseRate } from "@tideline/metrics";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rowsFromColumns } from "../components/data.ts";
import type { NpsLabel, NpsMonth } from "../components/nps-data.ts";
import type { CsmRow, GroupRow } from "../components/portfolio-data.ts";
import { accessibilityFaults, noFaults } from "./accessibility-faults.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { type SampleData, sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const months = rowsFromColumns<NpsMonth>(data.service.nps.by_month);
const newest = months.at(-1) as NpsMonth;
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const numbers = (page: Page, selector: string) =>
  page
    .locator(`${selector} .num`)
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));

describe("NPS", () => {
  test("the answer is the mart's newest month, and the year before", async () => {
    const { page, problems, close } = await site.open("nps.html");
    const people = (row: NpsMonth) =>
      netPromoterScore({
        answers: row.standing_persons,
        promoters: row.standing_promoters,
        detractors: row.standing_detractors,
      });
    const last = months.findLast(({ invited }) => invited > 0) as NpsMonth;
    expect(await numbers(page, ".answer")).toEqual([
      people(newest),
      newest.standing_persons,
      newest.standing_promoters,
      newest.standing_passives,
      newest.standing_detractors,
      people(months.at(-13) as NpsMonth),
      netPromoterScore({
        answers: 1e6 * newest.standing_customers,
        promoters: newest.promoter_micros,
        detractors: newest.detractor_micros,
      }),
      newest.standing_customers,
      responseRate(last),
    ]);
    expect(problems).toEqual([]);
    await close();
  });

  test("labels of a cut by score, kept in the address; rates of all of them", async () => {
    const labels = rowsFromColumns<NpsLabel>(data.service.npsRows.by_cut);
    const { page, close } = await site.open("nps.html?split=industry");
    const table = "[data-table=nps-by-label]";
    const wanted = labels
      .filter(({ report_month }) => report_month === newest.report_month)
      .map((row) =>
        netPromoterScore({ answers: row.persons, promoters: row.promoters, detractors: row.detractors }),
      )
      .sort((a, b) => (b ?? 0) - (a ?? 0));
    expect(await numbers(page, `${table} tbody td:nth-child(2)`)).toEqual(wanted);
    expect(await page.locator("#nps-cut").inputValue()).toBe("industry");
    await close();
  });

  test("detractors who wait, all of them in the file; a customer opens", async () => {
    const { page, close } = await site.open("nps.html");
    const list = page.locator("[data-table=nps-detractors]");
    expect((await numbers(page, "[data-table=nps-detractors] h2"))[0]).toBe(20);
    const waiting = page.waitForEvent("download");
    await list.locator("text=CSV").last().click();
    const text = await readFile(await (await waiting).path(), "utf8");
    expect(text.trim().split("\r\n")).toHaveLength(21);
    await list.locator("tbody button").first().click();
    expect(new URL(page.url()).searchParams.get("customer")).toBe(
      String(data.service.nps.detractors.customer_id?.[0]),
    );
    expect(await accessibilityFaults(page), "of the open panel").toEqual(noFaults);
    await close();
  });

  test("the flow foots by row", async () => {
    const { page, close } = await site.open("nps.html");
    for (const row of ["promoter", "passive", "detractor", "none"]) {
      const values = await numbers(page, `[data-table=nps-flow] tr[data-row=${row}]`);
      const all = values.pop();
      expect(
        values.reduce((sum, value) => sum + value, 0),
        row,
      ).toBe(all);
    }
    await close();
  });
});

describe("portfolio", () => {
  test("the answer and each portfolio are the mart's, and portfolios add up to all", async () => {
    const all = rowsFromColumns<GroupRow>(data.service.portfolio.by_group)[0] as GroupRow;
    const csms = rowsFromColumns<CsmRow>(data.service.portfolio.by_csm);
    const { page, problems, close } = await site.open("portfolio.html");
    const nobody = csms.find(({ csm }) => csm === null) as CsmRow;
    expect((await numbers(page, ".answer")).slice(0, 5)).toEqual([
      all.csms,
      all.arr_minor - nobody.arr_minor,
      all.arr_minor,
      arrPerCsm({ arr_minor: all.arr_minor - nobody.arr_minor, csms: all.csms }),
      (all.customers - nobody.customers) / all.csms,
    ]);
    const arr = await numbers(page, "[data-table=portfolio-csms] tbody td:nth-child(4)");
    expect(arr).toEqual(csms.map(({ arr_minor }) => arr_minor));
    expect(arr.reduce((sum, one) => sum + one, 0)).toBe(all.arr_minor);
    const tiers = await page.locator("[data-table=portfolio-tiers] tbody th").allInnerTexts();
    expect(tiers).toEqual(["high", "low", "tech"]);
    expect(await page.locator("[data-figure='80 20'] .caveat").innerText()).toContain(
      "Of the customers with ARR 1 pays read-only fees alone",
    );
    expect(problems).toEqual([]);
    await close();
  });
});

describe("attention", () => {
  test("a list with its money, its file harmless to a spreadsheet; one without its exports says so", async () => {
    const { page, problems, close } = await site.open("attention.html");
    const list = page.locator("[data-list=sponsor_gone]");
    expect(await numbers(page, "[data-list=sponsor_gone] h2")).toEqual([14, 14 * 10_000_00]);
    expect(await list.locator("tbody tr").count()).toBe(10);
    expect(await list.innerText()).toContain("4 more; the CSV holds all 14.");
    const waiting = page.waitForEvent("download");
    await list.locator("text=CSV of the whole list").click();
    const text = await readFile(await (await waiting).path(), "utf8");
    expect(text.trim().split("\r\n")).toHaveLength(15);
    expect(text).toContain(`"'=HYPERLINK(""x"") left, and nobody has taken the place"`);
    expect(await page.locator("[data-list=usage_falling] .note").innerText()).toBe(
      "n/a: it needs usage, and no such export was read.",
    );
    expect(await page.locator("[data-list=cases_in_a_week] .note").innerText()).toBe("Nobody.");
    expect(await page.locator("[data-list=step_up_ahead] .note").innerText()).toBe(
      "n/a: no contract line names its order.",
    );
    expect(await page.locator(".answer").innerText()).toContain("2 lists cannot say anything");
    expect(problems).toEqual([]);
    await close();
  });
});

test("attention of customers who carry a label now: lists, sums and files follow, and go back", async () => {
  const rows = rowsFromColumns<{ list: string; customer_id: string; committed_minor: number }>(
    data.service.attentionRows,
  );
  const ledger = openLedger(data.committed);
  const [industry = ""] = data.summary.cuts.find(({ name }) => name === "industry")?.labels ?? [];
  const only = [{ cut: "industry", labels: [industry] }];
  const own = customersNow(ledger, rows, only).filter(({ list }) => list === "sponsor_gone");
  expect(own.length).toBeGreaterThan(0);
  expect(own.length).toBeLessThan(14);
  const { page, problems, close } = await site.open("attention.html");
  const all = await numbers(page, ".answer");
  await page.selectOption("#control-only", JSON.stringify(["industry", industry]));
  const money = own.reduce((sum, row) => sum + row.committed_minor, 0);
  await expect.poll(() => numbers(page, "[data-list=sponsor_gone] h2")).toEqual([own.length, money]);
  expect(await page.locator("[data-list=sponsor_gone] tbody tr").count()).toBe(Math.min(10, own.length));
  expect(await page.locator("main .answer").innerText()).toContain(`Industry: ${industry}. `);
  const waiting = page.waitForEvent("download");
  await page.locator("[data-list=sponsor_gone] >> text=CSV of the whole list").click();
  const text = await readFile(await (await waiting).path(), "utf8");
  expect(text.trim().split("\r\n")).toHaveLength(own.length + 1);
  expect(new URL(page.url()).searchParams.getAll("only")).toEqual([`industry:${industry}`]);
  await page.click("[data-filter=industry]");
  await expect.poll(() => numbers(page, ".answer")).toEqual(all);
  await page.goto(`${site.url}attention.html?only=industry:Mining`);
  await settle(page);
  expect(await page.locator("main [role=status]").innerText()).toContain(
    "The address asks for only=industry:Mining, which this report does not have",
  );
  expect(problems).toEqual([]);
  await close();
});

test("without surveys, people and activities the pages say what is missing", async () => {
  const { nps, npsRows, portfolio, attention, attentionRows } = data.service;
  const nothing = (columns: Record<string, unknown>) =>
    Object.fromEntries(Object.keys(columns).map((name) => [name, []]));
  const alone = { ...nothing(portfolio.by_csm) };
  const group = {
    grouping: ["all"],
    label: [null],
    customers: [3],
    arr_minor: [900],
    cared_customers: [0],
    cared_arr_minor: [0],
    csms: [0],
    people: [0],
  };
  const untouched = {
    annual_cost_minor: [null],
    touched_customers: [0],
    days_30: [0],
    days_90: [0],
    days_180: [0],
  };
  const other: SampleData = {
    ...data,
    service: {
      nps: {
        ...nps,
        by_month: nothing(nps.by_month),
        cuts: [],
        flow: nothing(nps.flow),
        detractors: nothing(nps.detractors),
        follow_up: nothing(nps.follow_up),
        has_activities: false,
        has_invitations: false,
      },
      npsRows: { by_cut: nothing(npsRows.by_cut) },
      portfolio: {
        ...portfolio,
        by_csm: alone,
        by_group: { ...group, ...untouched, days_longer: [0], days_never: [3] },
        has_activities: false,
      },
      attention: {
        lists: attention.lists.map((list) => ({
          ...list,
          customers: 0,
          committed_minor: 0,
          missing: list.exports,
        })),
        customers: 0,
        committed_minor: 0,
        several: 0,
        rows: nothing(attention.rows),
      },
      attentionRows: nothing(attentionRows),
    },
  };
  const { page, problems, close } = await site.open("nps.html", { data: other });
  expect(await page.locator("main").innerText()).toContain("no answer to an NPS survey was exported");
  await page.goto(`${site.url}portfolio.html`);
  await settle(page);
  expect(await page.locator(".answer").innerText()).toContain("nobody is known to look after it");
  expect(await page.locator("[data-table=portfolio-teams] .note").innerText()).toContain("csm_roster");
  await page.goto(`${site.url}attention.html`);
  await settle(page);
  expect(await page.locator("main").innerText()).toContain("Who needs attention is n/a");
  expect(await page.locator("[data-list] .note").allInnerTexts()).toEqual([
    "n/a: it needs contacts, and no such export was read.",
    "n/a: it needs usage and survey_responses, and no such export was read.",
    "n/a: it needs tickets, and no such export was read.",
    "n/a: it needs contract_lines, and no such export was read.",
  ]);
  expect(problems).toEqual([]);
  await close();
});
