import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { currencyExponent } from "./company/currency.ts";
import { conversionFactor } from "./models/conversion-factor.ts";
import { fillTable } from "./models/fill-table.ts";
import { loadModels } from "./models/load-models.ts";
import type { Model } from "./models/model.ts";
import { readTableSql } from "./models/read-tables.ts";
import { runModels } from "./models/run-models.ts";
import { seedTables } from "./models/seed-tables.ts";

/** Lines, customers and cuts as JavaScript rows, with the company's settings. */
export interface LedgerInput {
  readonly lines: readonly { readonly customer_id: string }[];
  readonly customers?: readonly object[];
  readonly company: {
    readonly currency: string;
    readonly as_of: string;
    readonly netting: "product" | "customer";
    readonly late_renewal_grace_days: number;
    /** Major units of `currency` for one major unit of the billing currency. */
    readonly exchange_rates: Readonly<Record<string, string>>;
  };
  /** In place of the built-in cuts. */
  readonly cuts?: readonly { cut: string; customer_id: string; from_month: string; label: string }[];
}

type Row = Record<string, string | number | boolean | null>;

/** The marts of a ledger as rows: dates as YYYY-MM-DD, integers as numbers. */
export interface LedgerOutput {
  readonly movements: Row[];
  readonly logos: Row[];
  readonly waterfall: Row[];
  readonly waterfallByCut: Row[];
  readonly retention: Row[];
}

function withCuts(models: readonly Model[], cuts: LedgerInput["cuts"]): Model[] {
  const like = models.find((model) => model.layer === "cuts");
  if (!cuts || !like) return [...models];
  const given = [...new Set(cuts.map((row) => row.cut))].map((name) => ({
    ...like,
    name,
    sql: `select customer_id, from_month, label from given_cuts where cut = '${name.replaceAll("'", "''")}'`,
    reads: ["given_cuts"],
  }));
  return [...models.filter((model) => model.layer !== "cuts"), ...given];
}

async function rowsOf(connection: DuckDBConnection, mart: string): Promise<Row[]> {
  const reader = await connection.runAndReadAll(`select to_json(mart) as row from ${mart} as mart`);
  return reader.getRowObjectsJson().map((entry) => JSON.parse(String(entry.row)) as Row);
}

/**
 * What ledger do these lines make? The SQL models over rows given in JavaScript: the door for tests, and for trying a
 * rule on a handful of lines. `lines` and `customers` carry the columns of read_contract_lines and read_customers;
 * without `customers`, every customer of the lines is one. No lines give empty marts.
 *
 * @throws CheckFailed when an identity does not hold; Error for a currency ISO 4217 does not know.
 */
export async function ledgerOf(input: LedgerInput): Promise<LedgerOutput> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    const { exchange_rates, ...company } = input.company;
    const exponent = (code: string) => {
      const digits = currencyExponent(code);
      if (digits === null) throw new Error(`ledgerOf: unknown currency, got "${code}"; use an ISO 4217 code`);
      return digits;
    };
    const factors = Object.fromEntries(
      Object.entries(exchange_rates).map(([code, rate]) => [
        code,
        conversionFactor(rate, exponent(company.currency), exponent(code)),
      ]),
    );
    await seedTables(connection, { ...company, factors });
    await connection.run(readTableSql("read_contract_lines"));
    await connection.run(readTableSql("read_customers"));
    await connection.run(
      "create table given_cuts (cut varchar, customer_id varchar, from_month date, label varchar)",
    );
    await fillTable(connection, "read_contract_lines", input.lines);
    const ids = [...new Set(input.lines.map((line) => line.customer_id))];
    await fillTable(
      connection,
      "read_customers",
      input.customers ?? ids.map((customer_id) => ({ customer_id })),
    );
    await fillTable(connection, "given_cuts", input.cuts ?? []);
    await runModels(connection, withCuts(await loadModels(connection), input.cuts));
    return {
      movements: await rowsOf(connection, "ledger__movements"),
      logos: await rowsOf(connection, "ledger__logos"),
      waterfall: await rowsOf(connection, "waterfall__by_month"),
      waterfallByCut: await rowsOf(connection, "waterfall__by_cut"),
      retention: await rowsOf(connection, "retention__by_month"),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
