import { readFile } from "node:fs/promises";
import {
  type ClassedCustomer,
  type CutFilter,
  contractGrowth,
  customersByClass,
  customersLike,
  discountShrinkage,
  growthByTenure,
  openLedger,
  type RenewalDueMonthRow,
  renewalPeriod,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
  renewalsByDueMonth,
  renewalsByLabel,
  renewalsByMonth,
  renewalsLike,
} from "@tideline/metrics";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rowsFromColumns } from "../components/data.ts";
import type { AheadRow } from "../components/renewal-data.ts";
import { onlyCustomers } from "./only-customers.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";
import { renewalsOf } from "./sample-renewals.ts";

const data = sampleCompany();
const ahead = rowsFromColumns<AheadRow>(data.renewalsAhead);
const months = rowsFromColumns<{
  report_month: string;
  decided: number;
  renewed_logos: number;
  due_minor: number;
  renewed_minor: number;
  kept_minor: number;
  late_count: number;
}>(data.renewals.by_month);
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const numbersOf = (page: Page, selector: string) =>
  page
    .locator(`${selector} .num`)
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));

describe("what falls due", () => {
  test("this quarter and next, by month, in parts that add up", async () => {
    const { page, problems, close } = await site.open("renewals.html");
    const table = "[data-table=renewals-ahead]";
    for (const [row, from, to] of [
      ["2026-Q1", "2026-01-01", "2026-03-01"],
      ["2026-Q2", "2026-04-01", "2026-06-01"],
    ] as const) {
      const rows = ahead.filter(
        ({ due_month, state }) => state !== "late" && due_month >= from && due_month <= to,
      );
      const [count, due, ...parts] = await numbersOf(page, `${table} tr[data-row='${row}']`);
      expect(count).toBe(rows.length);
      expect(due).toBe(rows.reduce((sum, { due_minor }) => sum + due_minor, 0));
      expect(
        parts.reduce((sum, part) => sum + part, 0),
        "signed + noticed + late + open",
      ).toBe(due);
      expect(parts[1], "noticed").toBe(rows.reduce((sum, one) => sum + one.noticed_due_minor, 0));
    }
    const late = ahead.filter(({ state }) => state === "late");
    expect((await numbersOf(page, `${table} tr[data-row=late]`))[0]).toBe(late.length);
    const answer = await page.locator(".answer").innerText();
    expect(answer).toContain("In the coming quarter, Q1 2026, ");
    expect(answer).toContain(`${late.length} are late, worth `);
    expect(problems).toEqual([]);
    await close();
  });

  test("lists the customers, late and noticed first, all of them in the file; one opens", async () => {
    const { page, close } = await site.open("renewals.html");
    const list = page.locator("[data-table=renewal-customers]");
    const states = await list.locator("tbody td:nth-child(3)").allInnerTexts();
    const order = ["late", "noticed", "open", "signed"];
    expect(states).toEqual([...states].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(states[0]).toBe("late");
    const waiting = page.waitForEvent("download");
    await list.locator("text=CSV of all renewals").click();
    const text = await readFile(await (await waiting).path(), "utf8");
    expect(text.trim().split("\r\n")).toHaveLength(ahead.length + 1);
    await list.locator("tbody button").first().click();
    await expect.poll(() => page.locator("dialog[open] h2").count()).toBe(1);
    await close();
  });
});

describe("renewal rates", () => {
  test("of a quarter are those of its months' sums, and late ones stand apart", async () => {
    const { page, close } = await site.open("renewals.html?to=2025-Q2");
    const rows = months.filter(
      ({ report_month }) => report_month >= "2025-04-01" && report_month <= "2025-06-01",
    );
    const cell = async (row: string) =>
      (await numbersOf(page, `[data-table=renewal-rates] tr[data-row=${row}] td.now`))[0];
    expect(await cell("renewalRateLogo")).toBe(renewalRateLogo(rows));
    expect(await cell("renewalRateGross")).toBe(renewalRateGross(rows));
    expect(await cell("renewalRateNet")).toBe(renewalRateNet(rows));
    expect(await cell("decided")).toBe(rows.reduce((sum, { decided }) => sum + decided, 0));
    expect(await cell("late_count"), "late at the quarter's end").toBe(rows.at(-1)?.late_count);
    await page.selectOption("#control-by", "month");
    await expect.poll(() => new URL(page.url()).searchParams.get("to")).toBe("2025-06");
    await expect.poll(() => cell("decided")).toBe(rows.at(-1)?.decided);
    await close();
  });

  test("a count opens the renewals behind it, all of them in the file, and so does the address", async () => {
    const { page, problems, requests, close } = await site.open("renewals.html?to=2025-Q2");
    const asked = () => requests.filter((address) => address.includes("renewal-rows")).length;
    expect(asked(), "not before the reader asks").toBe(0);
    for (const [table, row] of [
      ["renewal-rates", "cancelled_logos"],
      ["renewal-rates", "renewed_logos"],
      ["renewals-due", "due"],
    ] as const) {
      const cell = `[data-table=${table}] tr[data-row=${row}] td.now`;
      const [count = 0] = await numbersOf(page, cell);
      expect(count).toBeGreaterThan(0);
      await page.locator(`${cell} button`).click();
      await expect
        .poll(() => page.locator("dialog[open] .lead").innerText())
        .toContain(`${count} renewal${count === 1 ? "" : "s"}, `);
      expect(await page.locator("dialog[open] tbody tr").count()).toBe(count);
      const waiting = page.waitForEvent("download");
      await page.locator("dialog[open] >> text=CSV of all renewals").click();
      const text = await readFile(await (await waiting).path(), "utf8");
      expect(text.trim().split("\r\n")).toHaveLength(count + 1);
      await page.keyboard.press("Escape");
      await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
    }
    expect(asked(), "once").toBe(1);
    expect(problems).toEqual([]);
    await close();
    const again = await site.open("renewals.html?renewals=archived_logos@2025@counted");
    await expect
      .poll(() => again.page.locator("dialog[open] h2").innerText())
      .toBe("Renewals archived, counted in 2025");
    await again.close();
  });

  test("of what fell due count late ones beside, and are those of the decided", async () => {
    const { page, close } = await site.open("renewals.html?by=month&to=2025-12");
    const [row] = rowsFromColumns<RenewalDueMonthRow>(data.renewals.by_due_month).slice(-1);
    const cell = async (name: string) =>
      (await numbersOf(page, `[data-table=renewals-due] tr[data-row=${name}] td.now`))[0];
    expect([await cell("due"), await cell("late_count"), await cell("late_minor")]).toEqual([
      row?.due,
      2,
      row?.late_minor,
    ]);
    expect(await cell("renewalRateNet")).toBe(row ? renewalRateNet([row]) : null);
    await page.locator("[data-table=renewals-due] tr[data-row=late_count] td.now button").click();
    await expect.poll(() => page.locator("dialog[open] tbody tr").count()).toBe(2);
    await close();
  });

  test("say that they are not retention, and stand on neither basis", async () => {
    const { page, close } = await site.open("renewals.html?basis=live");
    expect(await page.locator("main").innerText()).toContain("Renewal rates are not retention");
    expect(await page.locator("#control-basis").count()).toBe(0);
    expect((await page.locator(".chip.fixed").innerText()).split(/\s+/)).toEqual(["basis", "neither"]);
    const tips = await page
      .locator("main .num")
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.tip ?? ""));
    expect(tips.length).toBeGreaterThan(100);
    for (const tip of tips) expect(tip).toContain("on neither basis");
    await page.click("#side a:text-is('Overview')");
    await page.waitForURL((url) => !url.pathname.includes("renewals"));
    await settle(page);
    expect(new URL(page.url()).searchParams.get("basis"), "the other pages keep theirs").toBe("live");
    await close();
  });
});

test("classes partition the customers: 31 = 14 + 4 + 8 + 5", async () => {
  const { page, close } = await site.open("renewals.html");
  const figure = page.locator("[data-figure='Customers by outcome of their renewals']");
  expect(await figure.locator(".subtitle").innerText()).toContain("31 = 14 + 4 + 5 + 8");
  expect(await figure.locator("h2").innerText()).toBe(
    "Of 31 customers there ever were, 14 were lost at first renewal, 4 were lost at second renewal, 8 renewed and are still there",
  );
  expect(await figure.locator(".caveat").innerText()).toContain(
    "Counted apart: 2 who joined and left between two month ends.",
  );
  await figure.locator("button:text-is('table')").click();
  const counts = await numbersOf(
    page,
    "[data-figure='Customers by outcome of their renewals'] .behind td:nth-child(2)",
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(31);
  await close();
});

test("discounts at signing and at first renewal, and contracts by tenure, are ratios of sums", async () => {
  const { page, close } = await site.open("renewals.html");
  const discounts = page.locator("[data-table=first-discounts]");
  // Signed at 1,600 of 2,000, renewed at 1,970 of 2,200.
  const [customers, signed, renewed, shrunk] = await numbersOf(
    page,
    "[data-table=first-discounts] tr[data-row='all years']",
  );
  expect([customers, signed]).toEqual([10, 0.2]);
  expect(renewed).toBeCloseTo(1 - 1970 / 2200, 12);
  expect(shrunk).toBeCloseTo(0.2 - (1 - 1970 / 2200), 12);
  expect(await discounts.locator("h2").innerText()).toMatch(/^Discounts shrink by 9\.5 pt at first renewal$/);
  // Three years and more: 1,600 + 1,800 of 2,000.
  const long = await numbersOf(page, "[data-table=contract-growth] tr[data-row='3 years and more']");
  expect(long).toEqual([20, 0.55, 1.7, 1.7]);
  await close();
});

describe("of some customers", () => {
  const ledger = openLedger(data.committed);
  const renewals = data.renewalRows;
  const customers = rowsFromColumns<ClassedCustomer & { customer_id: string; tenure_months: number | null }>(
    data.outcomeRows,
  );
  const labelsOf = (cut: string) => data.summary.cuts.find(({ name }) => name === cut)?.labels ?? [];
  const [industries, bands, csms] = ["industry", "size_band", "csm"].map(labelsOf);
  const dayMonths = ["2025-10-01", "2025-11-01", "2025-12-01"];
  const currency = data.summary.company.currency;
  const chosen = (only: readonly CutFilter[]) =>
    only.flatMap(({ cut, labels }) => labels.map((label) => `only=${encodeURIComponent(`${cut}:${label}`)}`));
  const valuesOf = (page: Page, row: string) => numbersOf(page, `main ${row}`);

  const choices: [string, CutFilter[], string][] = [
    ["one label", [{ cut: "industry", labels: [industries?.[0] ?? ""] }], ""],
    ["a label that changes over time, shown alone", [{ cut: "csm", labels: [csms?.[1] ?? ""] }], "csm"],
    [
      "two labels of a cut and one of another",
      [
        { cut: "industry", labels: industries?.slice(1, 3) ?? [] },
        { cut: "size_band", labels: [bands?.[0] ?? ""] },
      ],
      "",
    ],
  ];

  test.each(choices)("%s: every figure is that of its renewals and customers", async (_name, only, alone) => {
    const address =
      alone === ""
        ? chosen(only).join("&")
        : `cut=${alone}&label=${encodeURIComponent(only[0]?.labels[0] ?? "")}`;
    const { page, problems, close } = await site.open(`renewals.html?${address}`);
    const rows = renewalsLike(ledger, renewals, only);
    expect(rows.length, "the choice chooses").toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(renewals.length);
    const period = renewalPeriod(renewalsByMonth(renewalsOf(rows), { months: dayMonths, currency }));
    const decided = period ? [period] : [];
    const now = async (table: string, row: string) =>
      (await valuesOf(page, `[data-table=${table}] tr[data-row=${row}] td.now`))[0];
    expect(await now("renewal-rates", "decided")).toBe(period?.decided);
    expect(await now("renewal-rates", "renewalRateLogo")).toBe(renewalRateLogo(decided));
    expect(await now("renewal-rates", "renewalRateGross")).toBe(renewalRateGross(decided));
    expect(await now("renewal-rates", "renewalRateNet")).toBe(renewalRateNet(decided));
    const due = renewalsByDueMonth(renewalsOf(rows), { months: dayMonths, currency });
    const sumDue = (column: "due" | "late_count" | "all_due_minor") =>
      due.reduce((sum, month) => sum + month[column], 0);
    for (const column of ["due", "late_count", "all_due_minor"] as const)
      expect(await now("renewals-due", column), column).toBe(sumDue(column));
    const upcoming = renewalsLike(ledger, ahead, only);
    const [count = 0] = await valuesOf(page, "[data-table=renewals-ahead] tr[data-row='2026-Q1']");
    const inQuarter = upcoming.filter(({ due_month, state }) => state !== "late" && due_month < "2026-04-01");
    expect(count).toBe(inQuarter.length);
    expect(await page.locator("[data-table=renewal-customers] tbody tr").count()).toBe(
      Math.min(25, upcoming.length),
    );
    const like = customersLike(ledger, customers, only);
    const classes = customersByClass(like, { currency });
    const figure = page.locator("[data-figure='Customers by outcome of their renewals']");
    const [all] = await numbersOf(page, "[data-figure='Customers by outcome of their renewals'] h2");
    expect(all).toBe(classes.reduce((sum, row) => sum + row.customers, 0));
    expect(await figure.locator("h2 .num").first().getAttribute("data-mart")).toBe("customers__class");
    const growth = await valuesOf(page, "[data-table=contract-growth] tr[data-row=all]");
    expect(growth[2]).toBe(contractGrowth(growthByTenure(like, { currency })));
    const discounts = rows.flatMap((row) => row.discounts ?? []);
    const shrunk = await valuesOf(page, "[data-table=first-discounts] tr[data-row='all years']");
    expect(shrunk[0] ?? 0).toBe(discounts.length);
    if (discounts.length > 0) expect(shrunk[3]).toBe(discountShrinkage(discounts));
    expect(await page.locator(".answer").innerText()).toContain(only[0]?.labels[0] ?? "");
    const cell = "[data-table=renewals-due] tr[data-row=due] td.now";
    await page.locator(`${cell} button`).click();
    await expect.poll(() => page.locator("dialog[open] tbody tr").count()).toBe(sumDue("due"));
    await page.keyboard.press("Escape");
    expect(problems).toEqual([]);
    await close();
  });

  test("a cut and a second one: rates, what falls due and outcomes, label by label", async () => {
    const { page, problems, requests, close } = await site.open("renewals.html");
    expect(requests.some((address) => address.includes("renewal-rows"))).toBe(false);
    await page.selectOption("#control-cut", "csm");
    await settle(page);
    const figure = page.locator("[data-figure='Renewal rates by label']");
    await expect.poll(() => figure.isVisible()).toBe(true);
    const year = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, "0")}-01`);
    const shownRates = async () => {
      const toggle = figure.locator("button:text-is('table')");
      if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
      const found = await figure
        .locator(".behind tbody tr")
        .evaluateAll((all) =>
          all.map((row) => [
            row.querySelector("th")?.textContent,
            Number(row.querySelector<HTMLElement>("[data-key^='renewalRateNet ']")?.dataset.value),
          ]),
        );
      return Object.fromEntries(found);
    };
    const expected = (cuts: readonly string[]) =>
      Object.fromEntries(
        renewalsByLabel(ledger, renewals, cuts).flatMap(({ labels, rows }) => {
          const period = renewalPeriod(renewalsByMonth(renewalsOf(rows), { months: year, currency }));
          return period && period.decided > 0 ? [[labels.join(" · "), renewalRateNet([period])]] : [];
        }),
      );
    expect(await shownRates()).toEqual(expected(["csm"]));
    const rowsOf = async (table: string) => {
      const found = await page
        .locator(`[data-table=${table}] tbody tr`)
        .evaluateAll((all) =>
          all.map((row) => [
            row.querySelector("th")?.textContent,
            Number(row.querySelector<HTMLElement>(".num")?.dataset.value),
          ]),
        );
      return Object.fromEntries(found);
    };
    const counted = (groups: { labels: string[]; rows: readonly unknown[] }[]) =>
      Object.fromEntries(groups.map(({ labels, rows }) => [labels.join(" · "), rows.length]));
    expect(await rowsOf("renewals-ahead-by-label")).toEqual(counted(renewalsByLabel(ledger, ahead, ["csm"])));
    await page.selectOption("#control-second", "size_band");
    await settle(page);
    await expect.poll(() => shownRates()).toEqual(expected(["csm", "size_band"]));
    await page.selectOption("#control-cut", "");
    await expect.poll(() => figure.isVisible()).toBe(false);
    expect(problems).toEqual([]);
    await close();
  });

  test("labels are the committed ones whatever basis the address names, and add up to all", async () => {
    // Of the live ledger every second customer is missing, as who signed and never began is.
    const half = { ...data, ledger: onlyCustomers(data.ledger, (customer) => customer % 2 === 0) };
    const shown = async (search: string) => {
      const { page, problems, close } = await site.open(`renewals.html?${search}`, { data: half });
      await page.locator("[data-figure='Renewal rates by label'] button:text-is('table')").click();
      const numbers = await page
        .locator("main .num")
        .evaluateAll((all) =>
          all.map((one) => [(one as HTMLElement).dataset.key, (one as HTMLElement).dataset.value]),
        );
      const counts = async (table: string, nth: number) =>
        (
          await page
            .locator(`${table} tbody td:nth-child(${nth})`)
            .evaluateAll((all) => all.map((one) => Number(one.textContent?.replaceAll(",", ""))))
        ).reduce((sum, count) => sum + count, 0);
      const sums = [
        await counts("[data-figure='Renewal rates by label'] .behind", 2),
        await counts("[data-table=renewals-ahead-by-label]", 2),
        await counts("[data-table=classes-by-label]", 2),
      ];
      expect(problems).toEqual([]);
      await close();
      return { numbers, sums };
    };
    const committed = await shown("cut=csm");
    expect(committed.sums).toEqual([
      months
        .filter(({ report_month }) => report_month >= "2025-01-01")
        .reduce((sum, { decided }) => sum + decided, 0),
      ahead.length,
      // Who had no balance at any month end carries no label.
      data.committed.customers.id.filter((_, customer) => data.committed.logos.customer.includes(customer))
        .length,
    ]);
    const live = await shown("basis=live&cut=csm");
    expect(live).toEqual(committed);
    const only = chosen([{ cut: "industry", labels: [industries?.[1] ?? ""] }]).join("&");
    expect(await shown(`basis=live&cut=csm&${only}`)).toEqual(await shown(`cut=csm&${only}`));
  });

  test("nobody: every part says so, and no figure is made up", async () => {
    const nobody = (industries ?? [])
      .flatMap((industry) => (csms ?? []).map((csm) => [industry, csm] as const))
      .map(([industry, csm]): CutFilter[] => [
        { cut: "industry", labels: [industry] },
        { cut: "size_band", labels: [bands?.[2] ?? ""] },
        { cut: "csm", labels: [csm] },
      ])
      .find(
        (only) =>
          renewalsLike(ledger, [...renewals, ...ahead], only).length === 0 &&
          customersLike(ledger, customers, only).length === 0,
      );
    expect(nobody).toBeDefined();
    const { page, problems, close } = await site.open(`renewals.html?${chosen(nobody ?? []).join("&")}`);
    expect(await page.locator(".answer").innerText()).toContain("None is late.");
    expect(await page.locator("[data-table=renewal-customers]").innerText()).toContain(
      "Nothing falls due in these quarters",
    );
    expect(await page.locator("[data-figure='Customers by outcome of their renewals'] h2").innerText()).toBe(
      "There are no customers to tell apart",
    );
    expect(
      await page.locator("[data-table=renewal-rates] tr[data-row=renewalRateLogo] td.now").innerText(),
    ).toContain("n/a");
    await page.click("[data-filter=csm]");
    await page.click("[data-filter=industry]");
    await page.click("[data-filter=size_band]");
    await settle(page);
    expect(await page.locator(".answer .num").first().getAttribute("data-key")).toBe("renewals 2026-Q1");
    expect(problems).toEqual([]);
    await close();
  });
});
