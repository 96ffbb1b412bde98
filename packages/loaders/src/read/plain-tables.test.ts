import { describe, expect, test } from "vitest";
import { faultMessage } from "./faults.ts";
import { companyFolder, type Row, readFolder } from "./test-company.ts";
import { plainCompany, plainFaults, plainRows } from "./test-plain-faults.ts";

const faultText = (row: Row) => faultMessage(row as unknown as Parameters<typeof faultMessage>[0]);

const read = (files: Readonly<Record<string, string>> = {}, settings: object = {}) => {
  return readFolder(companyFolder({ ...plainCompany, ...settings }, { ...plainRows, ...files }));
};

describe("what each layout leaves", () => {
  test("one row a table, by its meaning", async () => {
    const { query, summary } = await read();
    expect(summary.totals).toEqual({ rows_in: 14, accepted: 14, quarantined: 0, left_out: 0 });
    expect(await query("select * from read_assignments")).toEqual([
      { line_id: "L1", customer_id: "C", assigned_on: "2025-06-10", source_no: 3 },
    ]);
    expect(await query("select * from read_exchange_rates order by currency, month_no")).toEqual([
      { currency: "JPY", month_no: 2025 * 12 + 11, rate: "0.0065000000", source_no: 4 },
      { currency: "JPY", month_no: 2025 * 12 + 12, rate: "0.0066000000", source_no: 4 },
      { currency: "USD", month_no: 2025 * 12 + 12, rate: "1.0000000000", source_no: 4 },
    ]);
    expect(await query("select * from read_usage_charges")).toEqual([
      {
        charge_id: "U1",
        customer_id: "A",
        product: "Suite",
        currency: "JPY",
        billed_for: "2025-11-01",
        amount_minor: "1234",
        source_no: 5,
      },
    ]);
    expect(await query("select * from read_expected_losses")).toEqual([
      {
        customer_id: "A",
        product: "Suite",
        flagged_on: "2025-10-01",
        cleared_on: null,
        probability: 0.4,
        amount_minor: null,
        currency: null,
        source_no: 6,
      },
    ]);
    expect(await query("select * from read_customer_map")).toEqual([
      { customer_id: "Old", mapped_to: "A", source_no: 7 },
    ]);
    expect(await query("select customer_id, parent_id from read_customers order by 1")).toEqual([
      { customer_id: "A", parent_id: null },
      { customer_id: "B", parent_id: "A" },
      { customer_id: "C", parent_id: null },
    ]);
  });

  test("nothing where no export says anything: the tables are there and empty", async () => {
    const { query } = await readFolder(
      companyFolder(
        { ...plainCompany, exchange_rates: undefined, sources: [plainCompany.sources[1]] },
        plainRows,
      ),
    );
    for (const table of [
      "assignments",
      "exchange_rates",
      "usage_charges",
      "expected_losses",
      "customer_map",
    ]) {
      expect(await query(`select * from read_${table}`), table).toEqual([]);
    }
  });

  test("an amount in money, a credit, and the source's own currency", async () => {
    const { query } = await read(
      {
        "usage.csv":
          "id,customer,plan,cur,month,amount\nU1,A,,,2025-11-30,-12.345\nU2,A,Pro,JPY,2025-12-01,7\n",
        "losses.csv": "customer,plan,from,to,p,amount,cur\nA,,2025-10-01,2025-11-01,1,99.5,\n",
      },
      {
        sources: plainCompany.sources.map((source) => ({
          ...source,
          ...(source.layout === "usage_charges" || source.layout === "expected_losses"
            ? { currency: "USD" }
            : {}),
        })),
      },
    );
    expect(
      await query("select product, currency, amount_minor from read_usage_charges order by charge_id"),
    ).toEqual([
      { product: "All products", currency: "USD", amount_minor: "-1235" },
      { product: "Suite", currency: "JPY", amount_minor: "7" },
    ]);
    expect(
      await query("select product, cleared_on, amount_minor, currency from read_expected_losses"),
    ).toEqual([{ product: null, cleared_on: "2025-11-01", amount_minor: "9950", currency: "USD" }]);
  });
});

describe("each fault of these layouts", () => {
  test.each(plainFaults.map(([code, file, rows, message]) => ({ code, file, rows, message })))(
    "$file: $code, $rows",
    async ({ code, file, rows, message }) => {
      const good = plainRows[file] ?? "";
      const more = { "customers.csv": `${plainRows["customers.csv"]}E,\n` };
      const { query, summary } = await read({ ...more, [file]: `${good}${rows}\n` });
      const faults = await query("select * from quarantine order by line");
      const line = good.split("\n").length;
      expect(faultText(faults[0] ?? {})).toBe(`${file} row ${line} ${message}`);
      const count = rows.split("\n").length;
      expect(faults.map((fault) => fault.code)).toEqual(Array(count).fill(code));
      const source = summary.sources.find((one) => one.file === file);
      const before = good.split("\n").length - 2;
      expect(source).toMatchObject({
        rows_in: before + count,
        accepted: before,
        quarantined: count,
        left_out: 0,
      });
      expect(await query("select count(*) as n from quarantine")).toEqual([{ n: String(count) }]);
    },
  );
});

test("rows of these layouts are left out by where, and counted", async () => {
  const sources = plainCompany.sources.map((source) => {
    return source.layout === "exchange_rates" ? { ...source, where: "cur <> 'USD'" } : source;
  });
  const { summary, query } = await read({}, { sources });
  expect(summary.sources[3]).toMatchObject({ rows_in: 4, accepted: 3, quarantined: 0, left_out: 1 });
  expect(await query("select distinct currency from read_exchange_rates")).toEqual([{ currency: "JPY" }]);
});
