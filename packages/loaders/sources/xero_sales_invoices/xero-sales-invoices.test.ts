import { describe, expect, test } from "vitest";
import {
  faultTexts,
  invoiceTexts,
  layoutFixture,
  readFixture,
  readRows,
} from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("xero_sales_invoices");

test("a row is a line; the totals that repeat make one invoice", async () => {
  const company = await readFixture(fixture);
  expect(await faultTexts(company)).toEqual([]);
  expect(await invoiceTexts(company)).toEqual({
    invoices: [
      "CN-0001 Beta Ltd GBP on 2025-02-13 due 2025-02-13 paid -2000 tax 0 open 0",
      "INV-0001 Alpha Ltd GBP on 2025-01-05 due 2025-02-04 paid 180000 tax 30000 open 0",
      "INV-0002 Beta Ltd GBP on 2025-02-12 due 2025-03-14 open 10000 tax 0 open 10000",
      "INV-0004 Gamma Ltd GBP on 2025-02-28 due 2025-03-14 void 5550 tax 0 open 0",
    ],
    lines: [
      "CN-0001 Beta Ltd SUITE-M GBP paid credit -2000 from 2025-02-13 to 2025-03-13 -2000 a month",
      "INV-0001 Alpha Ltd SO-1 SETUP GBP paid one_off 30000",
      "INV-0001 Alpha Ltd SO-1 SUITE-Y GBP paid recurring 120000 from 2025-01-05 to 2026-01-05 10000 a month",
      "INV-0002 Beta Ltd SUITE-M GBP open recurring 10000 from 2025-02-12 to 2025-03-12 10000 a month",
      "INV-0004 Gamma Ltd API GBP void usage 5550",
    ],
  });
  expect(company.summary.totals).toEqual({ rows_in: 6, accepted: 5, quarantined: 0, left_out: 1 });
});

/** A line of INV-9 of 120.00 and 20.00 tax. */
const row = (cells: { item?: string; total?: string; date?: string; status?: string } = {}) =>
  `Alpha Ltd,,,INV-9,,${cells.date ?? "05/01/2025"},,,${cells.total ?? "120.00"},20.00,0,120.00,${cells.item ?? "SUITE-M"},Suite,1,120,,120.00,200,20%,20.00,,GBP,Sales invoice,,${cells.status ?? "Paid"}`;
const options = { items: { "SUITE-M": "monthly" }, line_amounts: "exclusive" };

describe("what Xero does not print is declared", () => {
  test("the order of day and month", async () => {
    await expect(readFixture(fixture, { date_format: null })).rejects.toThrow(
      'company.json sources[0].date_format: a file of the layout xero_sales_invoices does not tell, got nothing; add "date_format": "%d/%m/%Y" or "%m/%d/%Y": Xero prints dates as the organisation\'s country does',
    );
  });

  test.each<[string, string, Record<string, unknown>, string[]]>([
    ["what an item is", row({ item: "NEW" }), options, ["row 2 items: undeclared_option NEW"]],
    ["no item at all", row({ item: "" }), options, ["row 2 items: undeclared_option "]],
    ["with tax or without", row(), { items: options.items }, ["row 2 line_amounts: undeclared_option 20.00"]],
    [
      "a day and month the other way round",
      row({ date: "01/25/2025" }),
      options,
      ["row 2 InvoiceDate: text_in_date 01/25/2025"],
    ],
    ["a status nobody knows", row({ status: "Lost" }), options, ["row 2 Status: unknown_status Lost"]],
  ])("%s", async (_, cells, given, expected) => {
    expect(await faultTexts(await readRows(fixture, [cells], { options: given }))).toEqual(expected);
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      "with tax within",
      { ...options, line_amounts: "inclusive" },
      "10000 from 2025-01-05 to 2025-02-05 10000 a month",
    ],
    ["in arrears", { ...options, billed: "in_arrears" }, "12000 from 2024-12-05 to 2025-01-05 12000 a month"],
  ])("%s", async (_, given, expected) => {
    const { lines } = await invoiceTexts(await readRows(fixture, [row()], { options: given }));
    expect(lines).toEqual([`INV-9 Alpha Ltd SUITE-M GBP paid recurring ${expected}`]);
  });
});

describe("a credit note for a year's item", () => {
  const cells = (number: string, date: string, amount: string, type: string) =>
    `Alpha Ltd,,,${number},,${date},,,${amount},0,0,0,SUITE-Y,Suite,1,1,,${amount},200,,0,,GBP,${type},,Paid`;
  const bill = cells("INV-1", "01/01/2025", "1200.00", "Sales invoice");
  const given = { items: { "SUITE-Y": "annual" }, line_amounts: "exclusive" };

  test.each<[string, string, string, string]>([
    [
      "for what is left of its time of service",
      "01/10/2025",
      "-300.00",
      "-30000 from 2025-10-01 to 2026-01-01 -10000 a month",
    ],
    ["for all of it", "10/02/2025", "1200.00", "-120000 from 2025-01-01 to 2026-01-01 -10000 a month"],
    ["after it, for nothing that is known", "01/02/2026", "-50.00", "-5000"],
  ])("%s", async (_, date, amount, expected) => {
    const note = cells("CN-1", date, amount, "Sales credit note");
    const { lines } = await invoiceTexts(await readRows(fixture, [bill, note], { options: given }));
    expect(lines[0]).toBe(`CN-1 Alpha Ltd SUITE-Y GBP paid credit ${expected}`);
  });
});

test("an invoice whose rows give two totals: the second row is set aside, the first stays", async () => {
  const company = await readRows(fixture, [row(), row(), row({ total: "150.00" })], { options });
  expect(await faultTexts(company)).toEqual(["row 4 InvoiceNumber: duplicate_id INV-9"]);
  expect(company.summary.totals).toEqual({ rows_in: 3, accepted: 2, quarantined: 1, left_out: 0 });
});

test("bills, prepayments and lines of text alone are left out, and what is unknown set aside", async () => {
  const source = { options };
  const text = row().replace("SUITE-M,Suite,1,120,,120.00,200,20%,20.00", ",Thank you,,,,,,,");
  const rows = [row(), text, ...["Bill", "Prepayment"].map((type) => row().replace("Sales invoice", type))];
  const company = await readRows(fixture, rows, source);
  expect(company.summary.totals).toEqual({ rows_in: 4, accepted: 1, quarantined: 0, left_out: 3 });
  const other = await readRows(fixture, [row().replace("Sales invoice", "Journal")], source);
  expect(await faultTexts(other)).toEqual(["row 2 Type: unknown_word Journal"]);
});

test("what is left of a credit note is a debt of ours", async () => {
  const credit = row().replace("Sales invoice", "Sales credit note").replace("Paid", "Awaiting Payment");
  const company = await readRows(fixture, [credit], { options });
  expect((await invoiceTexts(company)).invoices).toEqual([
    "INV-9 Alpha Ltd GBP on 2025-01-05 due 2025-01-05 open -12000 tax -2000 open -12000",
  ]);
});

test.each([
  ["exclusive", 18_000],
  ["inclusive", 15_000],
])("without totals an invoice comes to its lines, %s of tax", async (lineAmounts, total) => {
  const lines = [
    "Invoice No,Customer,Invoice Date,Product/Service,Amount,Tax,Currency",
    "1001,Alpha Ltd,05/01/2025,SUITE-M,100.00,20.00,GBP",
    "1001,Alpha Ltd,05/01/2025,SETUP,50.00,10.00,GBP",
    "",
  ];
  const files = { "exports/invoices.csv": Buffer.from(lines.join("\n")) };
  const source = {
    file: "exports/invoices.csv",
    columns: {
      ...{ contact: "Customer", number: "Invoice No", invoice_date: "Invoice Date" },
      ...{ item: "Product/Service", line_amount: "Amount", tax_amount: "Tax" },
    },
    options: { items: { "SUITE-M": "monthly", "*": "one_off" }, line_amounts: lineAmounts },
  };
  const company = await readFixture({ ...fixture, files }, source);
  expect(await faultTexts(company)).toEqual([]);
  expect((await invoiceTexts(company)).invoices).toEqual([
    `1001 Alpha Ltd GBP on 2025-01-05 due 2025-01-05 open ${total}`,
  ]);
});
