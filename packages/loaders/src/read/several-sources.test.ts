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

test("a Salesforce id of 15 characters is its twin of 18, in the map and in other files", async () => {
  const short = alpha.slice(0, 15);
  const company = await readFolder(
    companyFolder(
      {
        ...settings,
        sources: [
          { file: "exports/Account.csv" },
          { layout: "customer_map", file: "map.csv", columns: { customer_id: "key", mapped_to: "account" } },
          {
            layout: "contract_lines",
            file: "lines.csv",
            columns: { line_id: "id", customer_id: "account", monthly_amount: "mrr", start_on: "start" },
          },
        ],
      },
      {
        "exports/Account.csv": files["exports/Account.csv"],
        "map.csv": map(`K-1,${short}`),
        "lines.csv": `id,account,mrr,start\nL1,${short},1,2025-01-01\nL2,K-1,1,2025-01-01\nL3,${short.toLowerCase()},1,2025-01-01\n`,
      },
    ),
  );
  expect(await company.query("select line_id, customer_id from read_contract_lines order by 1")).toEqual([
    { line_id: "L1", customer_id: alpha },
    { line_id: "L2", customer_id: alpha },
  ]);
  expect(await faultTexts(company)).toEqual([`row 4 account: unknown_customer ${short.toLowerCase()}`]);
});

test("a bill for another customer's subscription is told, and counts for who was billed", async () => {
  const columns = {
    invoice_id: "id",
    customer_id: "who",
    order_id: "for",
    invoiced_on: "on",
    kind: "kind",
    amount: "sum",
  };
  const company = await readFolder(
    companyFolder(
      {
        name: "Test",
        currency: "USD",
        as_of: "2025-03-31",
        sources: [
          {
            layout: "contract_lines",
            file: "lines.csv",
            columns: {
              line_id: "id",
              customer_id: "who",
              order_id: "order",
              monthly_amount: "mrr",
              start_on: "start",
            },
          },
          {
            layout: "assignments",
            file: "passed.csv",
            columns: { line_id: "id", customer_id: "to", assigned_on: "on" },
          },
          { layout: "invoice_lines", file: "items.csv", columns },
        ],
      },
      {
        "lines.csv": "id,who,order,mrr,start\nL1,A,O1,1,2025-01-01\nL2,B,O2,1,2025-01-01\n",
        "passed.csv": "id,to,on\nL2,C,2025-02-01\n",
        "items.csv":
          "id,who,for,on,kind,sum\n1,A,O1,2025-01-01,one_off,1\n2,B,O1,2025-01-01,one_off,1\n3,C,O2,2025-01-01,one_off,1\n4,B,L1,2025-01-01,one_off,1\n5,B,X,2025-01-01,one_off,1\n",
      },
    ),
  );
  expect(company.summary.notes).toContain(
    "items.csv: 2 lines name an order of another customer, such as L1, billed to B; counted for who was billed.",
  );
  expect(company.summary.totals.quarantined).toBe(0);
});
