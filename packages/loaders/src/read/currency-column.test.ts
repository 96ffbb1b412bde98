import { expect, test } from "vitest";
import { companyFolder, readFolder, readLines } from "./test-company.ts";
import { lineTexts } from "./test-vendor.ts";

const row = "L1,A,100,EUR,2024-01-01,";

test.each(["currency", "Billing Currency", "CurrencyIsoCode", "currency_code"])(
  "a column %s beside amounts that is not read",
  async (heading) => {
    const reading = readLines(`id,customer,amount,${heading},start,end\n${row}\n`);
    await expect(reading).rejects.toThrow(
      `exports/lines.csv: a column of currencies is not read, got "${heading}"; name it in sources[0].columns.currency ` +
        'of company.json, or write "currency" for the source where all its amounts are in one',
    );
  },
);

test("is no matter where the source says the currency of all its amounts", async () => {
  const said = await readLines(`id,customer,amount,currency,start,end\n${row}\n`, { currency: "USD" });
  expect(await lineTexts(said)).toEqual([
    "L1 A All products 1.0 10000 USD signed 2024-01-01 from 2024-01-01 to open",
  ]);
});

const heads =
  "Line ID,Account ID,Product Code,MRR Currency,MRR,MRR (converted) Currency,MRR (converted),Start Date,End Date";

/** A report of Salesforce in two currencies. */
function report(columns: Readonly<Record<string, string>>) {
  const settings = {
    name: "Test",
    currency: "USD",
    as_of: "2025-12-31",
    exchange_rates: { policy: "constant", as_of: "2025-12-31", rates: { EUR: 1.1 } },
    sources: [{ layout: "salesforce_contract_lines", file: "lines.csv", columns }],
  };
  const lines = [heads, "a0X1,0013000000abcDE,Suite,EUR,1000.00,USD,1100.00,2024-01-01,2024-12-31", ""];
  return readFolder(companyFolder(settings, { "lines.csv": lines.join("\n") }));
}

test.each([
  ["the amount that is read", {}, "100000 EUR"],
  ["the converted one, where that is named", { mrr: "MRR (converted)" }, "110000 USD"],
])("a report's currency is that headed after %s", async (_, columns, expected) => {
  const [line] = await lineTexts(await report(columns));
  expect(line).toContain(expected);
});
