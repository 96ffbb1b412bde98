import { openLedger, waterfallByCut } from "@tideline/metrics";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Columns, rowsFromColumns } from "../components/data.ts";
import { openSite, settle, sitePages, type TestSite } from "./open-site.ts";
import { type SampleData, sampleCompany } from "./sample-company.ts";
import { columnsOf, type Row, summed } from "./sample-health.ts";

let site: TestSite;
const whole = sampleCompany({ customers: 30, months: 14 });

beforeAll(async () => {
  site = await openSite(whole);
});
afterAll(() => site?.close());

function noMonths(): SampleData {
  const { summary, quality, ledger, committed, cohorts, survival, survivalRows, ...files } = sampleCompany({
    customers: 0,
    months: 1,
  });
  const nobody = { reasons: [], examples: [], coverage: [], unmatched: [], months: [], ids: [] };
  const noInvoices = { by_month: {}, all: { differences: 0, customers: 0 }, rows: { by_customer: {} } };
  const nothing = (columns: SampleData["summary"]["waterfall"]) =>
    Object.fromEntries(Object.keys(columns).map((name) => [name, []]));
  return {
    ...files,
    quarantine: nobody,
    tieOut: noInvoices,
    cohorts: { committed: nothing(cohorts.committed), live: nothing(cohorts.live) },
    survival: nothing(survival),
    survivalRows: nothing(survivalRows),
    quality: {
      ...quality,
      sources: [],
      totals: { rows_in: 0, accepted: 0, quarantined: 0, left_out: 0 },
    },
    summary: {
      ...summary,
      company: { ...summary.company, first_month: null, last_month: null, customers: 0 },
      waterfall: nothing(summary.waterfall),
      retention: nothing(summary.retention),
      bridge: nothing(summary.bridge ?? {}),
      usage: nothing(summary.usage ?? {}),
    },
    ledger: { ...ledger, first_month: "1970-01", months: 0 },
    committed: { ...committed, first_month: "1970-01", months: 0 },
  };
}

function tooLarge(): SampleData {
  const { summary, ledger } = whole;
  const empty = sampleCompany({ customers: 0, months: 0, firstMonth: "1970-01" });
  const travelling = { currency: ledger.currency, cuts: [] };
  return {
    ...whole,
    renewalRows: [],
    survivalRows: {},
    summary: { ...summary, ledger: { rows: 2_400_000, rows_limit: 1_000_000, is_shipped: false } },
    ledger: { ...empty.ledger, ...travelling },
    committed: { ...empty.committed, ...travelling },
  };
}

/** Balances follow exchange rates: the ledgers hold none, labels come from the mart. */
function rated(): SampleData {
  const cuts = whole.summary.cuts.map(({ name }) => name);
  const rows = [whole.ledger, whole.committed].flatMap((file) => {
    const ledger = openLedger(file);
    return cuts.flatMap((cut) => waterfallByCut(ledger, cut).flatMap((label) => label.rows));
  });
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  return {
    ...whole,
    ledger: { ...whole.ledger, has_fx: true },
    committed: { ...whole.committed, has_fx: true },
    byCut: Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])),
  };
}

const companies: [string, () => SampleData][] = [
  ["one month", () => sampleCompany({ customers: 6, months: 1, firstMonth: "2025-03" })],
  ["one customer", () => sampleCompany({ customers: 1, months: 5, hasCuts: false })],
  ["everybody gone", () => sampleCompany({ customers: 40, months: 30, endsIn: "2024-01" })],
  [
    "no cuts, in yen",
    () => sampleCompany({ customers: 60, months: 27, hasCuts: false, currency: "JPY", exponent: 0 }),
  ],
  ["no customer", () => sampleCompany({ customers: 0, months: 4 })],
  ["no month", noMonths],
  ["a ledger too large to travel", tooLarge],
  ["balances that follow exchange rates", rated],
];

test.each(companies)("a company with %s has sensible pages", async (_name, make) => {
  const { page, problems, close } = await site.open("definitions.html", { data: make() });
  for (const path of sitePages) {
    await page.goto(site.url + path);
    await settle(page);
    expect(await page.locator(".observablehq--error").count(), path).toBe(0);
    // Without a ledger a page can be settled before its first words stand.
    const words = () => page.locator("main").innerText();
    await expect.poll(async () => (await words()).length, { message: path }).toBeGreaterThan(80);
    expect(await words(), path).not.toMatch(/\b(NaN|Infinity|undefined|null)\b|\[object/);
  }
  expect(problems).toEqual([]);
  await close();
});

test("a company whose every customer left says what was lost, and what cannot be told", async () => {
  const { page, close } = await site.open("churn.html?basis=live&by=year&to=2024", {
    data: companies[2]?.[1]() as SampleData,
  });
  expect(await page.locator(".answer").innerText()).toContain("100.0 % of the opening MRR went");
  await page.goto(`${site.url}index.html?basis=live&by=month&to=2024-06`);
  await page.waitForSelector("[data-card=arpa] .num");
  expect(await page.locator("[data-card=arpa] .num").first().innerText()).toContain(
    "nobody pays at the period's end",
  );
  await close();
});

test("what one month cannot tell yet is said, and nothing is drawn of it", async () => {
  const { page, close } = await site.open("cohorts.html", { data: companies[0]?.[1]() as SampleData });
  expect(await page.locator("main").innerText()).toContain(
    "No line yet: nobody is older than the first month.",
  );
  const scale = await page.locator("svg:has(text:text-matches('bold: 100')) text").allTextContents();
  expect(scale).toEqual(expect.arrayContaining(["90 %", "100 %"]));
  await page.goto(`${site.url}compare.html?cut=industry`);
  await settle(page);
  expect(await page.locator(".answer").innerText()).toContain("it looks back 12 months");
  // Nobody left: the line is at the top of an axis from 0, not at its foot.
  await page.goto(`${site.url}survival.html`);
  await settle(page);
  expect(await page.locator("[data-figure=Survival] svg text").allTextContents()).toContain("0 %");
  await close();
});

test("where everybody left, survival says so", async () => {
  const { page, close } = await site.open("survival.html?basis=live", {
    data: companies[2]?.[1]() as SampleData,
  });
  expect(await page.locator("[data-figure=Survival] h2").innerText()).toMatch(
    /^Everybody who was followed has left, half within [\d,]+ days$/,
  );
  await close();
});

test("where nobody is left and nobody answered for a year, Health and NPS say so", async () => {
  const { health, service } = whole;
  const last = (whole.summary.company.last_month ?? "").slice(0, 4);
  const earlier = (columns: SampleData["health"]["distribution"]) => ({
    ...columns,
    report_month: (columns.report_month ?? []).map((month) => String(month).replace(last, "2020")),
  });
  const unanswered = Object.entries(service.nps.by_month).map(([name, values]) => [
    name,
    /^(standing|promoter_micros|detractor_micros)/.test(name) ? values.map(() => 0) : values,
  ]);
  const data: SampleData = {
    ...whole,
    health: { ...health, distribution: earlier(health.distribution) },
    service: { ...service, nps: { ...service.nps, by_month: Object.fromEntries(unanswered) } },
  };
  const { page, problems, close } = await site.open("health.html", { data });
  expect(await page.locator(".answer").innerText()).toMatch(
    /^Nobody has CMRR at the end of \w+ \d+\. At the end of \w+ 2020, of /,
  );
  await page.goto(`${site.url}nps.html`);
  await settle(page);
  expect(await page.locator(".answer").innerText()).toMatch(
    /^Nobody has answered within the twelve months to the end of \w+ \d+, so NPS is n\/a\. /,
  );
  expect(problems).toEqual([]);
  await close();
});

test("where nobody has a score and no contract falls due, pages say so and call it no good news", async () => {
  const { health, renewals, summary } = whole;
  const unscored = (columns: Columns, keys: readonly string[], sides: readonly string[] = [""]): Columns => {
    const none = sides.flatMap((side) => [
      [`${side}band`, "unscored"],
      [side === "" ? "band_no" : `${side}no`, 0],
    ]);
    const rows = rowsFromColumns<Row>(columns).map((row) => ({ ...row, ...Object.fromEntries(none) }));
    return columnsOf(summed(rows, [...keys, ...none.map(([name]) => String(name))]));
  };
  const ofMonth = ["report_month", "version", "basis"];
  const bands = unscored(health.rows.distribution, ofMonth);
  const data: SampleData = {
    ...whole,
    summary: {
      ...summary,
      ...(summary.care && {
        care: { ...summary.care, bands: unscored(summary.care.bands, ["report_month", "basis"]) },
      }),
    },
    health: {
      ...health,
      distribution: unscored(health.distribution, ofMonth),
      migration: unscored(health.migration, ["basis", "months"], ["from_", "to_"]),
      rows: { ...health.rows, distribution: bands },
    },
    renewals: {
      ...renewals,
      ahead: Object.fromEntries(Object.keys(renewals.ahead).map((name) => [name, []])),
      classes: { class: ["none_due_yet"], renewal_number: [null], customers: [30] },
    },
  };
  const { page, problems, close } = await site.open("health.html?basis=live", { data });
  expect(await page.locator(".answer").innerText()).toMatch(
    /^At the end of \w+ \d+, of \d+ customers with live MRR nobody has a score: too little is known\. On the whole /,
  );
  const claim = (name: string) => page.locator(`[data-figure="${name}"] h2`).innerText();
  expect(await claim("Bands of health")).toBe("Nobody has a score: too little is known");
  expect(await claim("Health over time")).toBe("Nobody has a score now");
  expect(await claim("Migration since last month")).toMatch(
    /^Since last month nobody had a score on both days; \d+ (is|are) gone$/,
  );
  await page.goto(`${site.url}index.html`);
  await settle(page);
  expect(await page.locator("[data-card=health]").innerText()).toMatch(/n\/a.*nobody has a score now/s);
  await page.goto(`${site.url}renewals.html`);
  await settle(page);
  expect(await page.locator(".answer").innerText()).toMatch(
    /None is late\. None ever fell due: renewals come from contract lines whose term ends/,
  );
  expect(await claim("Customers by outcome of their renewals")).toBe(
    "Of 30 customers there ever were, none renewed and none was lost at a first or second renewal",
  );
  expect(problems).toEqual([]);
  await close();
});

test("no page scrolls sideways on a phone where figures are n/a", async () => {
  const data = companies[2]?.[1]() as SampleData;
  const { page, close } = await site.open("definitions.html", { width: 390, data });
  for (const path of sitePages) {
    await page.goto(site.url + path);
    await settle(page);
    if (path === "index.html") expect(await page.locator(".scroll .missing").count()).toBeGreaterThan(0);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
  await close();
});

test("yen have no decimals", async () => {
  const { page, close } = await site.open("index.html", { data: companies[3]?.[1]() as SampleData });
  expect(await page.locator("[data-card=mrr] .value").innerText()).toMatch(/^¥[\d.]+[kM]$/);
  expect(await page.locator("#control-cut").count()).toBe(0);
  await close();
});

test("labels come from the mart where balances follow exchange rates, and what it does not hold says so", async () => {
  const data = rated();
  const { page, problems, close } = await site.open("index.html?cut=industry&by=month", { data });
  const rows = page.locator("[data-labels=industry] tbody tr[data-label]:not(.total)");
  const closing = await rows
    .locator("td:nth-child(2) .num")
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));
  const last = (data.byCut.report_month ?? []).flatMap((month, row) =>
    month === data.summary.company.last_month &&
    data.byCut.basis?.[row] === "committed" &&
    data.byCut.cut?.[row] === "industry"
      ? [Number(data.byCut.closing_minor?.[row])]
      : [],
  );
  expect(closing.length).toBeGreaterThan(3);
  for (const amount of closing) expect(last).toContain(amount);
  expect(await rows.first().locator(".missing").first().innerText()).toContain(
    "balances follow exchange rates",
  );
  expect(problems).toEqual([]);
  await close();
  const label = String(data.summary.cuts.find(({ name }) => name === "industry")?.labels[0]);
  const alone = await site.open(`waterfall.html?cut=industry&label=${encodeURIComponent(label)}`, { data });
  expect(await alone.page.locator("[data-figure='MRR bridge'] .side-notes").innerText()).toContain("n/a");
  await alone.page.click("#side a:text-is('Overview')");
  await alone.page.waitForURL((url) => url.pathname.includes("index") || url.pathname.endsWith("/"));
  await settle(alone.page);
  const sides = await alone.page.locator("[data-figure='MRR bridge'] .side-notes").innerText();
  expect(sides).not.toContain("reading");
  expect(await alone.page.locator("[data-figure='Retention of twelve months'] h2").innerText()).toContain(
    "cannot be told: balances follow exchange rates",
  );
  expect(alone.problems).toEqual([]);
  await alone.close();
});

test("no month is said, not shown as zeros", async () => {
  const { page, close } = await site.open("index.html", { data: noMonths() });
  expect(await page.locator(".answer").innerText()).toMatch(
    /^No whole month with a recurring line is reported up to /,
  );
  expect(await page.locator(".card").count()).toBe(0);
  await close();
});

test("what needs a ledger that is not there says so", async () => {
  const { page, close } = await site.open("waterfall.html?rows=churn@2022-Q4", { data: tooLarge() });
  await expect
    .poll(() => page.locator("dialog[open]").innerText())
    .toContain("2,400,000 rows, and 1,000,000 are the most");
  expect(await page.locator("#control-cut").count()).toBe(0);
  await close();
});
