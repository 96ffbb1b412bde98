import { describe, expect, test } from "vitest";
import { fillTable } from "../models/fill-table.ts";
import { createReadTables } from "../models/read-tables.ts";
import { testDatabase } from "../models/test-database.ts";
import { missingRates, monthRates } from "./month-rates.ts";
import { companyFolder, readFolder } from "./test-company.ts";
import { plainCompany, plainRows } from "./test-plain-faults.ts";

const connection = await testDatabase();

const line = {
  line_id: "L",
  customer_id: "A",
  currency: "EUR",
  signed_on: "2025-03-10",
  start_on: "2025-03-10",
  end_on: "2025-05-31",
  end_means: "cancelled",
  monthly_minor: 100,
  is_recurring: true,
  is_trial: false,
};

interface Facts {
  lines?: readonly object[];
  usage?: readonly object[];
  losses?: readonly object[];
  rates?: readonly string[];
}

async function missing(facts: Facts, question: object = {}): Promise<string[]> {
  await createReadTables(connection);
  await fillTable(connection, "read_contract_lines", facts.lines ?? []);
  await fillTable(connection, "read_usage_charges", facts.usage ?? []);
  await fillTable(connection, "read_expected_losses", facts.losses ?? []);
  const rates = (facts.rates ?? []).map((month) => {
    const [year = 0, no = 0] = month.split("-").map(Number);
    return { currency: "EUR", month_no: year * 12 + no, rate: "1.1" };
  });
  await fillTable(connection, "read_exchange_rates", rates);
  const asked = { currency: "USD", asOf: "2025-08-15", graceDays: 0, ...question };
  return (await missingRates(connection, asked)).map(({ currency, month }) => `${currency} ${month}`);
}

describe("which rates are missing", () => {
  test.each<[string, Facts, object, string[]]>([
    ["no lines need none", {}, {}, []],
    ["the company's own currency needs none", { lines: [{ ...line, currency: "USD" }] }, {}, []],
    ["the months at whose end a line counts", { lines: [line] }, {}, ["EUR 2025-03", "EUR 2025-04"]],
    ["those that are there are not", { lines: [line], rates: ["2025-03", "2025-04"] }, {}, []],
    [
      "an end on the first of a month",
      { lines: [{ ...line, end_on: "2025-06-01" }], rates: ["2025-03"] },
      {},
      ["EUR 2025-04", "EUR 2025-05"],
    ],
    [
      "an open line, up to the last whole month",
      { lines: [{ ...line, end_on: null }], rates: ["2025-03", "2025-04", "2025-06"] },
      {},
      ["EUR 2025-05", "EUR 2025-07"],
    ],
    [
      "from signing, which counts on the committed basis",
      { lines: [{ ...line, signed_on: "2025-02-01" }], rates: ["2025-03", "2025-04"] },
      {},
      ["EUR 2025-02"],
    ],
    [
      "a term is held for its window",
      { lines: [{ ...line, end_means: "term" }], rates: ["2025-03", "2025-04"] },
      { graceDays: 40 },
      ["EUR 2025-05", "EUR 2025-06"],
    ],
    [
      "one that renews by itself goes on",
      {
        lines: [{ ...line, end_means: "term", auto_renews: true }],
        rates: ["2025-03", "2025-04", "2025-05"],
      },
      {},
      ["EUR 2025-06", "EUR 2025-07"],
    ],
    [
      "until the due day after its notice",
      {
        lines: [
          { ...line, end_means: "term", auto_renews: true, renewal_months: 1, notice_on: "2025-05-10" },
        ],
        rates: ["2025-03", "2025-04"],
      },
      {},
      ["EUR 2025-05"],
    ],
    [
      "trials, one-off and free lines need none",
      {
        lines: [
          { ...line, is_trial: true },
          { ...line, is_recurring: false },
          { ...line, monthly_minor: 0 },
        ],
      },
      {},
      [],
    ],
    [
      "with a history, from the month before it",
      { lines: [{ ...line, start_on: "2020-01-01", signed_on: "2020-01-01" }] },
      { historyFrom: "2025-04-01" },
      ["EUR 2025-03", "EUR 2025-04"],
    ],
    [
      "the months of usage",
      { usage: [{ customer_id: "A", currency: "EUR", billed_for: "2025-06-01", amount_minor: 5 }] },
      {},
      ["EUR 2025-06"],
    ],
    [
      "the months at whose end a loss in money is expected",
      {
        losses: [
          {
            customer_id: "A",
            flagged_on: "2025-05-31",
            cleared_on: "2025-07-02",
            amount_minor: 5,
            currency: "EUR",
          },
          { customer_id: "A", flagged_on: "2025-01-01", probability: 0.5 },
        ],
      },
      {},
      ["EUR 2025-05", "EUR 2025-06"],
    ],
  ])("%s", async (_, facts, question, expected) => {
    expect(await missing(facts, question)).toEqual(expected);
  });
});

describe("a company whose amounts follow the rates of the months", () => {
  test("the last day given in a month counts, as exact decimals", async () => {
    const read = await readFolder(companyFolder(plainCompany, plainRows));
    expect(await monthRates(read.connection)).toEqual([
      { currency: "JPY", month: "2025-11", rate: "0.0065000000" },
      { currency: "JPY", month: "2025-12", rate: "0.0066000000" },
      { currency: "USD", month: "2025-12", rate: "1.0000000000" },
    ]);
  });

  test.each([
    [
      "cur,day,rate\nJPY,2025-10-31,0.0063\nJPY,2025-12-31,0.0066\n",
      "rates.csv: no rate for JPY in 2025-11, a month in which amounts count in it, got 2 months from 2025-10 to 2025-12; add a row with a day of that month",
    ],
    [
      "cur,day,rate\nEUR,2025-10-31,1.1\n",
      "rates.csv: no rate for JPY in 2025-11, a month in which amounts count in it (and 1 more), got none; add a row with a day of that month",
    ],
  ])("a missing rate names currency and month: %j", async (rates, message) => {
    await expect(
      readFolder(companyFolder(plainCompany, { ...plainRows, "rates.csv": rates })),
    ).rejects.toThrow(message);
  });
});
