import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { companyFolder, readFolder } from "./test-company.ts";
import { faultTexts, lineTexts } from "./test-vendor.ts";

const fixtureFile = (layout: string, file: string) =>
  readFileSync(fileURLToPath(new URL(`../../sources/${layout}/fixtures/exports/${file}`, import.meta.url)));

/** Accounts of the CRM, subscriptions and invoices under the keys of Stripe and the names of Xero, joined by a map. */
const settings = {
  name: "Several sources",
  currency: "USD",
  as_of: "2025-03-31",
  exchange_rates: { policy: "constant", as_of: "2025-03-31", rates: { EUR: 1.1, GBP: 1.3, JPY: 0.0067 } },
  policies: { max_quarantined_rate: 1 },
  sources: [
    { file: "exports/Account.csv" },
    { file: "exports/subscriptions.csv", units: "major", options: { amount_is: "unit" } },
    { file: "exports/invoices.json" },
    {
      file: "exports/SalesInvoices.csv",
      date_format: "%d/%m/%Y",
      options: {
        items: { "SUITE-Y": "annual", "SUITE-M": "monthly", "*": "one_off" },
        line_amounts: "exclusive",
      },
    },
    {
      layout: "customer_map",
      file: "exports/map.csv",
      columns: { customer_id: "key", mapped_to: "account" },
    },
  ],
};
const map = (...rows: string[]) => ["key,account", ...rows, ""].join("\n");
const alpha = "0013000000abcDEAAY";
const beta = "0013000000ABCdeIAD";
const files = {
  "exports/Account.csv": fixtureFile("salesforce_accounts", "Account.csv"),
  "exports/subscriptions.csv": fixtureFile("stripe_subscriptions", "subscriptions.csv"),
  "exports/invoices.json": fixtureFile("stripe_invoices_api", "invoices.json"),
  "exports/SalesInvoices.csv": fixtureFile("xero_sales_invoices", "SalesInvoices.csv"),
};

test("each file is told by its columns, keys of several systems are one customer, and who is nobody is listed", async () => {
  const mapped = map(
    `cus_A,${alpha}`,
    `cus_B,${beta}`,
    `cus_C,${alpha}`,
    `Alpha Ltd,${alpha}`,
    `Beta Ltd,${beta}`,
  );
  const company = await readFolder(companyFolder(settings, { ...files, "exports/map.csv": mapped }));
  expect(company.summary.sources.map(({ layout }) => layout)).toEqual([
    "salesforce_accounts",
    "stripe_subscriptions",
    "stripe_invoices_api",
    "xero_sales_invoices",
    "customer_map",
  ]);
  expect((await lineTexts(company)).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    `sub_1Active ${alpha}`,
    `sub_2Annual ${beta}`,
    `sub_3Notice ${alpha}`,
  ]);
  expect(await company.query("select distinct customer_id from read_invoice_lines order by 1")).toEqual([
    { customer_id: beta },
    { customer_id: alpha },
  ]);
  expect(company.summary.coverage).toEqual([
    {
      file: "exports/subscriptions.csv",
      known_customers: 2,
      unknown_customers: 6,
      unknown_rows: 6,
      unknown_example: "cus_D",
    },
    {
      file: "exports/invoices.json",
      known_customers: 2,
      unknown_customers: 0,
      unknown_rows: 0,
      unknown_example: null,
    },
    {
      file: "exports/SalesInvoices.csv",
      known_customers: 2,
      unknown_customers: 1,
      unknown_rows: 1,
      unknown_example: "Gamma Ltd",
    },
  ]);
  expect(company.summary.notes).toContain(
    'exports/subscriptions.csv: 2 of 8 customers are known; 6 are not, such as "cus_D" (6 rows set aside). A customer map joins keys.',
  );
  expect((await faultTexts(company)).at(-1)).toBe("row 8 ContactName: unknown_customer Gamma Ltd");
  const { rows_in, accepted, quarantined, left_out } = company.summary.totals;
  expect(accepted + quarantined + left_out).toBe(rows_in);
});

test("without an export of customers the customers are those of lines and invoices, and nobody is unknown", async () => {
  const sources = settings.sources.slice(1, 3);
  const company = await readFolder(companyFolder({ ...settings, sources }, files));
  expect(company.summary.coverage).toEqual([]);
  expect(await company.query("select count(*) as customers from read_customers")).toEqual([
    { customers: "9" },
  ]);
});
