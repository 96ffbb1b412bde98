import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allCurrencies } from "../company/currency.ts";
import { plainColumns, readLines } from "./test-company.ts";

const header = "id,customer,amount,start,end";

/** Rows a reader of the text would count: independent of the scanners, for texts whose quotes are right. */
const many = (count: number) => Array.from({ length: count }, (_, i) => `L${i},C${i % 9},1.5,2024-01-01,`);

describe("rows in = accepted + set aside + left out", () => {
  test("over random damage to a file", async () => {
    const cell = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom("1", "2024-01-01", "A", "", " ", '"x\ny"', '"a ""b"""', "12,5", '"q,"'),
      },
      { weight: 1, arbitrary: fc.constantFrom('"', 'a"b', '"a"b', "\r", "\u0001", "é", '"open', "x\ty") },
    );
    const row = fc.array(cell, { minLength: 0, maxLength: 7 }).map((cells) => cells.join(","));
    const rows = fc.array(
      fc.oneof(
        row,
        fc.nat(30).map((i) => `L${i},A,1,2024-01-01,`),
      ),
      { maxLength: 12 },
    );
    const file = fc.record({
      rows,
      lineEnd: fc.constantFrom("\n", "\r\n"),
      ending: fc.constantFrom("", "\n", "\n\n"),
      mark: fc.constantFrom("", "\uFEFF"),
      packed: fc.boolean(),
      where: fc.constantFrom(undefined, "amount is not null", "cast(customer as varchar) <> 'A'"),
    });
    const samples = fc.sample(file, { numRuns: 60, seed: 23 });
    let setAside = 0;
    for (const { rows, lineEnd, ending, mark, packed, where } of samples) {
      const text = mark + [header, ...rows].join(lineEnd) + ending;
      const name = packed ? "exports/lines.csv.gz" : "exports/lines.csv";
      const { summary, query } = await readLines(packed ? gzipSync(text) : text, {
        file: name,
        ...(where === undefined ? {} : { where }),
      });
      const [tables] = await query(
        "select (select count(*) from read_contract_lines) as accepted, (select count(*) from quarantine) as quarantined",
      );
      const { rows_in, accepted, quarantined, left_out } = summary.totals;
      expect(accepted + quarantined + left_out).toBe(rows_in);
      expect(tables).toEqual({ accepted: String(accepted), quarantined: String(quarantined) });
      const physical = text.split("\n");
      for (const { line, row_text } of await query("select line, row_text from quarantine")) {
        const first = String(row_text).split("\n")[0] ?? "";
        expect(physical[Number(line) - 1]?.trimEnd().startsWith(first.trimEnd())).toBe(true);
      }
      setAside += quarantined;
    }
    expect(setAside).toBeGreaterThan(100);
  });

  test("in a file read by several threads: every offender keeps its line", async () => {
    const filler = "x".repeat(100);
    const rows = many(400_000).map((row) => `${row},${filler}`);
    const bad = [0, 1, 133_337, 250_000, 399_999];
    for (const i of bad) rows[i] = `L${i},C,x${i},2024-01-01,,${filler}`;
    rows[200_000] = `L200000,"two\nlines",1,2024-01-01,,${filler}`;
    const anyOf = Array.from({ length: 20 }, (_, i) => `'C${i}'`).join(", ");
    const where = `customer = 'C' or customer in (${anyOf}) or amount = '1'`;
    const rates = Object.fromEntries(allCurrencies().map((code) => [code, code === "USD" ? 1 : 2]));
    const { query, summary } = await readLines(
      `${header},filler\n${rows.join("\n")}\n`,
      { where },
      { exchange_rates: { policy: "constant", as_of: "2025-12-31", rates } },
    );
    const shift = (i: number) => i + 2 + (i > 200_000 ? 1 : 0);
    expect(await query("select line, value from quarantine order by line")).toEqual(
      bad.map((i) => ({ line: String(shift(i)), value: `x${i}` })),
    );
    expect(summary.totals).toEqual({ rows_in: 400_000, accepted: 399_995, quarantined: 5, left_out: 0 });
    const order = await query("select count(*) as n from read_contract_lines where line_id <> 'L' || rowid");
    expect(order).toEqual([{ n: "0" }]);
  });

  test("a broken record does not take others with it, and lines stay physical", async () => {
    const text = [
      header,
      "L1,A,1,2024-01-01,",
      '"L2,A,1,2024-01-01,',
      '"L3","B\nB",x,2024-01-01,',
      "L4,A,1",
      "L5,A,1,2024-01-01,",
    ];
    const { query, summary } = await readLines(`${text.join("\r\n")}\r\n`);
    expect(await query("select line_id from read_contract_lines")).toEqual([
      { line_id: "L1" },
      { line_id: "L5" },
    ]);
    expect(await query("select line, code, value from quarantine order by line")).toEqual([
      { line: "3", code: "malformed_record", value: '"L2,A,1,2024-01-01,' },
      { line: "4", code: "text_in_number", value: "x" },
      { line: "6", code: "malformed_record", value: "L4,A,1" },
    ]);
    expect(summary.totals).toEqual({ rows_in: 5, accepted: 2, quarantined: 3, left_out: 0 });
  });

  test("one column is enough for customers", async () => {
    const source = { layout: "customers", columns: { customer_id: "id" } };
    const { query, summary } = await readLines("id\nA\n\nB\n\n", source);
    expect(await query("select customer_id from read_customers")).toEqual([
      { customer_id: "A" },
      { customer_id: "B" },
    ]);
    expect(summary.totals).toEqual({ rows_in: 2, accepted: 2, quarantined: 0, left_out: 0 });
  });
});

test("more set-aside rows than allowed stop the read, with counts and the first examples", async () => {
  const rows = many(90).map((row, i) => (i % 10 === 3 ? row.replace("1.5", "x") : row));
  const text = `${header}\n${rows.join("\n")}\n`;
  const limited = (rate: number) => readLines(text, {}, { policies: { max_quarantined_rate: rate } });
  await expect(limited(0.05)).rejects.toThrow(
    "exports/lines.csv: more rows set aside than 5.0 % (policies.max_quarantined_rate), got 9 of 90 (10.0 %); correct the export or its source in company.json, or raise the limit. The first:\n" +
      '  exports/lines.csv row 5 amount: expected a number, got "x"; write it without currency signs and words\n' +
      '  exports/lines.csv row 15 amount: expected a number, got "x"; write it without currency signs and words\n',
  );
  expect((await limited(0.1)).summary.totals.quarantined).toBe(9);
});

test("the tables say where a read came from", async () => {
  const { query } = await readLines(
    `${header}\nL1,A,1,2024-01-01,\n`,
    { columns: plainColumns },
    {
      timeZone: "Europe/Berlin",
      exchange_rates: { policy: "constant", as_of: "2025-12-31", rates: { EUR: 1.08, JPY: 0.0065 } },
    },
  );
  expect(await query("select * from read_sources")).toEqual([
    {
      source_no: 1,
      layout: "contract_lines",
      file: "exports/lines.csv",
      format: "csv",
      bytes: "48",
      sha256: "12ef8525d96e33ebb3eebec38e3c711d32a3040e6e4e9f68a3da375132b05c78",
      rows_in: "1",
      accepted: "1",
      quarantined: "0",
      left_out: "0",
    },
  ]);
  expect(await query("select * from company")).toEqual([
    {
      name: "Test",
      currency: "USD",
      exponent: 2,
      time_zone: "Europe/Berlin",
      as_of: "2025-12-31",
      as_of_source: "company.json",
      netting: "product",
      late_renewal_grace_days: 0,
      max_quarantined_rate: 1,
    },
  ]);
  expect(await query("select * from exchange_rate")).toEqual([
    { currency: "EUR", rate: "1.08000000" },
    { currency: "JPY", rate: "0.00650000" },
    { currency: "USD", rate: "1.00000000" },
  ]);
});
