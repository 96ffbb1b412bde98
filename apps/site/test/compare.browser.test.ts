import {
  activationByAge,
  activationRate,
  byLabelAtFirst,
  type CustomerOutcome,
  customersLike,
  type DaysInQuarter,
  daysByQuarter,
  daysByShare,
  FILTERED,
  filteredLedger,
  firstRenewalByDays,
  grrCohort,
  INSIDE,
  nrrCohort,
  type OnboardingCustomer,
  OUTSIDE,
  openLedger,
  outcomeBands,
  retention,
  retentionByCut,
  sumOutcomes,
  traitsOf,
} from "@tideline/metrics";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rowsFromColumns } from "../components/data.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const ledgers = { live: openLedger(data.ledger), committed: openLedger(data.committed) };
const outcomes = rowsFromColumns<CustomerOutcome>(data.outcomeRows);
const labelsOf = (cut: string) => data.summary.cuts.find(({ name }) => name === cut)?.labels ?? [];
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const numbers = (page: Page, selector: string) =>
  page
    .locator(`${selector} .num`)
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));

const filters = (cut: string, at: number, most = 2) => {
  const labels = labelsOf(cut).slice(at, at + most);
  return {
    filter: { cut, labels },
    search: labels.map((label) => `&only=${cut}:${encodeURIComponent(label)}`).join(""),
  };
};

describe("Compare", () => {
  const cases = [
    { basis: "committed", cut: "industry", metric: "nrr", only: null },
    { basis: "live", cut: "size_band", metric: "grr", only: null },
    { basis: "committed", cut: "size_band", metric: "nrr", only: filters("industry", 1) },
    { basis: "live", cut: "industry", metric: "grr", only: filters("size_band", 0) },
  ] as const;
  test.each(cases)(
    "$metric by $cut on $basis, with filters $only, is what the metrics package computes",
    async (one) => {
      const { basis, cut, metric, only } = one;
      const whole = ledgers[basis];
      const ledger = only ? filteredLedger(whole, { only: [only.filter], cuts: [cut] }) : whole;
      const rate = metric === "nrr" ? nrrCohort : grrCohort;
      const expected = retentionByCut(ledger, cut, 12).flatMap(({ label, rows }) => {
        const row = rows.at(-1);
        return label !== OUTSIDE && row && row.opening_logos ? [[label, rate(row)] as const] : [];
      });
      const { page, problems, close } = await site.open(
        `compare.html?basis=${basis}&cut=${cut}&metric=${metric}${only?.search ?? ""}`,
      );
      await page.locator("[data-figure='Compared by label'] button:text-is('table')").click();
      const rows = page.locator("[data-figure='Compared by label'] .behind tbody tr");
      const shown = await rows.evaluateAll((all) =>
        all.map(
          (row) =>
            [
              row.querySelector("th")?.textContent ?? "",
              Number((row.querySelector(".num") as HTMLElement | null)?.dataset.value),
            ] as const,
        ),
      );
      expect(new Map(shown)).toEqual(new Map(expected.map(([label, value]) => [label, value ?? 0])));
      const values = shown.map(([, value]) => value);
      expect(values, "the best first").toEqual([...values].sort((a, b) => b - a));
      const all = only
        ? retention(ledger, { horizonMonths: 12, cut: FILTERED, label: INSIDE })
        : retention(whole, { horizonMonths: 12 });
      expect((await numbers(page, ".answer"))[0]).toBe(rate(all.at(-1) as (typeof all)[number]));
      expect(problems).toEqual([]);
      await close();
    },
  );

  test("a label of its table is chosen with the cut that is compared, though no cut was chosen", async () => {
    const { page, problems, close } = await site.open("compare.html");
    const label = labelsOf("industry")[0] ?? "";
    const button = page.locator(`[data-labels] tr[data-label="${label}"] button`);
    await button.click();
    await settle(page);
    const { searchParams } = new URL(page.url());
    expect([searchParams.get("cut"), searchParams.get("label")]).toEqual(["industry", label]);
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    await button.click();
    await settle(page);
    expect(new URL(page.url()).searchParams.has("label")).toBe(false);
    expect(problems).toEqual([]);
    await close();
  });

  test("another figure is chosen, stays in the address, and few customers are flagged", async () => {
    const { page, close } = await site.open("compare.html?cut=csm");
    await page.selectOption("#compare-metric", "logo_churn_year");
    await page.waitForURL(/metric=logo_churn_year/);
    expect(await page.locator("[data-figure='Compared by label'] h2").innerText()).toContain("logo churn");
    expect(await page.locator(".picks .hint").innerText()).toContain("fewer than 20 customers");
    expect(await page.locator("[data-table=compare-spread] tbody tr").count()).toBeGreaterThan(1);
    await close();
  });
});

describe("Right customer", () => {
  test("the book's classes partition all customers, from the mart", async () => {
    const { page, problems, close } = await site.open("right-customer.html");
    const sums = sumOutcomes(outcomes);
    const told = [sums.customers, sums.lost_first, sums.lost_second, sums.none_due, sums.renewed];
    expect((await numbers(page, ".answer")).slice(0, 5)).toEqual(told);
    const [, first, second, none, renewed] = told as [number, number, number, number, number];
    expect(first + second + none + renewed).toBe(sums.customers);
    // Not the NPS of the NPS page, where a person's last answer counts.
    expect(await page.innerText(".answer")).toMatch(
      /; all their answers of a year give an NPS of \S+ from [\d,]+ answers/,
    );
    expect(problems).toEqual([]);
    await close();
  });

  test.each([
    ["committed", filters("industry", 0, 1)],
    ["live", filters("size_band", 1, 1)],
  ] as const)(
    "like a prospect on %s is what the metrics package computes",
    async (basis, { filter, search }) => {
      const rows = customersLike(ledgers[basis], outcomes, [filter]);
      const sums = sumOutcomes(rows);
      expect(sums.customers).toBeGreaterThan(0);
      const { page, problems, close } = await site.open(`right-customer.html?basis=${basis}${search}`);
      const shown = await numbers(page, ".answer");
      expect(shown[0]).toBe(sums.customers);
      expect(shown).toContain(sums.growth_micros / 1e6 / sums.present);
      expect(shown).toContain(sums.contract_minor / sums.original_minor);
      const traits = traitsOf(ledgers[basis], rows).filter(
        ({ labels, test: found }) => labels.length > 1 && found !== null,
      );
      const names = await page.locator("[data-table=traits] tbody th").allInnerTexts();
      expect(names).toEqual(traits.map(({ title }) => title));
      expect(problems).toEqual([]);
      await close();
    },
  );

  test.each([
    ["all", null],
    ["a filter", filters("industry", 0, 1)],
  ] as const)("bands of health of %s are counted as the metrics package does", async (_name, chosen) => {
    const who = chosen ? customersLike(ledgers.committed, outcomes, [chosen.filter]) : outcomes;
    const expected = outcomeBands(who).filter(({ outcome }) => outcome === "renewed");
    const { page, problems, close } = await site.open(`right-customer.html?${chosen?.search.slice(1) ?? ""}`);
    const place = "[data-figure='Health of customers like this']";
    await page.locator(`${place} button:text-is('table')`).click();
    const shown = await page.locator(`${place} .behind tbody tr`).evaluateAll((all) =>
      all.map((row) => ({
        outcome: row.querySelector("th")?.textContent,
        band: row.querySelector("td")?.textContent ?? "",
        customers: Number((row.querySelector(".num") as HTMLElement).dataset.value),
      })),
    );
    const renewed = shown.filter(({ outcome, customers }) => outcome === "renewed" && customers > 0);
    const byBand = (a: { band: string }, b: { band: string }) => (a.band < b.band ? -1 : 1);
    expect(renewed.sort(byBand)).toEqual(expected.sort(byBand));
    expect(expected.length).toBeGreaterThan(2);
    expect(problems).toEqual([]);
    await close();
  });

  test("of many customers whose fate is mostly open no share is claimed", async () => {
    const decided = (sums: ReturnType<typeof sumOutcomes>) =>
      sums.renewed + sums.lost_first + sums.lost_second + sums.lost_later + sums.lost_between;
    const found = labelsOf("industry")
      .flatMap((industry) => labelsOf("size_band").map((size) => ({ industry, size })))
      .map(({ industry, size }) => {
        const only = [
          { cut: "industry", labels: [industry] },
          { cut: "size_band", labels: [size] },
        ];
        const sums = sumOutcomes(customersLike(ledgers.committed, outcomes, only));
        return { industry, size, sums, known: decided(sums) };
      })
      .find(({ sums, known }) => sums.customers >= 20 && known > 0 && known < 20);
    if (!found) throw new Error("no two labels of the sample have 20 customers and fewer decided");
    const { page, close } = await site.open(
      `right-customer.html?only=industry:${encodeURIComponent(found.industry)}&only=size_band:${encodeURIComponent(found.size)}`,
    );
    const words = `The fate of only ${found.known} is known`;
    expect(await page.locator(".answer").innerText()).toContain(`${words}: read the counts`);
    const heading = page.locator("[data-figure]").first().locator("h2");
    expect(await heading.innerText()).toBe(`${words}: too few for a share`);
    await close();
  });

  test("a pick is a filter of the address, and is taken back", async () => {
    const { page, close } = await site.open("right-customer.html");
    const label = labelsOf("industry")[0] ?? "";
    await page.selectOption("#pick-industry", label);
    await page.waitForURL(/only=industry/);
    expect((await numbers(page, ".answer"))[0]).toBe(
      customersLike(ledgers.committed, outcomes, [{ cut: "industry", labels: [label] }]).length,
    );
    await page.click("text=any customer");
    expect((await numbers(page, ".answer"))[0]).toBe(outcomes.length);
    await close();
  });
});

describe("Time to value", () => {
  const rows = rowsFromColumns<OnboardingCustomer>(data.onboardingRows);
  const known = (some: readonly OnboardingCustomer[]) => some.filter(({ is_recorded }) => is_recorded);
  const half = (some: readonly OnboardingCustomer[]) => daysByShare(daysByQuarter(known(some)));
  const within90 = (some: readonly OnboardingCustomer[]) => {
    const found = activationByAge(known(some)).find(({ age_days }) => age_days === 90);
    return found ? activationRate(found) : null;
  };

  test("half of all, activation and the first renewal are those of the marts", async () => {
    const { page, problems, close } = await site.open("time-to-value.html");
    const days = rowsFromColumns<DaysInQuarter>(data.onboarding.by_days);
    const shown = await numbers(page, ".answer");
    expect(shown[0]).toBe(daysByShare(days));
    expect(known(rows).length).toBeLessThan(rows.length);
    expect(shown.at(-2)).toBe(within90(rows));
    expect(shown.at(-1), "named apart").toBe(rows.length - known(rows).length);
    const marts = await page
      .locator(".answer .num")
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.mart));
    expect([...new Set(marts)].sort()).toEqual([
      "onboarding__by_age",
      "onboarding__by_days",
      "onboarding__customers",
    ]);
    const first = "[data-figure='First renewal by time to value']";
    await page.locator(`${first} button:text-is('table')`).click();
    const rates = await page
      .locator(`${first} .behind tbody tr`)
      .evaluateAll((all) =>
        all.map((row) => Number((row.querySelector(".num") as HTMLElement).dataset.value)),
      );
    expect(rates).toEqual(firstRenewalByDays(rows).map(({ renewed, decided }) => renewed / decided));
    expect(await page.locator(`${first} .caveat`).innerText()).toContain(
      "“no go-live by then” also holds customers whose go-live nobody recorded",
    );
    expect(await page.locator("#controls .chip.fixed").innerText()).toContain("as known on");
    expect(problems).toEqual([]);
    await close();
  });

  test.each([
    ["committed", "industry", filters("size_band", 0)],
    ["live", "size_band", filters("industry", 1, 1)],
  ] as const)(
    "on %s by %s with a filter is what the metrics package computes",
    async (basis, cut, { filter, search }) => {
      const ledger = ledgers[basis];
      const who = customersLike(ledger, rows, [filter]);
      const labels = byLabelAtFirst(ledger, who, [cut]);
      expect(labels.length).toBeGreaterThan(1);
      const { page, problems, close } = await site.open(
        `time-to-value.html?basis=${basis}&cut=${cut}${search}`,
      );
      const shown = await numbers(page, ".answer");
      const apart = who.length - known(who).length;
      expect([shown[0], shown.at(apart > 0 ? -2 : -1)]).toEqual([half(who), within90(who)]);
      const figure = "[data-figure='Time to value by label']";
      await page.locator(`${figure} button:text-is('table')`).click();
      const told = await page
        .locator(`${figure} .behind tbody tr`)
        .evaluateAll((all) =>
          all.map((row) => [
            row.querySelector("th")?.textContent,
            ...[...row.querySelectorAll(".num")].map((one) => Number((one as HTMLElement).dataset.value)),
          ]),
        );
      const expected = labels.map(({ labels: [label], rows: own }) => {
        const bands = firstRenewalByDays(own);
        const decided = bands.reduce((sum, band) => sum + band.decided, 0);
        const renewed = bands.reduce((sum, band) => sum + band.renewed, 0);
        const old = activationByAge(known(own)).find(({ age_days }) => age_days === 90)?.old_enough ?? 0;
        return [
          label,
          known(own).length,
          half(own) ?? 0,
          daysByShare(daysByQuarter(known(own)), 0.9) ?? 0,
          old,
          within90(own) ?? 0,
          decided,
          decided ? renewed / decided : 0,
        ];
      });
      const byName = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
      expect(told.sort(byName)).toEqual(expected.sort(byName));
      expect(problems).toEqual([]);
      await close();
    },
  );

  test("two cuts at once give a row a pair, and a label alone is a filter", async () => {
    const { page, close } = await site.open("time-to-value.html?cut=industry&second=size_band");
    const figure = "[data-figure='Time to value by label']";
    await page.locator(`${figure} button:text-is('table')`).click();
    const pairs = byLabelAtFirst(ledgers.committed, rows, ["industry", "size_band"]);
    expect(await page.locator(`${figure} .behind tbody tr`).count()).toBe(pairs.length);
    const label = labelsOf("industry")[0] ?? "";
    await page.selectOption("#control-label", "0");
    await page.waitForURL(/label=/);
    await settle(page);
    const own = customersLike(ledgers.committed, rows, [{ cut: "industry", labels: [label] }]);
    expect((await numbers(page, ".answer"))[0]).toBe(half(own));
    await close();
  });
});

test("a cut that is not for the board is offered to analysts alone", async () => {
  const cuts = data.summary.cuts.map((cut) =>
    cut.name === "size_band" ? { ...cut, is_for_board: false } : cut,
  );
  const other = { ...data, summary: { ...data.summary, cuts } };
  const board = await site.open("retention.html?cut=size_band", { data: other });
  expect(await board.page.locator("#control-cut option").allInnerTexts()).not.toContain("size band");
  expect(await board.page.locator("#control-cut").inputValue()).toBe("");
  await board.close();
  const analysts = await site.open("compare.html?cut=size_band", { data: other });
  expect(await analysts.page.locator("#control-cut").inputValue()).toBe("size_band");
  await analysts.close();
});
