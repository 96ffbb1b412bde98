import {
  cohorts,
  grrCohort,
  type Ledger,
  nrrCohort,
  openLedger,
  productLedger,
  productRetention,
  retention,
  retentionByCut,
  waterfall,
} from "@tideline/metrics";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { retentionRows } from "../components/data.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const ledgers = { live: openLedger(data.ledger), committed: openLedger(data.committed) };
const last = ledgers.live.months - 1;
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

/** The raw values of a table's rows by the row's first cell. */
const tableOf = (page: Page, selector: string, nth = 0) =>
  page
    .locator(selector)
    .nth(nth)
    .locator("tbody tr")
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.querySelector("th")?.textContent ?? "",
          [...row.querySelectorAll("td")].map((cell) => {
            const value = cell.querySelector<HTMLElement>(".num")?.dataset.value;
            return value ? Number(value) : null;
          }),
        ]),
      ),
    );
const rateOf = (ledger: Ledger, metric: "nrr" | "grr", choice = {}) => {
  const row = retention(ledger, { horizonMonths: 12, ...choice })[last];
  if (!row) return null;
  return metric === "nrr" ? nrrCohort(row) : grrCohort(row);
};

describe("each product", () => {
  test.each([
    ["committed", "nrr", "", {}],
    ["live", "grr", "&cut=industry&label=Software", { cut: "industry", label: "Software" }],
  ] as const)("%s %s%s is that of the product's ledger, ranked", async (basis, metric, search, choice) => {
    const ledger = ledgers[basis];
    const { page, problems, close } = await site.open(
      `compare.html?basis=${basis}&metric=${metric}&split=products${search}`,
    );
    await page.locator("[data-figure='Compared by label'] button:text-is('table')").click();
    const shown = await tableOf(page, "[data-figure='Compared by label'] .behind");
    const expected = ledger.products.map((product) => [
      product,
      rateOf(productLedger(ledger, product), metric, choice),
    ]);
    expect(Object.entries(shown).map(([name, [value]]) => [name, value])).toEqual(
      expected.sort(([, a], [, b]) => Number(b) - Number(a)),
    );
    // A rate rests on everybody whose money is in its denominator: who pays a read-only fee too.
    const counted = await page
      .locator("[data-figure='Compared by label'] .behind tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) => [
          row.querySelector("th")?.textContent,
          Number(row.querySelectorAll("td")[1]?.textContent),
        ]),
      );
    const then = ledger.products.map((product) => {
      const row = retention(productLedger(ledger, product), { horizonMonths: 12, ...choice })[last];
      return { product, all: row?.opening_customers ?? 0, active: row?.opening_logos ?? 0 };
    });
    expect(Object.fromEntries(counted)).toEqual(
      Object.fromEntries(then.map(({ product, all }) => [product, all])),
    );
    if (metric === "nrr") expect(then.some(({ all, active }) => all > active)).toBe(true);
    expect(await page.locator("[data-table=compare-spread]").count()).toBe(0);
    expect(await page.locator(".picks").innerText()).toContain("customers do not");
    expect(await page.locator("#compare-metric option").count()).toBe(4);
    expect(problems).toEqual([]);
    await close();
  });

  test("retention foots to all, and each row is what the metrics package says", async () => {
    const { page, problems, close } = await site.open("compare.html?split=products");
    const shown = await tableOf(page, "[data-table=product-retention]");
    const found = productRetention(ledgers.committed, { month: last, horizonMonths: 12 });
    for (const row of found?.rows ?? [])
      expect(shown[row.product]?.slice(0, 4)).toEqual([
        row.opening_minor,
        row.lost_minor,
        row.grown_minor,
        row.retained_minor,
      ]);
    const whole = retention(ledgers.committed, { horizonMonths: 12 })[last];
    const { All: all = [], ...parts } = shown;
    expect(all.slice(4, 6)).toEqual([grrCohort(whole as never), nrrCohort(whole as never)]);
    expect([all[0], (all[0] ?? 0) + (all[1] ?? 0), all[3]]).toEqual([
      whole?.opening_minor,
      whole?.kept_minor,
      whole?.retained_minor,
    ]);
    for (const column of [0, 1, 2, 3])
      expect(Object.values(parts).reduce((sum, row) => sum + (row[column] ?? 0), 0)).toBe(all[column]);
    expect(found?.made_up_minor).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    await close();
  });

  test("movements of the period add up to those of all, column by column", async () => {
    const { page, close } = await site.open("compare.html?split=products&by=year");
    const table = page.locator("[data-labels='by product']").nth(1);
    expect(await table.locator("h2").innerText()).toBe("Movements by product");
    const { All: all = [], ...products } = await tableOf(page, "[data-labels='by product']", 1);
    expect(Object.keys(products).sort()).toEqual([...ledgers.committed.products].sort());
    const columns = await table.locator("thead th").allInnerTexts();
    const money = columns.slice(1, columns.indexOf("Closing CMRR") + 1);
    expect(money.length).toBeGreaterThan(5);
    for (const column of money.keys())
      expect(Object.values(products).reduce((sum, row) => sum + (row[column] ?? 0), 0)).toBe(all[column]);
    const marts = await table
      .locator(".num")
      .evaluateAll((numbers) => numbers.map((one) => (one as HTMLElement).dataset.mart));
    expect(new Set(marts)).toEqual(new Set(["waterfall__by_product", "waterfall__by_month"]));
    await close();
  });
});

test.each([
  ["retention.html", {}],
  [
    "retention.html?basis=live&by=month&to=2025-06&cut=industry&label=Software",
    { cut: "industry", label: "Software" },
  ],
])("%s tells what became of each product, and leads to it", async (path, choice) => {
  const { basis, to } = /live/.test(path)
    ? { basis: "live" as const, to: "2025-06" }
    : { basis: "committed" as const, to: data.summary.company.last_month ?? "" };
  const { page, problems, close } = await site.open(path);
  const found = productRetention(ledgers[basis], { month: to, horizonMonths: 12, ...choice });
  const { All: all = [], ...shown } = await tableOf(page, "[data-table=product-retention]");
  for (const row of found?.rows ?? []) {
    const { opening_minor, lost_minor, grown_minor, retained_minor, taken_up_minor, opening_customers } = row;
    expect(shown[row.product], row.product).toEqual([
      ...[opening_minor, lost_minor, grown_minor, retained_minor],
      grrCohort({ opening_minor, kept_minor: opening_minor + lost_minor }),
      nrrCohort({ opening_minor, retained_minor }),
      ...[taken_up_minor, opening_customers],
    ]);
  }
  // All together is the retention of customers, which of everybody is the mart's.
  const rows =
    path === "retention.html"
      ? retentionRows(data.summary, basis).filter(({ horizon_months }) => horizon_months === 12)
      : retention(ledgers[basis], { horizonMonths: 12, ...choice });
  const whole = rows.find(({ report_month }) => report_month.startsWith(to));
  expect(all.slice(3, 6)).toEqual([
    whole?.retained_minor,
    grrCohort(whole as never),
    nrrCohort(whole as never),
  ]);
  expect(all[7]).toBe(found?.opening_customers);
  const [product = ""] = ledgers[basis].products;
  await page.locator(`[data-table=product-retention] a:text-is('${product}')`).click();
  await page.waitForURL((url) => url.pathname.endsWith("compare.html"));
  await settle(page);
  expect(await page.locator("#compare-product").inputValue()).toBe(`=${product}`);
  expect(new URL(page.url()).searchParams.get("label")).toBe("label" in choice ? choice.label : null);
  expect(problems).toEqual([]);
  await close();
});

describe("one product", () => {
  test("is chosen in the list, stays in the address, and is compared by any cut", async () => {
    const { page, problems, close } = await site.open("compare.html?cut=industry&metric=logo_churn_year");
    const [, product = ""] = ledgers.committed.products;
    await page.selectOption("#compare-product", `=${product}`);
    await page.waitForURL(new RegExp(`product=${product}`));
    expect(await page.locator(".answer").innerText()).toContain(`of “${product}”`);
    await page.locator("[data-figure='Compared by label'] button:text-is('table')").click();
    const shown = await tableOf(page, "[data-figure='Compared by label'] .behind");
    const alone = productLedger(ledgers.committed, product);
    for (const { label, rows } of retentionByCut(alone, "industry", 12))
      expect(shown[label]?.[0] ?? null).toBe(nrrCohort(rows[last] as never));
    const labels = await tableOf(page, "[data-labels=industry]");
    expect(labels.All?.[2]).toBe(waterfall(alone)[last]?.closing_minor);
    expect(
      await page.locator("[data-labels=industry] tr.total .num").first().getAttribute("data-key"),
    ).toContain(`product=${product}`);
    expect(problems).toEqual([]);
    await close();
  });

  test("a bar of a product leads to it, and the way back leads to each", async () => {
    const { page, close } = await site.open("compare.html?split=products&metric=grr");
    const [product = ""] = ledgers.committed.products;
    await page.locator("[data-labels='by product'] >> nth=0").locator(`button:text-is('${product}')`).click();
    await page.waitForURL(new RegExp(`product=${product}`));
    expect(await page.locator("#compare-product").inputValue()).toBe(`=${product}`);
    await page.goBack();
    expect(await page.locator("#compare-product").inputValue()).toBe("each");
    expect(await page.locator("#compare-metric").inputValue()).toBe("grr");
    await close();
  });
});

test("cohorts of one product: from each customer's first month with it, its money alone", async () => {
  const [, product = ""] = ledgers.committed.products;
  const { page, problems, close } = await site.open("cohorts.html?by=year");
  await page.selectOption("#cohort-product", product);
  await page.waitForURL(new RegExp(`product=${product}`));
  await settle(page);
  const expected = cohorts(productLedger(ledgers.committed, product), { by: "year" }).rows;
  const cells = await page
    .locator("[data-figure=Cohorts] [data-cohort][data-age='12']")
    .evaluateAll((all) =>
      all.map((one) => [(one as HTMLElement).dataset.cohort, Number((one as HTMLElement).dataset.value)]),
    );
  const known = expected.flatMap(({ cohort, cells: [...own] }) => {
    const cell = own[12];
    return cell ? [[cohort, nrrCohort(cell)]] : [];
  });
  expect(cells.filter(([cohort]) => cohort !== "")).toEqual(known);
  expect(known.length).toBeGreaterThan(1);
  expect(await page.locator(".answer").innerText()).toContain(`with ${product}`);
  // The address alone opens the same, and a cell its customers.
  await page.reload();
  await settle(page);
  const [first] = expected;
  await page.locator(`[data-figure=Cohorts] [data-cohort='${first?.cohort}'][data-age='12']`).click();
  await expect.poll(() => page.locator("dialog[open] .lead .num").count()).toBe(2);
  const sums = await page
    .locator("dialog[open] .lead .num")
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));
  expect(sums).toEqual([first?.cells[12]?.retained_minor, first?.cells[12]?.opening_minor]);
  expect(problems).toEqual([]);
  await close();
});

test("a company of one product is offered none", async () => {
  const one = (ledger: typeof data.ledger) => ({
    ...ledger,
    products: ["All products"],
    movements: { ...ledger.movements, product: ledger.movements.product.map(() => 0) },
  });
  const { page, problems, close } = await site.open("compare.html?split=products", {
    data: { ...data, ledger: one(data.ledger), committed: one(data.committed) },
  });
  expect(await page.locator("#compare-product").isVisible()).toBe(false);
  expect(await page.locator("#compare-metric option").count()).toBe(9);
  await page.goto(`${site.url}retention.html`);
  await settle(page);
  expect(await page.locator("[data-table=product-retention]").count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

describe("a product in the address that is not shown alone", () => {
  test.each([
    ["survival.html?product=Core", "one product, Core: this page shows customers with all their products"],
    [
      "time-to-value.html?product=Core",
      "one product, Core: this page shows customers with all their products",
    ],
    ["cohorts.html?product=Nothing", "product=Nothing, which this report does not have"],
    ["compare.html?product=Nothing", "product=Nothing, which this report does not have"],
  ])("is said on %s, and offered only where it is", async (path, text) => {
    const { page, problems, close } = await site.open(path);
    const note = page.locator(".controls p.note");
    await note.filter({ hasText: text }).waitFor();
    expect(await page.locator("#cohort-product, #compare-product").count()).toBe(/^co/.test(path) ? 1 : 0);
    expect(problems).toEqual([]);
    await close();
  });

  test("is not said where it is shown", async () => {
    const [product = ""] = ledgers.committed.products;
    const { page, close } = await site.open(`cohorts.html?product=${product}`);
    await page.locator("#cohort-product option:checked", { hasText: product }).waitFor({ state: "attached" });
    expect(await page.locator(".controls p.note:visible").count()).toBe(0);
    await close();
  });
});
