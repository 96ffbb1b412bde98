import { readFile } from "node:fs/promises";
import {
  aucInterval,
  aucOfPairs,
  type CustomerStanding,
  type CutFilter,
  customersNow,
  expectedLoss,
  FILTERED,
  fearAgreement,
  filteredLedger,
  formatPeriod,
  INSIDE,
  leadTime,
  neverRedShare,
  openLedger,
  riskByBand,
  waterfall,
  wilsonInterval,
} from "@tideline/metrics";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RiskRow, readAtRisk } from "../components/at-risk-data.ts";
import { monthKey, monthNumber } from "../components/calendar.ts";
import { rowsFromColumns } from "../components/data.ts";
import { readValidation } from "../components/validation-data.ts";
import { accessibilityFaults, noFaults } from "./accessibility-faults.ts";
import { openSite, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

/* "Does it work?" and "At risk": every number is what its mart says, and what it rests on can be listed. */

const data = sampleCompany();
const validation = readValidation(data.validation);
const atRisk = readAtRisk(data.atRisk);
const renewals = rowsFromColumns<RiskRow>(data.atRisk.rows.renewals);
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

interface Shown {
  mart: string;
  key: string;
  value: number | null;
}

/** Every number of the page, its tables opened. */
async function numbersOf(page: Page): Promise<Shown[]> {
  for (const button of await page
    .locator(".figure:not([hidden]) .actions button", { hasText: "table" })
    .all())
    await button.click();
  return page.locator("main .num").evaluateAll((all) =>
    all.map((one) => {
      const { mart = "", key = "", value = "" } = (one as HTMLElement).dataset;
      return { mart, key, value: value === "" ? null : Number(value) };
    }),
  );
}

/** What is shown under a key, the same wherever it stands. */
function shown(numbers: readonly Shown[], mart: string, key: string): number | null {
  const values = new Set(
    numbers.filter((one) => one.mart === mart && one.key === key).map(({ value }) => value),
  );
  expect([...values].length, `${mart} ${key}`).toBe(1);
  return [...values][0] ?? null;
}

describe("Does it work?", () => {
  test("every number is its mart's", async () => {
    const { page, problems, close } = await site.open("does-it-work.html");
    const numbers = await numbersOf(page);
    for (const order of validation.orders) {
      const of = (key: string) =>
        shown(numbers, "health__validation_order", `${key} ${order.horizon_days} days`);
      expect(of("aucOfPairs")).toBe(aucOfPairs(order));
      expect(of("aucInterval lower")).toBeCloseTo(aucInterval(order)?.lower ?? -1, 12);
      expect(of("aucInterval upper")).toBeCloseTo(aucInterval(order)?.upper ?? -1, 12);
      expect([of("decisions"), of("lost")]).toEqual([order.decisions, order.lost]);
    }
    for (const row of validation.bands) {
      const place = `${row.horizon_days} days ${row.band}`;
      const of = (key: string) => shown(numbers, "health__validation_by_band", `${key} ${place}`);
      expect([of("decisions"), of("lost"), of("due_minor"), of("lost_minor")], place).toEqual([
        row.decisions,
        row.lost,
        row.due_minor,
        row.lost_minor,
      ]);
      expect(of("wilsonInterval upper")).toBeCloseTo(
        wilsonInterval(row.lost, row.decisions)?.upper ?? -1,
        12,
      );
    }
    const early = validation.bands.filter(({ too_early }) => too_early > 0);
    expect(early.map(({ horizon_days, band }) => [horizon_days, band])).toEqual([[180, "unscored"]]);
    for (const { too_early } of early)
      expect(shown(numbers, "health__validation_by_band", "too_early 180 days unscored")).toBe(too_early);
    expect(shown(numbers, "health__lead_times", "leadTime")).toBe(leadTime(validation.leads));
    expect(shown(numbers, "health__lead_times", "neverRedShare")).toBe(neverRedShare(validation.leads));
    const lost = numbers.filter(({ mart, key }) => mart === "health__lead_times" && key.startsWith("lost "));
    expect(lost.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(
      validation.leads.reduce((sum, one) => sum + one.lost, 0),
    );
    for (const band of new Set(validation.stays.map((stay) => stay.band))) {
      const own = validation.stays.filter((stay) => stay.band === band);
      expect(shown(numbers, "health__survival", `observations ${band}`)).toBe(own.length);
      expect(shown(numbers, "health__survival", `events ${band}`)).toBe(
        own.filter((one) => one.is_event).length,
      );
    }
    for (const row of validation.forecasts)
      expect(shown(numbers, "health__forecasts", `forecastError ${row.horizon_days} days`)).toBe(
        row.squared_error_micros / 1e6 / row.decisions,
      );
    expect(problems).toEqual([]);
    await close();
  });

  test("its verdict is that of the intervals: what a coin would tell is called nothing", async () => {
    const { page, close } = await site.open("does-it-work.html");
    const text = await page.locator(".answer").innerText();
    expect(text).toMatch(/^In part\. /);
    expect(text).toContain("180 days before it told nothing that a coin would not");
    const dots = await page
      .locator("[data-figure='Order of the scores'] circle")
      .evaluateAll((all) => all.map((one) => Number((one as SVGElement).dataset.value)));
    expect(dots).toEqual(validation.orders.map(aucOfPairs));
    expect(await page.locator("[data-figure='Survival by band'] .chart-curve").count()).toBe(4);
    expect(await page.locator("main").innerText()).toContain("urgent tickets now");
    await close();
  });

  test("of too few lost or kept nothing is claimed; where nobody left, no flat line is drawn", async () => {
    const { by_band, order, survival, forecasts } = data.validation;
    // All lost but one a horizon, and that one had the lowest score: an area far below the axis of the others.
    const decisions = validation.orders.map((one) => one.decisions);
    const alone = {
      ...order,
      lost: decisions.map((all) => all - 1),
      twice_right: decisions.map(() => 2),
      lost_squares_micros: decisions.map(() => 1_000_000),
      kept_squares_micros: decisions.map(() => 10),
    };
    const { page, problems, close } = await site.open("does-it-work.html", {
      data: {
        ...data,
        validation: {
          ...data.validation,
          order: alone,
          by_band: { ...by_band, lost: by_band.decisions ?? [] },
          forecasts: { ...forecasts, lost: forecasts.decisions ?? [] },
          survival: { ...survival, is_event: (survival.is_event ?? []).map(() => 0) },
        },
      },
    });
    const numbers = await numbersOf(page);
    const [nearest] = [...validation.orders].sort((a, b) => a.horizon_days - b.horizon_days);
    expect(await page.locator(".answer").innerText()).toMatch(
      /^Too early to say\..*30 days before too few were lost or kept to say, \d+ and 1; .* From fewer than 20 nothing is claimed\. Nor of how early the lost had turned red\./s,
    );
    expect(shown(numbers, "health__validation_order", "kept 30 days")).toBe(1);
    expect(shown(numbers, "health__validation_order", "lost 30 days")).toBe((nearest?.decisions ?? 0) - 1);
    const titleOf = (name: string) => page.locator(`[data-figure='${name}'] h2`).innerText();
    expect(await titleOf("Order of the scores")).toBe(
      "Too few were lost or kept to say whether the score told them apart",
    );
    expect(await titleOf("Lead time")).toMatch(
      /^Too few were lost or kept to say how early .*: \d+ were lost$/,
    );
    expect(await titleOf("Lost by band")).toMatch(/^(\d+) of \1 renewals were lost: too few/);
    expect(await page.locator("[data-table=validation-forecasts] h2").innerText()).toMatch(/^Too few/);
    const places = await page
      .locator("[data-figure='Order of the scores'] svg")
      .first()
      .evaluate((svg) =>
        [...svg.querySelectorAll("circle")].map((one) => ({
          at: Number(one.getAttribute("cx")),
          first: Math.min(
            ...[...svg.querySelectorAll("line")].map((line) => Number(line.getAttribute("x1"))),
          ),
        })),
      );
    expect(places).toHaveLength(validation.orders.length);
    for (const { at, first } of places) expect(at, "no dot lies off its axis").toBeGreaterThanOrEqual(first);
    expect(await titleOf("Survival by band")).toMatch(/^None of the \d+ customers of .* has left since$/);
    expect(await page.locator("[data-figure='Survival by band'] .chart-curve").count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  test.each([
    { from: "younger than a year", begins: -11, isSaid: true },
    { from: "a year old", begins: -12, isSaid: false },
  ])("where nobody can be followed from a band, health $from, it says so", async ({ begins, isSaid }) => {
    const { last_month } = data.summary.company;
    const begun = monthKey(monthNumber(last_month ?? "") + begins);
    const { page, problems, close } = await site.open("does-it-work.html", {
      data: {
        ...data,
        summary: { ...data.summary, health_from: `${begun}-01` },
        validation: { ...data.validation, survival: {} },
      },
    });
    expect(await page.locator("[data-figure='Survival by band']").isVisible()).toBe(false);
    const said = page.locator("[data-section=validation-limits] li", { hasText: "still there a year on" });
    expect(await said.allInnerTexts()).toEqual(
      isSaid
        ? [
            `Who of each band is still there a year on cannot be told yet: health begins in ${formatPeriod(begun)}, because exports told too little before, and nobody has been followed from a band for a year.`,
          ]
        : [],
    );
    expect(problems).toEqual([]);
    await close();
  });

  test("where nobody had a score a year back, survival says so and compares no bands", async () => {
    const { survival } = data.validation;
    const { page, problems, close } = await site.open("does-it-work.html", {
      data: {
        ...data,
        validation: {
          ...data.validation,
          survival: {
            ...survival,
            band: (survival.band ?? []).map(() => "unscored"),
            band_no: (survival.band_no ?? []).map(() => 0),
          },
        },
      },
    });
    expect(await page.locator("[data-figure='Survival by band'] h2").innerText()).toMatch(
      /^Nobody had a score on .*, so no band can be followed from there: exports told too little then of \d+ customers$/,
    );
    expect(await page.locator("[data-figure='Survival by band'] .chart-curve").count()).toBe(1);
    expect(problems).toEqual([]);
    await close();
  });

  test("without a renewal it says what is missing, and shows no figure", async () => {
    const none = { by_band: {}, order: {}, forecasts: {}, lead_times: {}, survival: {}, inputs: {} };
    const { page, problems, close } = await site.open("does-it-work.html", {
      data: { ...data, validation: none },
    });
    expect(await page.locator("main").innerText()).toContain(
      "no renewal was decided of a customer that had a score",
    );
    expect(await page.locator(".figure:not([hidden])").count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});

describe("At risk", () => {
  test("every number is its mart's, and the forecast that of the past", async () => {
    const { page, problems, close } = await site.open("at-risk.html");
    const numbers = await numbersOf(page);
    const open = atRisk.ahead.filter(({ open_due_minor }) => open_due_minor > 0);
    const loss = expectedLoss(open, atRisk.past);
    expect(loss.expected_minor).toBeLessThan(0);
    for (const of of ["expected_minor", "worst_minor", "best_minor"] as const)
      expect(shown(numbers, "at_risk__by_band", `expectedLoss ${of} open`)).toBe(loss[of]);
    // "−$79k would be lost" would say the minus twice.
    expect(await page.innerText(".answer")).toMatch(
      /At the rates of the past \$\S+ of it would be lost, between \$/,
    );
    for (const row of atRisk.ahead.filter((one) => one.open_due_minor > 0)) {
      const place = `${row.due_quarter.slice(0, 7)} ${row.horizon_days ?? "late"} ${row.band}`;
      expect(shown(numbers, "at_risk__by_band", `open_due_minor ${place}`), place).toBe(row.open_due_minor);
      expect(shown(numbers, "at_risk__by_band", `expectedLoss expected_minor ${place}`), place).toBe(
        expectedLoss([row], atRisk.past).expected_minor,
      );
    }
    for (const row of renewals)
      expect(shown(numbers, "at_risk__renewals", `due_minor ${row.customer_id} ${row.due_on}`)).toBe(
        row.due_minor,
      );
    for (const row of atRisk.agreement) {
      const place = `${row.is_flagged ? "flagged" : "not flagged"} ${row.score_view}`;
      expect(shown(numbers, "at_risk__agreement", `customers ${place}`), place).toBe(row.customers);
      expect(shown(numbers, "at_risk__agreement", `committed_minor ${place}`), place).toBe(
        row.committed_minor,
      );
    }
    const year = rowsFromColumns<{ basis: string; report_month: string; churn_minor: number }>(
      data.summary.waterfall,
    )
      .filter(({ basis }) => basis === "committed")
      .sort((a, b) => (a.report_month < b.report_month ? -1 : 1))
      .slice(-12);
    const churn = numbers.find(({ key }) => key.startsWith("sum(churn_minor)"));
    expect(churn?.value).toBe(year.reduce((sum, row) => sum + row.churn_minor, 0));
    expect(problems).toEqual([]);
    await close();
  });

  test("bubbles are reached from the keyboard and lead to their customers", async () => {
    const { page, problems, close } = await site.open("at-risk.html");
    const bubbles = page.locator("[data-figure='Renewals and health'] circle[role=button]");
    const undecided = renewals.filter(({ state }) => state !== "signed");
    expect(await bubbles.count()).toBe(Math.min(160, undecided.length));
    const tabStops = page.locator("[data-figure='Renewals and health'] [tabindex='0']");
    expect(await tabStops.count()).toBe(1);
    await tabStops.focus();
    expect(await page.locator("#tip").innerText()).toMatch(/a month (was )?due /);
    const first = await tabStops.getAttribute("data-key");
    await page.keyboard.press("End");
    const last = await page.locator(":focus").getAttribute("data-key");
    expect(last).not.toBe(first);
    await page.keyboard.press("Enter");
    await page.waitForURL(/customer\.html/);
    expect(new URL(page.url()).searchParams.get("id")).toBe(last);
    expect(problems).toEqual([]);
    await close();
  });

  test("each corner of the agreement lists its customers", async () => {
    const { page, problems, close } = await site.open("at-risk.html");
    const corners = await page
      .locator("[data-table=at-risk-agreement] button[data-cell]")
      .evaluateAll((all) => all.map((one) => String((one as HTMLElement).dataset.cell)));
    expect(corners).toContain("flagged lowest");
    expect(corners).toContain("not flagged lowest");
    for (const corner of corners) {
      await page.locator(`button[data-cell='${corner}']`).click();
      await page.waitForSelector("dialog[open] tbody tr");
      const row = atRisk.agreement.find(
        (one) => `${one.is_flagged ? "flagged" : "not flagged"} ${one.score_view}` === corner,
      );
      expect(await page.locator("dialog[open] tbody tr").count(), corner).toBe(row?.customers);
      expect(await accessibilityFaults(page), `${corner}, the open panel`).toEqual(noFaults);
      await page.keyboard.press("Escape");
    }
    expect(problems).toEqual([]);
    await close();
  });

  test("where no export tells whom customer success fears for, it is n/a and not nobody", async () => {
    const atRisk = {
      ...data.atRisk,
      exports: { export: ["activities", "expected_losses"], row_count: [12, 0], telling_rows: [0, 0] },
    };
    const { page, problems, close } = await site.open("at-risk.html", { data: { ...data, atRisk } });
    const section = page.locator("[data-table=at-risk-agreement]");
    expect(await section.locator("h2").innerText()).toBe(
      "No export tells whom customer success fears to lose",
    );
    expect(await section.locator(".note").innerText()).toContain(
      "None of the 12 activities read notes a risk and no export of expected_losses was read.",
    );
    const heads = page.locator("[data-table=at-risk-renewals] thead th");
    expect(await heads.allInnerTexts()).not.toContain("CSM says at risk");
    expect(problems).toEqual([]);
    await close();
  });

  const ledger = openLedger(data.committed);
  const standing = rowsFromColumns<CustomerStanding & { customer_id: string }>(data.atRisk.all.standing);
  const [industries = [], csms = [], bands = []] = ["industry", "csm", "size_band"].map(
    (cut) => data.summary.cuts.find(({ name }) => name === cut)?.labels,
  );
  const choices: [string, CutFilter[], string][] = [
    ["a label", [{ cut: "industry", labels: [industries[1] ?? ""] }], ""],
    [
      "labels of two cuts, one of which changes, where the address has another basis",
      [
        { cut: "industry", labels: industries.slice(0, 4) },
        { cut: "csm", labels: csms.slice(1, 3) },
      ],
      "&basis=live",
    ],
  ];
  test.each(choices)(
    "%s: every number is that of the customers who carry it now",
    async (_name, only, basis) => {
      const address = only.flatMap(({ cut, labels }) =>
        labels.map((label) => `only=${encodeURIComponent(`${cut}:${label}`)}`),
      );
      const { page, problems, close } = await site.open(`at-risk.html?${address.join("&")}${basis}`);
      await expect.poll(() => page.locator("main .waiting").count()).toBe(0);
      const key = only.map(({ cut, labels }) => ` only ${cut}=${labels.join("|")}`).join("");
      const rows = customersNow(ledger, renewals, only);
      const ahead = riskByBand(rows).filter(({ open_due_minor }) => open_due_minor > 0);
      expect(ahead.length).toBeGreaterThan(0);
      const loss = expectedLoss(ahead, atRisk.past);
      const numbers = await numbersOf(page);
      for (const of of ["expected_minor", "worst_minor", "best_minor"] as const)
        expect(shown(numbers, "at_risk__renewals", `expectedLoss ${of} open${key}`)).toBe(loss[of]);
      for (const row of ahead) {
        const place = `${row.due_quarter.slice(0, 7)} ${row.horizon_days ?? "late"} ${row.band}`;
        expect(shown(numbers, "at_risk__renewals", `open_due_minor ${place}${key}`), place).toBe(
          row.open_due_minor,
        );
      }
      for (const row of fearAgreement(customersNow(ledger, standing, only))) {
        const place = `${row.is_flagged ? "flagged" : "not flagged"} ${row.score_view}`;
        expect(shown(numbers, "at_risk__standing", `committed_minor ${place}${key}`), place).toBe(
          row.committed_minor,
        );
      }
      const chosen = filteredLedger(ledger, { only, cuts: [] });
      const year = waterfall(chosen, { cut: FILTERED, label: INSIDE }).slice(-12);
      expect(numbers.find((one) => one.key.startsWith("sum(churn_minor)"))?.value).toBe(
        year.reduce((sum, row) => sum + row.churn_minor, 0),
      );
      const list = page.locator("[data-table=at-risk-renewals]");
      expect(await list.locator("tbody tr").count()).toBe(Math.min(25, rows.length));
      const waiting = page.waitForEvent("download");
      await list.locator("text=CSV of all renewals").click();
      const text = await readFile(await (await waiting).path(), "utf8");
      expect(text.trim().split("\r\n")).toHaveLength(rows.length + 1);
      expect(problems).toEqual([]);
      await close();
    },
  );

  test.each([
    ["one that is open", 1, 10_000, "1 renewal worth $100 a month is open. "],
    ["none that is open", 0, 0, "nothing is open. No notice is given. "],
  ])("its words fit the count: %s", async (_name, open_renewals, open_due_minor, words) => {
    const band = { ...atRisk.ahead[0], renewals: 1, open_renewals, open_due_minor };
    const late = { noticed_due_minor: 0, late_due_minor: 10_000 - open_due_minor };
    const by_band = Object.fromEntries(
      Object.entries({ ...band, ...late }).map(([name, value]) => [name, [value]]),
    ) as typeof data.atRisk.by_band;
    const { page, close } = await site.open("at-risk.html", {
      data: { ...data, atRisk: { ...data.atRisk, by_band } },
    });
    expect(await page.locator("main .answer").innerText()).toContain(words);
    await close();
  });

  test("nobody carries the labels: it says so, and goes back to all", async () => {
    const nobody = industries
      .flatMap((industry) => csms.map((csm) => [industry, csm] as const))
      .map(([industry, csm]): CutFilter[] => [
        { cut: "industry", labels: [industry] },
        { cut: "size_band", labels: [bands[2] ?? ""] },
        { cut: "csm", labels: [csm] },
      ])
      .find((only) => customersNow(ledger, [...renewals, ...standing], only).length === 0);
    expect(nobody).toBeDefined();
    const { page, problems, requests, close } = await site.open("at-risk.html");
    expect(requests.some((url) => url.includes("at-risk-all-rows"))).toBe(false);
    for (const { cut, labels } of nobody ?? [])
      await page.selectOption("#control-only", JSON.stringify([cut, labels[0]]));
    await expect.poll(() => page.locator("main").innerText()).toContain("No renewal is to be decided");
    expect(await page.locator("[data-table=at-risk-renewals]").innerText()).toContain("Nothing falls due");
    for (const { cut } of nobody ?? []) await page.click(`[data-filter=${cut}]`);
    await expect
      .poll(() => page.locator("main .answer .num").first().getAttribute("data-mart"))
      .toBe("at_risk__by_band");
    expect(problems).toEqual([]);
    await close();
  });

  test("too few decided renewals give no probability", async () => {
    const { past, ...rest } = data.atRisk;
    const few = {
      ...past,
      decisions: (past.decisions ?? []).map(() => 19),
      lost: (past.lost ?? []).map(() => 9),
    };
    const { page, close } = await site.open("at-risk.html", {
      data: { ...data, atRisk: { ...rest, past: few } },
    });
    expect(await page.locator(".answer").innerText()).toContain("n/a: of no band were 20 renewals decided");
    expect(await page.locator("main").innerText()).toContain(
      "fewer than 20 renewals of this band were decided",
    );
    await close();
  });
});
