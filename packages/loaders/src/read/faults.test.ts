import { describe, expect, test } from "vitest";
import { faultCodes, faultMessage } from "./faults.ts";
import { companyFolder, oneSource, plainColumns, type Row, readFolder, readLines } from "./test-company.ts";
import { factFaults } from "./test-fact-faults.ts";
import { plainFaults } from "./test-plain-faults.ts";

type Source = Readonly<Record<string, unknown>>;

const header = "id,customer,amount,start,end";
const columnsWith = (more: Source) => ({ columns: { ...plainColumns, ...more } });
const withPrice = (price: string, more: Source = {}) => {
  const { monthly_amount: _, ...rest } = plainColumns;
  return { columns: { ...rest, [price]: "amount", ...more } };
};

/** A value for each further column of the good row. */
const fine: Readonly<Record<string, string>> = {
  cur: "usd",
  per: "monthly",
  seats: "1",
  off: "0",
  type: "New",
  means: "term",
  back: "2025-02-01",
  months: "12",
  auto: "no",
};

const faultText = (row: Row) => faultMessage(row as unknown as Parameters<typeof faultMessage>[0]);

describe("each fault has its own message", () => {
  const seen = new Set<string>();

  test.each<[code: string, name: string, row: string, more: string, source: Source, message: string]>([
    [
      "missing_id",
      "an empty id",
      ",A,1,2024-01-01,",
      "",
      {},
      "id: line_id is empty, got nothing; every row needs one",
    ],
    [
      "missing_id",
      "a blank customer",
      "L1, ,1,2024-01-01,",
      "",
      {},
      'customer: customer_id is empty, got " "; every row needs one',
    ],
    [
      "text_in_date",
      "text",
      "L1,A,1,soon,",
      "",
      {},
      'start: expected a date such as 2024-01-31, got "soon"; another way of writing dates is declared with "date_format"',
    ],
    [
      "text_in_date",
      "a day there is not",
      "L1,A,1,2024-01-01,2024-02-30",
      "",
      {},
      'end: expected a date such as 2024-01-31, got "2024-02-30"; another way of writing dates is declared with "date_format"',
    ],
    [
      "text_in_date",
      "a year of two digits",
      "L1,A,1,05/06/24,",
      "",
      {},
      'start: expected a date such as 2024-01-31, got "05/06/24"; another way of writing dates is declared with "date_format"',
    ],
    [
      "text_in_date",
      "another format than declared",
      "L1,A,1,2024-01-31,",
      "",
      { date_format: "%d/%m/%Y" },
      'start: expected a date written as day/month/year (%d/%m/%Y), got "2024-01-31"; correct the value or "date_format"',
    ],
    [
      "text_in_date",
      "a spreadsheet's number of a day",
      "L1,A,12,45292,",
      "",
      {},
      'start: expected a date, not a spreadsheet\'s number of a day, got "45292"; show the column there as dates such as 2024-01-31 and export again',
    ],
    [
      "text_in_date",
      "a day where moments are declared",
      "L1,A,12,2024-01-31,",
      "",
      { date_format: "epoch" },
      'start: expected a date written as seconds or milliseconds since 1970 (epoch), got "2024-01-31"; correct the value or "date_format"',
    ],
    [
      "text_in_date",
      "text in a signing",
      "L1,A,1,2024-01-01,,x",
      "signed",
      columnsWith({ signed_on: "signed" }),
      'signed: expected a date such as 2024-01-31, got "x"; another way of writing dates is declared with "date_format"',
    ],
    [
      "missing_start",
      "an empty start",
      "L1,A,1,,",
      "",
      {},
      "start: the start is empty (or a date that stands for none, such as 9999-12-31), got nothing; a line needs a start",
    ],
    [
      "missing_start",
      "a start that stands for none",
      "L1,A,1,9999-12-31,",
      "",
      {},
      'start: the start is empty (or a date that stands for none, such as 9999-12-31), got "9999-12-31"; a line needs a start',
    ],
    ...["1900-01-01", "1970-01-01", "1970-01-01T00:00:00Z", "1900-01-01 00:00:00"].map(
      (day): [string, string, string, string, Source, string] => [
        "text_in_date",
        `a start on ${day}`,
        `L1,A,1,${day},`,
        "",
        {},
        `start: the day stands for none, as programs write 1900-01-01 and 1970-01-01, got "${day}"; give the day, or leave the cell empty`,
      ],
    ),
    [
      "missing_end",
      "a term value without an end",
      "L1,A,1,2024-01-01,",
      "",
      withPrice("term_value"),
      "end: a term value has no end, got nothing; give the end of the term, or map monthly_amount instead",
    ],
    [
      "end_before_start",
      "an end before its start",
      "L1,A,1,2024-02-01,2024-01-31",
      "",
      {},
      'end: the end is at or before the start and no notice before the start is recorded, got "2024-01-31"; correct one of the two',
    ],
    [
      "end_before_start",
      "an end on its start",
      "L1,A,1,2024-02-01,2024-02-01",
      "",
      {},
      'end: the end is at or before the start and no notice before the start is recorded, got "2024-02-01"; correct one of the two',
    ],
    [
      "end_before_start",
      "a notice on the start",
      "L1,A,1,2024-02-01,2024-02-01,2024-02-01",
      "noticed",
      columnsWith({ notice_on: "noticed" }),
      'end: the end is at or before the start and no notice before the start is recorded, got "2024-02-01"; correct one of the two',
    ],
    [
      "end_before_start",
      "a term value with an end before its start",
      "L1,A,1,2024-02-01,2024-01-31",
      "",
      withPrice("term_value"),
      'end: the end is at or before the start and no notice before the start is recorded, got "2024-01-31"; correct one of the two',
    ],
    [
      "text_in_date",
      "text in a withdrawal",
      "L1,A,1,2024-01-01,,x",
      "back",
      columnsWith({ notice_on: "start", notice_withdrawn_on: "back" }),
      'back: expected a date such as 2024-01-31, got "x"; another way of writing dates is declared with "date_format"',
    ],
    [
      "remainder_above_amount",
      "a notice that leaves more than there is",
      "L1,A,1,2024-01-01,,1.01",
      "off",
      columnsWith({ notice_on: "start", notice_amount: "off" }),
      'off: the notice leaves more than the line\'s amount, got "1.01"; give what remains a period, or leave this empty',
    ],
    [
      "withdrawn_without_notice",
      "a withdrawal without a notice",
      "L1,A,1,2024-01-01,,2024-05-01",
      "back",
      columnsWith({ notice_on: "end", notice_withdrawn_on: "back" }),
      'back: a notice is withdrawn that was never recorded, got "2024-05-01"; give notice_on, or leave this empty',
    ],
    [
      "withdrawn_before_notice",
      "a withdrawal on the day of the notice",
      "L1,A,1,2024-01-01,,2024-01-01",
      "back",
      columnsWith({ notice_on: "start", notice_withdrawn_on: "back" }),
      'back: the notice is withdrawn on or before the day it was recorded, got "2024-01-01"; correct one of the two',
    ],
    [
      "resumption_without_pause",
      "a resumption without a pause",
      "L1,A,1,2024-01-01,,2024-05-01",
      "back",
      columnsWith({ paused_on: "end", resumes_on: "back" }),
      'back: the line resumes from a pause it never began, got "2024-05-01"; give paused_on, or leave this empty',
    ],
    [
      "resumption_before_pause",
      "a resumption on the day of the pause",
      "L1,A,1,2024-01-01,,2024-01-01",
      "back",
      columnsWith({ paused_on: "start", resumes_on: "back" }),
      'back: the line resumes on or before the day it pauses, got "2024-01-01"; correct one of the two',
    ],
    [
      "text_in_number",
      "text in the months of a renewal",
      "L1,A,1,2024-01-01,,a year",
      "months",
      columnsWith({ renewal_months: "months" }),
      'months: expected a number, got "a year"; write it without currency signs and words',
    ],
    [
      "renewal_months_out_of_range",
      "a renewal of no month",
      "L1,A,1,2024-01-01,,0",
      "months",
      columnsWith({ renewal_months: "months" }),
      'months: expected a whole number of months from 1 to 1200, got "0"; correct the value or leave it empty',
    ],
    [
      "renewal_months_out_of_range",
      "half a month",
      "L1,A,1,2024-01-01,,1.5",
      "months",
      columnsWith({ renewal_months: "months" }),
      'months: expected a whole number of months from 1 to 1200, got "1.5"; correct the value or leave it empty',
    ],
    [
      "missing_renewal_months",
      "a term of ten days that renews by itself",
      "L1,A,1,2024-01-01,2024-01-11,yes",
      "auto",
      columnsWith({ auto_renews: "auto" }),
      "renewal_months: a term under a month renews by itself and does not say for how long, got nothing; give renewal_months",
    ],
    [
      "unknown_boolean",
      "neither, for an automatic renewal",
      "L1,A,1,2024-01-01,2025-01-01,maybe",
      "auto",
      columnsWith({ auto_renews: "auto" }),
      'auto: expected true or false, got "maybe"; correct the value or leave it empty',
    ],
    [
      "unknown_currency",
      "no code",
      "L1,A,1,2024-01-01,,Dollars",
      "cur",
      columnsWith({ currency: "cur" }),
      'cur: expected an ISO 4217 code such as EUR, got "Dollars"; correct it, or set "currency" and leave the column unmapped',
    ],
    [
      "unknown_currency",
      "a code nobody lists",
      "L1,A,1,2024-01-01,,ZZZ",
      "cur",
      columnsWith({ currency: "cur" }),
      'cur: expected an ISO 4217 code such as EUR, got "ZZZ"; correct it, or set "currency" and leave the column unmapped',
    ],
    [
      "unknown_currency",
      "an empty code",
      "L1,A,1,2024-01-01,,",
      "cur",
      columnsWith({ currency: "cur" }),
      'cur: expected an ISO 4217 code such as EUR, got nothing; correct it, or set "currency" and leave the column unmapped',
    ],
    [
      "no_exchange_rate",
      "no rate",
      "L1,A,1,2024-01-01,,CHF",
      "cur",
      columnsWith({ currency: "cur" }),
      'cur: no exchange rate for this currency, got "CHF"; add it under "exchange_rates" in company.json',
    ],
    [
      "unknown_billing_period",
      "no period",
      "L1,A,1,2024-01-01,,fortnightly",
      "per",
      withPrice("amount", { billing_period: "per" }),
      'per: expected monthly, quarterly, annual, weekly, daily or a count such as "6 months", got "fortnightly"; correct the value',
    ],
    [
      "unknown_billing_period",
      "a count of periods that is none",
      "L1,A,1,2024-01-01,,0",
      "count",
      withPrice("amount", { billing_period: { value: "month" }, billing_period_count: "count" }),
      'billing_period: expected monthly, quarterly, annual, weekly, daily or a count such as "6 months", got "0 month"; correct the value',
    ],
    [
      "unknown_billing_period",
      "an empty period",
      "L1,A,1,2024-01-01,,",
      "per",
      withPrice("amount", { billing_period: "per" }),
      'per: expected monthly, quarterly, annual, weekly, daily or a count such as "6 months", got nothing; correct the value',
    ],
    [
      "text_in_number",
      "a decimal comma",
      'L1,A,"12,50",2024-01-01,',
      "",
      {},
      'amount: expected a number, got "12,50"; a decimal comma is declared with "decimal": ","',
    ],
    [
      "text_in_number",
      "a comma between thousands",
      'L1,A,"1,234.50",2024-01-01,',
      "",
      {},
      'amount: expected a number, got "1,234.50"; a comma between thousands is declared with "thousands": ","',
    ],
    [
      "text_in_number",
      "a point between thousands where the comma is declared",
      "L1,A,1.200,2024-01-01,",
      "",
      { decimal: "," },
      'amount: expected a number, got "1.200"; a point between thousands is declared with "thousands": "."',
    ],
    [
      "text_in_number",
      "an apostrophe between thousands",
      "L1,A,1\u2019234.50,2024-01-01,",
      "",
      {},
      'amount: expected a number, got "1\u2019234.50"; an apostrophe between thousands is declared with "thousands": "\'"',
    ],
    [
      "text_in_number",
      "a space between thousands",
      "L1,A,1 234 567,2024-01-01,",
      "",
      {},
      'amount: expected a number, got "1 234 567"; a space between thousands is declared with "thousands": " "',
    ],
    ...["(1200.50)", "5-", "\u22125"].map((value): [string, string, string, string, Source, string] => [
      "text_in_number",
      `a number below 0 as ${value}`,
      `L1,A,${value},2024-01-01,`,
      "",
      {},
      `amount: expected a number, got "${value}"; write one below 0 with a minus (-) before it`,
    ]),
    [
      "text_in_number",
      "a currency sign",
      "L1,A,$12,2024-01-01,",
      "",
      {},
      'amount: expected a number, got "$12"; write it without currency signs and words',
    ],
    [
      "text_in_number",
      "not a number",
      "L1,A,NaN,2024-01-01,",
      "",
      {},
      'amount: expected a number, got "NaN"; write it without currency signs and words',
    ],
    [
      "text_in_number",
      "a point where the comma is declared",
      "L1,A,12.50,2024-01-01,",
      "",
      { decimal: "," },
      'amount: expected a number, got "12.50"; write it without currency signs and words',
    ],
    [
      "text_in_number",
      "text in a quantity",
      "L1,A,1,2024-01-01,,many",
      "seats",
      columnsWith({ quantity: "seats" }),
      'seats: expected a number, got "many"; write it without currency signs and words',
    ],
    [
      "text_in_number",
      "text in what remains",
      "L1,A,1,2024-01-01,,x",
      "left",
      columnsWith({ notice_amount: "left" }),
      'left: expected a number, got "x"; write it without currency signs and words',
    ],
    [
      "text_in_number",
      "text in a list price",
      "L1,A,1,2024-01-01,,x",
      "list",
      columnsWith({ list_price: "list" }),
      'list: expected a number, got "x"; write it without currency signs and words',
    ],
    [
      "text_in_number",
      "text in a discount",
      "L1,A,1,2024-01-01,,20 %",
      "off",
      columnsWith({ discount_rate: "off" }),
      'off: expected a number, got "20 %"; write it without currency signs and words',
    ],
    [
      "missing_amount",
      "no amount",
      "L1,A, ,2024-01-01,",
      "",
      {},
      'amount: monthly_amount is empty, got " "; a line needs an amount (0 where it is free)',
    ],
    [
      "amount_too_large",
      "too large",
      "L1,A,10000000000001,2024-01-01,",
      "",
      {},
      'amount: the amount is over 1,000,000,000,000,000 minor units a month, got "10000000000001"; correct it, or check the units',
    ],
    [
      "amount_too_large",
      "far too large",
      "L1,A,1e300,2024-01-01,",
      "",
      {},
      'amount: the amount is over 1,000,000,000,000,000 minor units a month, got "1e300"; correct it, or check the units',
    ],
    [
      "amount_too_large",
      "too large with its quantity",
      "L1,A,10000000000,2024-01-01,,1001",
      "seats",
      withPrice("unit_price", { quantity: "seats", billing_period: { value: "monthly" } }),
      'amount: the amount is over 1,000,000,000,000,000 minor units a month, got "10000000000"; correct it, or check the units',
    ],
    [
      "negative_quantity",
      "below 0",
      "L1,A,1,2024-01-01,,-1",
      "seats",
      columnsWith({ quantity: "seats" }),
      'seats: a quantity is 0 or more, got "-1"; a credit is a negative amount, not a negative quantity',
    ],
    [
      "negative_quantity",
      "what remains below 0",
      "L1,A,1,2024-01-01,,-1",
      "left",
      columnsWith({ notice_quantity: "left" }),
      'left: a quantity is 0 or more, got "-1"; a credit is a negative amount, not a negative quantity',
    ],
    [
      "rate_out_of_range",
      "a discount in percent",
      "L1,A,1,2024-01-01,,20",
      "off",
      columnsWith({ discount_rate: "off" }),
      'off: expected a rate from 0 to 1, such as 0.2 for 20 %, got "20"; correct the value',
    ],
    [
      "unknown_order_type",
      "no order type",
      "L1,A,1,2024-01-01,,upsell",
      "type",
      columnsWith({ order_type: "type" }),
      'type: expected new, add_on, renewal, replacement, step or archive, got "upsell"; correct the value or leave it empty',
    ],
    [
      "unknown_end_means",
      "no meaning",
      "L1,A,1,2024-01-01,,over",
      "means",
      columnsWith({ end_means: "means" }),
      'means: expected term, cancelled or replaced, got "over"; correct the value or leave it empty',
    ],
    [
      "unknown_boolean",
      "neither true nor false",
      "L1,A,1,2024-01-01,,maybe",
      "trial",
      columnsWith({ is_trial: "trial" }),
      'trial: expected true or false, got "maybe"; correct the value or leave it empty',
    ],
    [
      "unknown_boolean",
      "neither true nor false",
      "L1,A,1,2024-01-01,,2",
      "recurring",
      columnsWith({ is_recurring: "recurring" }),
      'recurring: expected true or false, got "2"; correct the value or leave it empty',
    ],
    [
      "duplicate_id",
      "an id given twice",
      "L0,B,2,2024-01-01,",
      "",
      {},
      'id: an earlier row has the same id and was kept, got "L0"; give each row an id of its own',
    ],
    [
      "malformed_record",
      "too few fields",
      "L1,A,1",
      "",
      {},
      ': the record has too few fields, got "L1,A,1"; put texts that hold delimiters, quotes or line ends in quotes, and double the quotes inside',
    ],
    [
      "malformed_record",
      "too many fields",
      "L1,A,1,2024-01-01,,,x",
      "",
      {},
      ': the record has too many fields, got "L1,A,1,2024-01-01,,,x"; put texts that hold delimiters, quotes or line ends in quotes, and double the quotes inside',
    ],
    [
      "malformed_record",
      "an open quote",
      'L1,"A,1,2024-01-01,',
      "",
      {},
      ': the record has a quote that is not closed, got "L1,\\"A,1,2024-01-01,"; put texts that hold delimiters, quotes or line ends in quotes, and double the quotes inside',
    ],
    [
      "malformed_record",
      "text after a quote",
      'L1,"A"b,1,2024-01-01,',
      "",
      {},
      ': the record has text after a closing quote, got "L1,\\"A\\"b,1,2024-01-01,"; put texts that hold delimiters, quotes or line ends in quotes, and double the quotes inside',
    ],
    [
      "malformed_record",
      "a lone carriage return",
      "L1,A\rb,1,2024-01-01,",
      "",
      {},
      ': the record has a carriage return outside quotes, got "L1,A\\rb,1,2024-01-01,"; put texts that hold delimiters, quotes or line ends in quotes, and double the quotes inside',
    ],
  ])("%s: %s", async (code, _, row, more, source, message) => {
    const head = more === "" ? header : `${header},${more}`;
    const { date_format = "iso" } = source;
    const days =
      { iso: "2024-01-01,2025-01-01", epoch: "1704067200,1735689600" }[String(date_format)] ??
      "01/01/2024,01/01/2025";
    const good = `L0,A,1,${days}${more === "" ? "" : `,${fine[more] ?? ""}`}`;
    const { query, summary } = await readLines(`${head}\n${good}\n${row}\n`, source);
    const rows = await query("select * from quarantine");
    expect(rows.map(faultText)).toEqual([
      `exports/lines.csv row 3${message.startsWith(":") ? "" : " "}${message}`,
    ]);
    expect(rows[0]).toMatchObject({ code, row_text: row, line: "3", source_no: 1, layout: "contract_lines" });
    expect(summary.totals).toEqual({ rows_in: 2, accepted: 1, quarantined: 1, left_out: 0 });
    expect(await query("select line_id from read_contract_lines")).toEqual([{ line_id: "L0" }]);
    seen.add(code);
  });

  test("an id nobody gave, and the same customer twice", async () => {
    const settings = oneSource();
    const customers = {
      layout: "customers",
      file: "exports/customers.csv",
      columns: { customer_id: "id", name: "name" },
    };
    const folder = companyFolder(
      { ...settings, sources: [...settings.sources, customers] },
      {
        "exports/customers.csv": "id,name\nA,Ann\nA,Another\n,Nobody\nB,Bo\n",
        "exports/lines.csv": `${header}\nL1,A,1,2024-01-01,\nL2,C,1,2024-01-01,\nL3,B,1,2024-01-01,\n`,
      },
    );
    const { query, summary } = await readFolder(folder);
    expect((await query("select * from quarantine order by source_no, line")).map(faultText)).toEqual([
      'exports/lines.csv row 3 customer: no accepted row of the customers export has this id, got "C"; add the customer, or correct the id',
      'exports/customers.csv row 3 id: an earlier row has the same id and was kept, got "A"; give each row an id of its own',
      "exports/customers.csv row 4 id: customer_id is empty, got nothing; every row needs one",
    ]);
    expect(await query("select customer_id, name from read_customers order by 1")).toEqual([
      { customer_id: "A", name: "Ann" },
      { customer_id: "B", name: "Bo" },
    ]);
    expect(summary.sources.map((one) => [one.file, one.rows_in, one.accepted, one.quarantined])).toEqual([
      ["exports/lines.csv", 3, 2, 1],
      ["exports/customers.csv", 4, 2, 2],
    ]);
    seen.add("unknown_customer");
  });

  test("a value the condition cannot read, after its first 20,000 rows", async () => {
    const rows = Array.from({ length: 20_001 }, (_, i) => `L${i},A,1,2024-01-01,,${i % 3}`);
    const text = `${header},seats\n${rows.join("\n")}\nLx,A,1,2024-01-01,,many\n`;
    const { query, summary } = await readLines(text, { where: "seats > 0" });
    expect((await query("select * from quarantine")).map(faultText)).toEqual([
      'exports/lines.csv row 20003 seats: the condition "where" reads this column as another type, got "many"; correct the value or the condition',
    ]);
    expect(summary.totals).toEqual({ rows_in: 20_002, accepted: 13_334, quarantined: 1, left_out: 6_667 });
    seen.add("unreadable_condition");
  });

  test.each([
    ["JSON list", "exports/lines.json", (rows: string[]) => `[\n${rows.join(",\n")}\n]`, 3],
    ["JSON lines", "exports/lines.jsonl", (rows: string[]) => rows.join("\n"), 2],
  ])("%s: a row that is no object", async (_, file, write, line) => {
    const good = { id: "L1", customer: "A", amount: 1, start: "2024-01-01", end: null };
    const rows = [JSON.stringify(good), "[1, 2]", JSON.stringify({ ...good, id: "L2", amount: "x" })];
    const { query, summary } = await readLines(write(rows), { file });
    expect((await query("select * from quarantine")).map(faultText)).toEqual([
      `${file} row ${line}: expected a JSON object, got "[1, 2]"; correct the export, one object a row`,
      `${file} row ${line + 1} amount: expected a number, got "x"; write it without currency signs and words`,
    ]);
    expect(await query("select row_text from quarantine order by line")).toEqual([
      { row_text: "[1, 2]" },
      { row_text: rows[2] },
    ]);
    expect(summary.totals).toEqual({ rows_in: 3, accepted: 1, quarantined: 2, left_out: 0 });
  });

  test("a line of JSON that is cut off", async () => {
    const good = JSON.stringify({ id: "L1", customer: "A", amount: 1, start: "2024-01-01", end: null });
    const { query } = await readLines(`${good}\n{"id": "L2", "cust\n`, { file: "exports/lines.jsonl" });
    expect((await query("select * from quarantine")).map(faultText)).toEqual([
      'exports/lines.jsonl row 2: expected a JSON object, got "{\\"id\\": \\"L2\\", \\"cust"; correct the export, one object a row',
    ]);
  });

  test("bytes that are not UTF-8", async () => {
    const bad = Buffer.concat([Buffer.from("L1,"), Buffer.from([0xe9]), Buffer.from(",1,2024-01-01,\n")]);
    const text = Buffer.concat([Buffer.from(`${header}\n`), bad, Buffer.from("L2,\u00e9,1,2024-01-01,\n")]);
    const { query } = await readLines(text);
    expect((await query("select * from quarantine")).map(faultText)).toEqual([
      'exports/lines.csv row 2: the record has bytes that are not UTF-8, got "L1,\ufffd,1,2024-01-01,"; save the export as UTF-8',
    ]);
    expect(await query("select customer_id from read_contract_lines")).toEqual([{ customer_id: "\u00e9" }]);
  });

  test("a header once more, where parts were joined with theirs", async () => {
    const { query, summary } = await readLines(
      `${header}\nL1,A,1,2024-01-01,\n${header}\nL2,A,1,2024-01-01,\n`,
    );
    expect((await query("select * from quarantine")).map(faultText)).toEqual([
      `exports/lines.csv row 3: the row is the header once more, got "${header}"; join parts of an export without the headers between them`,
    ]);
    expect(summary.totals).toEqual({ rows_in: 3, accepted: 2, quarantined: 1, left_out: 0 });
    seen.add("repeated_header");
  });

  test("what stands below the rows of a report, beyond any limit; one text alone is no such end", async () => {
    const below = [
      '"Grand Totals (2 records)"',
      '"My lines"',
      '"Copyright (c) 2000-2024 salesforce.com, inc."',
    ];
    const rows = `${header}\nL1,A,1,2024-01-01,\nbroken\nL2,A,1,2024-01-01,\n\n`;
    const policies = { max_quarantined_rate: 0.2 };
    const { query, summary } = await readLines(`${rows}${below.join("\n\n")}\n`, {}, { policies });
    expect(await query("select line, code from quarantine order by line")).toEqual([
      { line: "3", code: "malformed_record" },
      ...["6", "8", "10"].map((line) => ({ line, code: "report_footer" })),
    ]);
    expect(summary.totals).toEqual({ rows_in: 6, accepted: 2, quarantined: 4, left_out: 0 });
    expect((await query("select * from quarantine")).map(faultText)[1]).toBe(
      'exports/lines.csv row 6: the line stands below the rows of a report, got "\\"Grand Totals (2 records)\\""; nothing is missing, the totals are not needed',
    );
    const alone = await readLines(`${header}\nL1,A,1,2024-01-01,\nThe end\n`);
    expect(await alone.query("select code from quarantine")).toEqual([{ code: "malformed_record" }]);
    seen.add("report_footer");
  });

  test("a row of totals as wide as the others, beyond any limit; a customer of that name stays", async () => {
    const rows = [
      ...["C1,Alpha,Retail,120", "Total,,,120", "Total,Total Lubricants,Energy,50"],
      ...['"Grand total (1,600 records)",,,"1,600"', "C2,Beta,,1"],
    ];
    const settings = {
      ...{ name: "Acme", currency: "USD", as_of: "2025-06-30", policies: { max_quarantined_rate: 0 } },
      sources: [
        {
          layout: "customers",
          file: "accounts.csv",
          columns: { customer_id: "ID", name: "Name", industry: "Industry" },
        },
      ],
    };
    const files = { "accounts.csv": Buffer.from(["ID,Name,Industry,Seats", ...rows, ""].join("\n")) };
    const { query } = await readFolder(companyFolder(settings, files));
    expect(await query("select customer_id from read_customers order by 1")).toEqual(
      ["C1", "C2", "Total"].map((customer_id) => ({ customer_id })),
    );
    expect((await query("select * from quarantine")).map(faultText)).toEqual([
      'accounts.csv row 3 ID: the row holds totals of the others and is none of them, got "Total"; nothing is missing, export without totals',
      'accounts.csv row 5 ID: the row holds totals of the others and is none of them, got "Grand total (1,600 records)"; nothing is missing, export without totals',
    ]);
    seen.add("totals_row");
  });

  test("the list of codes is closed; every code occurs above, in plain-tables.test.ts or in fact-tables.test.ts, the one the ledger finds in build/read-and-run.test.ts, those of vendors' layouts beside them", () => {
    const ofVendors = [
      "ended_without_date",
      "incomplete_record",
      "undeclared_option",
      "unknown_status",
      "unreadable_discount",
    ];
    const tables = [...plainFaults, ...factFaults].map(([code]) => code);
    const codes = new Set([...seen, ...tables, "credit_below_zero", ...ofVendors]);
    expect([...codes].sort()).toEqual([...faultCodes].sort());
  });
});
