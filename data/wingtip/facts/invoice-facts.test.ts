import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sold, writeBilled } from "../sold.ts";
import { type Cells, readCsv } from "./read-csv.ts";
import { AS_OF, arr, at, customers, folder, rows, sum } from "./sample.ts";

writeBilled(folder, sold());
const cellsOf = (file: string) => readCsv(join(folder, file)).map(({ cells }) => cells);
const RATES: Record<string, number> = { USD: 1, EUR: 1.1, GBP: 1.28 };
const MONTHS: Record<string, number> = { Y: 12, Q: 3, M: 1 };

/** What is billed: US dollars a year over days of service, half-open; nothing of what is paid once. */
type Billed = { usd: number; from: string; to: string; customer: string; amount: number };

const monthsOn = (day: string, months: number): string => {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10);
};

const fromXero: Billed[] = cellsOf("xero/sales-invoices.csv").flatMap((row) => {
  const { InvoiceDate = "", InventoryItemCode = "", LineAmount = "", Currency = "", ContactName = "" } = row;
  const months = MONTHS[/-([YQM])$/.exec(InventoryItemCode)?.[1] ?? ""];
  const from = InvoiceDate.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, "$3-$1-$2");
  const usd = (Number(LineAmount) * 12 * (RATES[Currency] ?? Number.NaN)) / (months ?? Number.NaN);
  if (months === undefined || !(from <= AS_OF) || Number.isNaN(usd)) return [];
  return [{ usd, from, to: monthsOn(from, months), customer: ContactName, amount: Number(LineAmount) }];
});

type Line = {
  amount: number;
  period: { start: number; end: number };
  subscription?: string | null;
  parent?: { subscription_item_details?: { subscription: string } };
};
type Invoice = { customer: string; currency: string; lines: { data: Line[] } };

/** What the API's lists bill, as rows of the dashboard. */
const fromApi = ["eu", "uk"].flatMap((account) =>
  readFileSync(join(folder, `stripe/invoices-${account}.json`), "utf8")
    .trimEnd()
    .split("\n")
    .flatMap((page) => (JSON.parse(page) as { data: Invoice[] }).data)
    .map(({ customer, currency, lines }): Cells => {
      const [line] = lines.data;
      const on = (seconds = 0) => new Date(seconds * 1000).toISOString().slice(0, 10);
      return {
        Customer: customer,
        Currency: currency,
        Total: ((line?.amount ?? Number.NaN) / 100).toFixed(2),
        Subscription: line?.subscription ?? line?.parent?.subscription_item_details?.subscription ?? "",
        "Minimum Line Item Period Start (UTC)": on(line?.period.start),
        "Maximum Line Item Period End (UTC)": on(line?.period.end),
      };
    }),
);
const stripeRows: Cells[] = [...cellsOf("stripe/invoices.csv"), ...fromApi];

const fromStripe: Billed[] = stripeRows.flatMap((row) => {
  const from = (row["Minimum Line Item Period Start (UTC)"] ?? "").slice(0, 10);
  const to = (row["Maximum Line Item Period End (UTC)"] ?? "").slice(0, 10);
  const months = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000 / 30.44));
  const amount = Number(row.Total);
  const usd = (amount * 12 * (RATES[(row.Currency ?? "").toUpperCase()] ?? Number.NaN)) / months;
  if (row.Subscription === "" || Number.isNaN(usd)) return [];
  return [{ usd, from, to, customer: row.Customer ?? "", amount }];
});

test("what is billed at as_of is MRR within one per cent, and not to the cent", () => {
  const billed = sum(
    [...fromXero, ...fromStripe].filter(({ from, to }) => from <= AS_OF && AS_OF < to).map(({ usd }) => usd),
  );
  const share = billed / arr(at("2025-12"));
  expect(share).toBeGreaterThan(0.99);
  expect(share).toBeLessThan(1.01);
  expect(Math.abs(share - 1)).toBeGreaterThan(0.0001);
});

test("bookkeeping bills those whose contracts sales keeps, the payment service the others by their subscriptions", () => {
  const names = new Set(fromXero.map(({ customer }) => customer));
  const kept = new Set(
    rows.filter(({ line_id = "" }) => line_id.startsWith("a0X")).map((row) => row.customer_id),
  );
  const booked = customers.filter(({ name = "" }) => names.has(name));
  expect(booked.length).toBeGreaterThan(650);
  expect(booked.filter(({ customer_id = "" }) => !kept.has(customer_id))).toEqual([]);
  expect(new Set(fromStripe.map(({ customer }) => customer)).size).toBeGreaterThan(1_350);
  const known = new Set(rows.map(({ line_id = "" }) => line_id.replace("si_", "sub_")));
  const billed = stripeRows.map(({ Subscription = "" }) => Subscription);
  expect(billed.filter((subscription) => subscription !== "" && !known.has(subscription))).toEqual([]);
});

test("some time that was paid for is given back", () => {
  for (const bills of [fromXero, fromStripe]) {
    const credits = bills.filter(({ amount }) => amount < 0);
    expect(credits.length).toBeGreaterThan(20);
    expect(credits.length / bills.length).toBeLessThan(0.1);
  }
});

test("Financiality is billed 29,000 for a year and 15,000 once", () => {
  const bills = cellsOf("xero/sales-invoices.csv").filter(
    ({ ContactName }) => ContactName === "Financiality",
  );
  expect(new Set(bills.map(({ InvoiceDate }) => InvoiceDate))).toEqual(new Set(["07/01/2025"]));
  const total = (isOnce: boolean) =>
    sum(
      bills
        .filter(({ InventoryItemCode }) => (InventoryItemCode === "ONBOARDING-PACKAGE") === isOnce)
        .map(({ LineAmount }) => Number(LineAmount)),
    );
  expect([total(false), total(true)]).toEqual([29_000, 15_000]);
});

test("company.json says how often each item code is billed", () => {
  const company = JSON.parse(readFileSync(join(import.meta.dirname, "..", "company.json"), "utf8"));
  const xero = company.sources.find(({ layout }: { layout: string }) => layout === "xero_sales_invoices");
  const codes = new Set(cellsOf("xero/sales-invoices.csv").map(({ InventoryItemCode }) => InventoryItemCode));
  expect(Object.keys(xero.options.items).sort()).toEqual([...codes].sort());
});
