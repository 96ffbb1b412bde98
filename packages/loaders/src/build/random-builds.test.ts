import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import { nineDecimals } from "../../test/a-line.ts";
import { differences } from "../../test/compare-ledgers.ts";
import type { LedgerTables } from "../../test/fixtures-agree.ts";
import { lastDayOf, wholeMonths } from "../../test/oracle/calendar.ts";
import { fraction, times } from "../../test/oracle/fraction.ts";
import { oracleLedger } from "../../test/oracle/oracle-ledger.ts";
import type { OracleCut, OracleInput, OracleLine } from "../../test/oracle/oracle-line.ts";
import { batchOf } from "../../test/random-batches.ts";
import { companyFolder } from "../read/test-company.ts";
import { buildCompany } from "./build-company.ts";
import { disagreements, martRows } from "./test-agreement.ts";

/*
 * Random companies the whole way: written as exports, read, built, and what was written read again. The oracle takes
 * the lines as they were drawn, so a cent lost by the reader is seen as well as one lost by the models; the browser's
 * engine takes the written ledger. A batch is many companies as one, because a build costs more than a company.
 */

const columns = [
  ...[
    "line_id",
    "customer_id",
    "product",
    "sku",
    "currency",
    "order_id",
    "order_type",
    "signed_on",
    "start_on",
  ],
  ...["end_on", "end_means", "notice_on", "notice_amount", "notice_quantity", "quantity", "amount", "reason"],
  ...["renewal_of", "replaces", "is_recurring", "is_trial", "notice_withdrawn_on", "auto_renews"],
  ...["renewal_months", "paused_on", "resumes_on", "list_price"],
];

/** Labels of the first month: an export of customers has one of each. */
const firstLabels = (cuts: readonly OracleCut[]) =>
  cuts.filter((row) => row.from_month === "2022-01-01").map((row) => ({ ...row, from_month: "1990-01-01" }));

/** The company as a folder: yearly amounts in minor units, as the lines' annual amounts are whole. */
function exported({ company, lines, assignments = [] }: OracleInput, cuts: readonly OracleCut[]): string {
  const yearly = (minor: number | null) => (minor === null ? null : minor * 12);
  const rows = lines.map((line) => ({
    ...line,
    amount: line.annual_minor,
    notice_amount: yearly(line.notice_monthly_minor),
    is_recurring: String(line.is_recurring),
    is_trial: String(line.is_trial),
    auto_renews: String(line.auto_renews),
    list_price: yearlyList(line),
  }));
  const labelOf = (cut: string, id: string) =>
    cuts.find((row) => row.cut === cut && row.customer_id === id)?.label ?? "";
  const ids = [...new Set([...lines, ...assignments].map((row) => row.customer_id))];
  const accounts = ids.map((id) => ({ id, industry: labelOf("industry", id), csm: labelOf("csm", id) }));
  const { exchange_rates, month_rates, currency, as_of, history_from, reasons, ...policies } = company;
  const rates = Object.fromEntries(
    Object.entries(exchange_rates).map(([code, rate]) => [code, Number(rate)]),
  );
  // A SKU that maps to nothing is its own product; here the export names product and SKU in one.
  const products = Object.fromEntries(rows.map((row) => [skuOf(row), row.product]));
  return companyFolder(
    {
      name: "Random",
      currency,
      as_of,
      policies: { ...policies, max_quarantined_rate: 0 },
      ...(history_from && { history_from }),
      ...(reasons && { reasons }),
      exchange_rates: month_rates ? { policy: "month_end" } : { policy: "constant", as_of, rates },
      products,
      sources: [
        {
          layout: "customers",
          file: "accounts.csv",
          columns: { customer_id: "id", industry: "industry", csm: "csm" },
        },
        {
          layout: "contract_lines",
          file: "lines.csv",
          units: "minor",
          columns: {
            ...named(...columns.filter((name) => name !== "sku")),
            product: "sku",
            billing_period: { value: "annual" },
          },
        },
        {
          layout: "assignments",
          file: "assignments.csv",
          columns: named("line_id", "customer_id", "assigned_on"),
        },
        ...(month_rates
          ? [{ layout: "exchange_rates", file: "rates.csv", columns: named("currency", "rate_on", "rate") }]
          : []),
      ],
    },
    {
      "accounts.csv": stringify(accounts, { header: true }),
      "assignments.csv": stringify([...assignments], {
        header: true,
        columns: ["line_id", "customer_id", "assigned_on"],
      }),
      "rates.csv": stringify(
        (month_rates ?? []).map((row) => ({ ...row, rate_on: lastDayOf(row.month) })),
        { header: true, columns: ["currency", "rate_on", "rate"] },
      ),
      "lines.csv": stringify(
        rows.map((row) => ({ ...row, sku: skuOf(row) })),
        { header: true, columns },
      ),
    },
  );
}

/** Columns of the export that carry the layout's own names. */
const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name]));

/** As the amount: of the whole line, a year. */
const yearlyList = ({ list_unit_monthly_minor: unit, quantity }: OracleLine) =>
  unit && nineDecimals(times(times(fraction(unit), fraction(quantity)), fraction(12)));

const skuOf = (line: { product: string; sku: string | null }) => `${line.product} ${line.sku ?? "-"}`;

/** The oracle sees the SKU the export prints. */
const withPrintedSkus = (input: OracleInput): OracleInput => ({
  ...input,
  lines: input.lines.map((line) => ({ ...line, sku: skuOf(line) })),
});

/**
 * A line that ends before it starts is set aside, unless a notice before its start says why; one that renews itself is
 * when its term is under a month and nothing says for how long.
 */
const isReadable = ({ start_on, end_on, notice_on, auto_renews, renewal_months }: OracleLine) => {
  if (end_on === null) return true;
  if (auto_renews && renewal_months === null && end_on > start_on && wholeMonths(start_on, end_on) < 1)
    return false;
  return end_on > start_on || (notice_on !== null && notice_on < start_on);
};

function readable(input: OracleInput): OracleInput {
  const lines = input.lines.filter(isReadable);
  const ids = new Set(lines.map((line) => line.line_id));
  return { ...input, lines, assignments: (input.assignments ?? []).filter((row) => ids.has(row.line_id)) };
}

const withoutAssignments = (input: OracleInput): OracleInput => ({ ...input, assignments: [] });

const batches: OracleInput[] = [
  batchOf("plain", 77, 0, 60),
  batchOf("complete", 77, 2, 200),
  withoutAssignments(batchOf("complete", 77, 4, 200)),
  batchOf("complete", 77, 12, 200),
].map(readable);

test("the batches know both policies of exchange rates, and a history", () => {
  expect(new Set(batches.map(({ company }) => company.month_rates === undefined)).size).toBe(2);
  expect(new Set(batches.map(({ company }) => company.history_from === undefined)).size).toBe(2);
});

describe("random companies from exports to files", () => {
  test.each(batches.map((input, at) => ({ input, batch: at + 1, ...input.company })))(
    "batch $batch: as_of $as_of, from $history_from, grace $late_renewal_grace_days, netting $netting, in $currency",
    { timeout: 300_000 },
    async ({ input }) => {
      const cuts = firstLabels(input.cuts ?? []);
      const folder = exported(withPrintedSkus(input), cuts);
      const out = join(folder, "build");
      await buildCompany(folder, out);

      // The browser does not add up what follows exchange rates, and knows the past of what was assigned in part only so far.
      const isExact = !input.company.month_rates && input.assignments?.length === 0;
      if (isExact) expect((await disagreements(out)).slice(0, 5)).toEqual([]);

      const ofCuts = (await martRows(out, "waterfall__by_cut")).filter(
        (row) => row.cut === "industry" || row.cut === "csm",
      );
      const written = {
        movements: await martRows(out, "ledger__movements"),
        logos: await martRows(out, "ledger__logos"),
        waterfall: await martRows(out, "waterfall__by_month"),
        waterfallByCut: ofCuts,
        retention: await martRows(out, "retention__by_month"),
        retentionByProduct: await martRows(out, "retention__by_product"),
      } as unknown as LedgerTables;
      const oracle = oracleLedger({ ...withPrintedSkus(input), cuts });
      expect(oracle.movements.length).toBeGreaterThan(500);
      expect(
        differences(oracle, written).map(({ table, onlyFirst, onlySecond }) => ({
          table,
          oracle: onlyFirst.slice(0, 3),
          written: onlySecond.slice(0, 3),
        })),
      ).toEqual([]);
    },
  );
});
