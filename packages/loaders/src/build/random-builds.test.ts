import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "../../test/compare-ledgers.ts";
import type { LedgerTables } from "../../test/fixtures-agree.ts";
import { oracleLedger } from "../../test/oracle/oracle-ledger.ts";
import type { OracleCut, OracleInput, OracleLine } from "../../test/oracle/oracle-line.ts";
import { companyArb, merge, settingsArb } from "../../test/random-companies.ts";
import { liveOf } from "../../test/sql-ledger.ts";
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
  ...["renewal_of", "replaces", "is_recurring", "is_trial"],
];

/** Labels of the first month: an export of customers has one of each. */
const firstLabels = (cuts: readonly OracleCut[]) =>
  cuts.filter((row) => row.from_month === "2022-01-01").map((row) => ({ ...row, from_month: "1990-01-01" }));

/** The company as a folder: yearly amounts in minor units, as the lines' annual amounts are whole. */
function exported({ company, lines }: OracleInput, cuts: readonly OracleCut[]): string {
  const yearly = (minor: number | null) => (minor === null ? null : minor * 12);
  const rows = lines.map((line) => ({
    ...line,
    amount: line.annual_minor,
    notice_amount: yearly(line.notice_monthly_minor),
    is_recurring: String(line.is_recurring),
    is_trial: String(line.is_trial),
  }));
  const labelOf = (cut: string, id: string) =>
    cuts.find((row) => row.cut === cut && row.customer_id === id)?.label ?? "";
  const ids = [...new Set(lines.map((line) => line.customer_id))];
  const accounts = ids.map((id) => ({ id, industry: labelOf("industry", id), csm: labelOf("csm", id) }));
  const { exchange_rates, currency, as_of, ...policies } = company;
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
      exchange_rates: { policy: "constant", as_of, rates },
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
            ...Object.fromEntries(columns.filter((name) => name !== "sku").map((name) => [name, name])),
            product: "sku",
            billing_period: { value: "annual" },
          },
        },
      ],
    },
    {
      "accounts.csv": stringify(accounts, { header: true }),
      "lines.csv": stringify(
        rows.map((row) => ({ ...row, sku: skuOf(row) })),
        { header: true, columns },
      ),
    },
  );
}

const skuOf = (line: { product: string; sku: string | null }) => `${line.product} ${line.sku ?? "-"}`;

/** The oracle sees the SKU the export prints. */
const withPrintedSkus = (input: OracleInput): OracleInput => ({
  ...input,
  lines: input.lines.map((line) => ({ ...line, sku: skuOf(line) })),
});

/** A line that ends before it starts is set aside, unless a notice before its start says why. */
const isReadable = ({ start_on, end_on, notice_on }: OracleLine) =>
  end_on === null || end_on > start_on || (notice_on !== null && notice_on < start_on);

const batches: OracleInput[] = fc.sample(settingsArb, { seed: 77, numRuns: 4 }).map((company, at) => {
  const { lines, cuts } = merge(fc.sample(companyArb, { seed: 7000 + at, numRuns: 60 }));
  return { lines: lines.filter(isReadable), cuts, company };
});

describe("random companies from exports to files", () => {
  test.each(batches.map((input, at) => ({ input, batch: at + 1, ...input.company })))(
    "batch $batch: as_of $as_of, grace $late_renewal_grace_days, netting $netting, in $currency",
    { timeout: 300_000 },
    async ({ input }) => {
      const cuts = firstLabels(input.cuts ?? []);
      const folder = exported(withPrintedSkus(input), cuts);
      const out = join(folder, "build");
      await buildCompany(folder, out);

      expect((await disagreements(out)).slice(0, 5)).toEqual([]);

      const ofCuts = (await martRows(out, "waterfall__by_cut")).filter(
        (row) => row.cut === "industry" || row.cut === "csm",
      );
      const written = {
        movements: await martRows(out, "ledger__movements"),
        logos: await martRows(out, "ledger__logos"),
        waterfall: await martRows(out, "waterfall__by_month"),
        waterfallByCut: ofCuts,
        retention: await martRows(out, "retention__by_month"),
      } as unknown as LedgerTables;
      const oracle = oracleLedger({ ...withPrintedSkus(input), cuts });
      expect(oracle.movements.length).toBeGreaterThan(500);
      expect(
        differences(liveOf(oracle), liveOf(written)).map(({ table, onlyFirst, onlySecond }) => ({
          table,
          oracle: onlyFirst.slice(0, 3),
          written: onlySecond.slice(0, 3),
        })),
      ).toEqual([]);
    },
  );
});
