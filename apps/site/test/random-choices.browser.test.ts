import {
  averageRevenuePerAccount,
  type CustomerOutcome,
  customersLike,
  grossChurn,
  grrCohort,
  type Ledger,
  logoChurn,
  logoChurnFixedSet,
  netExpansion,
  nrrBridge,
  nrrCohort,
  type OnboardingCustomer,
  openLedger,
  productRetention,
  type RetentionDetailRow,
  renewalPeriod,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
  renewalsByLabel,
  renewalsByMonth,
  retentionByCut,
  riskByBand,
  sumOutcomes,
  sumPeriods,
  type WaterfallRow,
  waterfallByCut,
} from "@tideline/metrics";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RiskRow } from "../components/at-risk-data.ts";
import { rowsFromColumns } from "../components/data.ts";
import { firstLabels, onlyCustomers } from "./only-customers.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";
import { renewalsOf } from "./sample-renewals.ts";

/*
 * Random cuts, filters, bases and periods of the pages that no other file draws at random: what they show is what the
 * metrics package gives of a company that never had other customers. Cohorts and Survival have their own.
 */

const data = sampleCompany();
const files = { committed: data.committed, live: data.ledger };
const labels = { committed: firstLabels(data.committed), live: firstLabels(data.ledger) };
const months = openLedger(data.committed).report_months.map((month) => month.slice(0, 7));
const labelsOf = (cut: string) => data.summary.cuts.find(({ name }) => name === cut)?.labels ?? [];
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const some = (cut: string, most: number) =>
  fc.oneof(fc.constant<string[]>([]), fc.subarray(labelsOf(cut), { minLength: 1, maxLength: most }));
const metrics = [
  ...["nrr", "grr", "logo_retention", "revenue_churn_year", "logo_churn_year", "nrr_bridge"],
  ...["net_expansion", "arpa", "closing"],
];
const choice = fc.record({
  basis: fc.constantFrom("committed" as const, "live" as const),
  cut: fc.constantFrom("industry", "size_band", "csm"),
  to: fc.constantFrom(...months.slice(-20)),
  // Labels of these cuts never change, so who passes is who carries them.
  only: fc.record({ industry: some("industry", 3), size_band: some("size_band", 2) }),
});
type Choice = typeof choice extends fc.Arbitrary<infer One> ? One : never;

const passes =
  ({ only }: Choice, basis: keyof typeof files) =>
  (customer: number) =>
    Object.entries(only).every(
      ([cut, chosen]) => chosen.length === 0 || chosen.includes(labels[basis][cut]?.[customer] as string),
    );
const ledgerOf = (one: Choice, basis = one.basis): Ledger =>
  openLedger(onlyCustomers(files[basis], passes(one, basis)));
const filtersOf = ({ only }: Choice) =>
  Object.entries(only).flatMap(([cut, chosen]) => (chosen.length > 0 ? [{ cut, labels: chosen }] : []));

function addressOf(one: Choice, more: Record<string, string> = {}): string {
  const params = new URLSearchParams({ basis: one.basis, cut: one.cut, by: "month", to: one.to, ...more });
  for (const { cut, labels: chosen } of filtersOf(one))
    for (const label of chosen) params.append("only", `${cut}:${label}`);
  return params.toString();
}

/** Opens the page once for each of some choices, and says which one failed. */
async function each(runs: number, page: string, check: (one: Choice, open: Opened) => Promise<void>) {
  const { page: tab, problems, close } = await site.open("definitions.html");
  for (const one of fc.sample(choice, { seed: 5, numRuns: runs })) {
    const open = async (more?: Record<string, string>) => {
      await tab.goto(`${site.url}${page}?${addressOf(one, more)}`);
      await settle(tab);
      return tab;
    };
    await check(one, open);
  }
  expect(problems).toEqual([]);
  await close();
}
type Opened = (more?: Record<string, string>) => Promise<Page>;

/** Raw values by row: those with a number, as they are written. */
const rowsOf = (page: Page, selector: string) =>
  page.locator(`${selector} tbody tr`).evaluateAll((all) =>
    all.map((row) => ({
      name: row.querySelector("th")?.textContent ?? "",
      texts: [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? ""),
      numbers: [...row.querySelectorAll<HTMLElement>(".num")].map(({ dataset }) => ({
        key: dataset.key ?? "",
        value: dataset.value ? Number(dataset.value) : null,
      })),
    })),
  );

/** Twelve months to one as one row. */
function yearTo(rows: readonly WaterfallRow[], to: string): WaterfallRow | null {
  const at = rows.findIndex(({ report_month }) => report_month.startsWith(to));
  const year = rows.slice(Math.max(0, at - 11), at + 1);
  // Moved to one calendar year, twelve months are a period.
  const named = year.map((row, month) => ({
    ...row,
    report_month: `2000-${String(month + 1).padStart(2, "0")}-01`,
  }));
  return year.length === 12 ? (sumPeriods(named, "year")[0] as unknown as WaterfallRow) : null;
}

/** A figure of a label and the customers it rests on, straight from the metrics package. */
function figureOf(
  metric: string,
  {
    kept,
    rows,
    live,
    to,
  }: { kept: RetentionDetailRow | undefined; rows: WaterfallRow[]; live: WaterfallRow[]; to: string },
): [number | null, number] {
  const sum = yearTo(rows, to);
  const month = (of: WaterfallRow[]) => of.find(({ report_month }) => report_month.startsWith(to));
  const opened = sum?.opening_logos ?? 0;
  const holding = opened + (sum?.archived_opening_logos ?? 0);
  const [now, paid] = [month(rows), month(live)];
  if (metric === "nrr") return [kept ? nrrCohort(kept) : null, kept?.opening_customers ?? 0];
  if (metric === "grr") return [kept ? grrCohort(kept) : null, kept?.opening_customers ?? 0];
  if (metric === "logo_retention") {
    const lost = kept ? logoChurnFixedSet(kept) : null;
    return [lost === null ? null : 1 - lost, kept?.opening_logos ?? 0];
  }
  if (metric === "revenue_churn_year") return [sum && grossChurn(sum), holding];
  if (metric === "logo_churn_year") return [sum && logoChurn(sum), opened];
  if (metric === "nrr_bridge") return [sum && nrrBridge(sum), holding];
  if (metric === "net_expansion") return [sum && netExpansion(sum), holding];
  if (metric === "arpa") return [paid ? averageRevenuePerAccount(paid) : null, paid?.closing_logos ?? 0];
  return [now?.closing_minor ?? null, (now?.closing_logos ?? 0) + (now?.archived_logos ?? 0)];
}

test("Compare: every figure by any cut, with the customers it rests on", async () => {
  let at = 0;
  await each(metrics.length, "compare.html", async (one, open) => {
    const metric = metrics[at++] as string;
    const page = await open({ metric });
    await page.locator("[data-figure='Compared by label'] button:text-is('table')").click();
    const shown = await rowsOf(page, "[data-figure='Compared by label'] .behind");
    const [ledger, paying] = [ledgerOf(one), waterfallByCut(ledgerOf(one, "live"), one.cut)];
    const kept = retentionByCut(ledger, one.cut, 12);
    const expected = waterfallByCut(ledger, one.cut).flatMap(({ label, rows }) => {
      const own = kept.find((row) => row.label === label)?.rows;
      const [value, customers] = figureOf(metric, {
        kept: own?.find(({ report_month }) => report_month.startsWith(one.to)),
        rows,
        live: paying.find((row) => row.label === label)?.rows ?? [],
        to: one.to,
      });
      return customers > 0 || (value ?? 0) !== 0 ? [[label, [value, customers]] as const] : [];
    });
    expect(
      Object.fromEntries(
        shown.map(({ name, numbers, texts }) => [
          name,
          [numbers[0]?.value ?? null, Number(texts[1]?.replaceAll(",", ""))],
        ]),
      ),
      `${metric} ${addressOf(one)}`,
    ).toEqual(Object.fromEntries(expected));
    expect(expected.length).toBeGreaterThan(0);
  });
}, 120_000);

test("Retention: labels and products", async () => {
  await each(4, "retention.html", async (one, open) => {
    const page = await open();
    const ledger = ledgerOf(one);
    const kept = retentionByCut(ledger, one.cut, 12);
    const balances = waterfallByCut(ledger, one.cut);
    const shown = (await rowsOf(page, `[data-labels=${one.cut}]`)).filter(({ name }) => name !== "All");
    expect(shown.length).toBeGreaterThan(0);
    for (const { name, numbers } of shown) {
      const of = (column: string) => numbers.find(({ key }) => key.startsWith(`${column} `))?.value ?? null;
      const row = kept
        .find(({ label }) => label === name)
        ?.rows.find((r) => r.report_month.startsWith(one.to));
      const rows = balances.find(({ label }) => label === name)?.rows ?? [];
      const told = ["nrrCohort 12 months", "grrCohort 12 months", "nrrBridge 12 months", "closing_minor"];
      const year = yearTo(rows, one.to);
      expect(told.map(of), `${name} ${addressOf(one)}`).toEqual([
        row ? nrrCohort(row) : null,
        row ? grrCohort(row) : null,
        year && nrrBridge(year),
        rows.find((r) => r.report_month.startsWith(one.to))?.closing_minor,
      ]);
    }
    const products = productRetention(ledger, { month: one.to, horizonMonths: 12 });
    const table = await rowsOf(page, "[data-table=product-retention]");
    for (const row of products?.rows ?? [])
      expect(
        table.find(({ name }) => name === row.product)?.numbers.map(({ value }) => value),
        `${row.product} ${addressOf(one)}`,
      ).toEqual([
        ...[row.opening_minor, row.lost_minor, row.grown_minor, row.retained_minor],
        grrCohort({ opening_minor: row.opening_minor, kept_minor: row.opening_minor + row.lost_minor }),
        nrrCohort(row),
        ...[row.taken_up_minor, row.opening_customers],
      ]);
  });
}, 120_000);

test("Renewals: rates of the month and, by any cut, of the year", async () => {
  const currency = data.summary.company.currency;
  const all = data.renewalRows;
  const { id } = data.committed.customers;
  await each(4, "renewals.html", async (one, open) => {
    const page = await open();
    const isIn = passes(one, "committed");
    const rows = all.filter(({ customer_id }) => isIn(id.indexOf(customer_id)));
    const month = renewalPeriod(renewalsByMonth(renewalsOf(rows), { months: [`${one.to}-01`], currency }));
    const decided = month ? [month] : [];
    const found = [renewalRateLogo, renewalRateGross, renewalRateNet].map((rate) => rate(decided));
    const shown = await rowsOf(page, "[data-table=renewal-rates]");
    const now = (key: string) =>
      shown.flatMap(({ numbers }) => numbers).find((number) => number.key.startsWith(`${key} ${one.to}`))
        ?.value;
    expect(
      ["renewalRateLogo", "renewalRateGross", "renewalRateNet"].map((key) => now(key) ?? null),
      addressOf(one),
    ).toEqual(found);
    await page.locator("[data-figure='Renewal rates by label'] button:text-is('table')").click();
    const labelled = await rowsOf(page, "[data-figure='Renewal rates by label'] .behind");
    const last = months.indexOf(one.to);
    const year = months.slice(last - 11, last + 1).map((m) => `${m}-01`);
    const expected = renewalsByLabel(openLedger(data.committed), rows, [one.cut]).flatMap((group) => {
      const period = renewalPeriod(renewalsByMonth(renewalsOf(group.rows), { months: year, currency }));
      return period && period.decided > 0 ? [[group.labels[0], renewalRateNet([period])]] : [];
    });
    const rates = labelled.flatMap(({ name, numbers }) => {
      const rate = numbers.find(({ key }) => key.startsWith("renewalRateNet "))?.value;
      return rate === null || rate === undefined ? [] : [[name, rate]];
    });
    expect(Object.fromEntries(rates), addressOf(one)).toEqual(Object.fromEntries(expected));
  });
}, 120_000);

test("Right customer and Time to value: whoever was like that at the start", async () => {
  const outcomes = rowsFromColumns<CustomerOutcome>(data.outcomeRows);
  const onboarded = rowsFromColumns<OnboardingCustomer>(data.onboardingRows);
  const first = async (page: Page) =>
    Number(await page.locator(".answer .num").first().getAttribute("data-value"));
  await each(3, "right-customer.html", async (one, open) => {
    const who = customersLike(openLedger(files[one.basis]), outcomes, filtersOf(one));
    const { customers } = sumOutcomes(filtersOf(one).length > 0 ? who : outcomes);
    expect(await first(await open()), addressOf(one)).toBe(customers);
  });
  await each(3, "time-to-value.html", async (one, open) => {
    const page = await open();
    const table = "[data-figure='Time to value by label']";
    await page.locator(`${table} button:text-is('table')`).click();
    const who = customersLike(openLedger(files[one.basis]), onboarded, filtersOf(one));
    const counted = who.filter(({ is_recorded }) => is_recorded);
    const carried = labels[one.basis][one.cut] ?? [];
    const shown = await rowsOf(page, `${table} .behind`);
    expect(shown.length).toBeGreaterThan(0);
    if (one.cut === "csm") return;
    for (const { name, numbers } of shown)
      expect(numbers[0]?.value, `${name} ${addressOf(one)}`).toBe(
        counted.filter(({ customer_id }) => {
          const customer = files[one.basis].customers.id.indexOf(customer_id);
          return carried[customer] === name && files[one.basis].logos.customer.includes(customer);
        }).length,
      );
  });
}, 120_000);

test("At risk, Attention and Health: whoever carries the labels now", async () => {
  const renewals = rowsFromColumns<RiskRow>(data.atRisk.all.renewals);
  const listed = rowsFromColumns<{ list: string; customer_id: string }>(data.service.attentionRows);
  const { id } = data.committed.customers;
  /** Every number of the page by its key, its tables opened. */
  const numbersOf = async (page: Page) => {
    const tables = page.locator(".figure:not([hidden]) .actions button:text-is('table')");
    for (const button of await tables.all()) await button.click();
    return new Map(
      await page.locator("main .num").evaluateAll((all) =>
        all.map((one) => {
          const { key = "", value } = (one as HTMLElement).dataset;
          return [key, Number(value)] as const;
        }),
      ),
    );
  };
  await each(3, "at-risk.html", async (one, open) => {
    const isIn = passes(one, "committed");
    const shown = await numbersOf(await open());
    const rows = riskByBand(renewals.filter(({ customer_id }) => isIn(id.indexOf(customer_id))));
    const key = filtersOf(one).map(({ cut, labels: chosen }) => ` only ${cut}=${chosen.join("|")}`);
    for (const row of rows.filter(({ open_due_minor }) => open_due_minor > 0)) {
      const place = `${row.due_quarter.slice(0, 7)} ${row.horizon_days ?? "late"} ${row.band}`;
      expect(shown.get(`open_due_minor ${place}${key.join("")}`), place).toBe(row.open_due_minor);
    }
  });
  await each(3, "attention.html", async (one, open) => {
    const isIn = passes(one, "committed");
    const page = await open();
    const counts = listed.filter(({ customer_id }) => isIn(id.indexOf(customer_id)));
    for (const list of new Set(listed.map((row) => row.list))) {
      const heading = page.locator(`[data-list=${list}] h2 .num`).first();
      const count = counts.filter((row) => row.list === list).length;
      expect(Number(await heading.getAttribute("data-value")), `${list} ${addressOf(one)}`).toBe(count);
    }
  });
  const bands = rowsFromColumns<{
    cut: string;
    label: string;
    basis: string;
    band: string;
    customers: number;
  }>(data.health.rows.by_cut);
  await each(3, "health.html", async (one, open) => {
    const shown = await numbersOf(await open());
    const own = bands.filter(({ cut, basis }) => cut === one.cut && basis === one.basis);
    expect(own.length).toBeGreaterThan(1);
    for (const row of own)
      expect(
        shown.get(`customers ${row.cut}=${row.label} ${row.basis} ${row.band}`),
        `${row.label} ${row.band}`,
      ).toBe(row.customers);
  });
}, 120_000);
