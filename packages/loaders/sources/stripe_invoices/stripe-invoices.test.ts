import { describe, expect, test } from "vitest";
import {
  faultTexts,
  invoiceTexts,
  layoutFixture,
  readFixture,
  readRows,
} from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("stripe_invoices");

test("each invoice is one line of its own, net of tax, for the service of its lines", async () => {
  const company = await readFixture(fixture);
  expect(await faultTexts(company)).toEqual([]);
  expect(await invoiceTexts(company)).toEqual({
    invoices: [
      "in_1 cus_A USD on 2025-01-10 due 2025-01-10 paid 2025-01-10 paid 7500 tax 1250 open 0",
      "in_2 cus_B EUR on 2025-01-01 due 2025-01-31 open 120000 open 120000",
      "in_3 cus_A USD on 2025-01-05 due 2025-01-05 paid 2025-01-05 paid 50000 tax 0 open 0",
      "in_4 cus_A USD on 2025-02-10 due 2025-02-10 void 2025-02-11 void 7500 open 0",
    ],
    lines: [
      "in_1 cus_A sub_A USD paid recurring 6250 from 2025-01-10 to 2025-02-10 6250 a month",
      "in_2 cus_B sub_B EUR open recurring 120000 from 2025-01-01 to 2026-01-01 10000 a month",
      "in_3 cus_A USD paid one_off 50000",
      "in_4 cus_A sub_A USD void recurring 7500 from 2025-02-10 to 2025-03-10 7500 a month",
    ],
  });
  expect(company.summary.totals).toEqual({ rows_in: 5, accepted: 4, quarantined: 0, left_out: 1 });
});

test("the older generation says by three columns how an invoice stands", async () => {
  const lines = [
    "id,Customer,Amount Due,Total,Date (UTC),Paid,Closed,Forgiven",
    "in_1,cus_A,10,10,2020-01-10 9:07,TRUE,True,false",
    "in_2,cus_A,10,10,2020-02-10 9:07,false,false,",
    "in_3,cus_A,10,10,2020-03-10 9:07,false,true,true",
  ];
  const files = { "exports/invoices.csv": Buffer.from(lines.join("\n")) };
  const company = await readFixture({ ...fixture, files }, { layout: null });
  expect(company.summary.notes).toContain(
    "exports/invoices.csv lacks columns of stripe_invoices for invoice_lines: it gives none.",
  );
  expect((await invoiceTexts(company)).invoices).toEqual([
    "in_1 cus_A USD on 2020-01-10 due 2020-01-10 paid 1000 open 0",
    "in_2 cus_A USD on 2020-02-10 due 2020-02-10 open 1000 open 1000",
    "in_3 cus_A USD on 2020-03-10 due 2020-03-10 uncollectible 1000 open 1000",
  ]);
});

describe("what is not as declared is set aside", () => {
  const row = (total: string, tax: string, status: string) =>
    `in_1,A-1,cus_A,,sub_A,,,,${total},0,${total},${total},${tax},,usd,2025-01-10 09:07,,,,,,,2025-01-10 09:07,2025-02-10 09:07,${status},`;
  test.each<[string, string, string[]]>([
    ["a decimal comma", row('"62,50"', "", "open"), ["row 2 Amount Due: text_in_number 62,50"]],
    ["a status nobody knows", row("62.50", "", "lost"), ["row 2 Status: unknown_status lost"]],
    ["text for tax", row("62.50", "none", "open"), ["row 2 Tax: text_in_number none"]],
    ["no total", row("", "", "open"), ["row 2 Total: missing_amount null"]],
  ])("%s", async (_, cells, expected) => {
    const company = await readRows(fixture, [cells]);
    expect(await faultTexts(company)).toEqual(expected);
    expect(await invoiceTexts(company)).toEqual({ invoices: [], lines: [] });
  });

  test("a declared decimal comma counts, in what is worked out too", async () => {
    const company = await readRows(fixture, [row('"62,50"', '"12,50"', "open")], { decimal: "," });
    expect((await invoiceTexts(company)).lines).toEqual([
      "in_1 cus_A sub_A USD open recurring 5000 from 2025-01-10 to 2025-02-10 5000 a month",
    ]);
  });
});
