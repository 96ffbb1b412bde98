import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { MonthRate } from "./build/ledger-settings.ts";
import { currencyExponent } from "./company/currency.ts";
import { ancestors } from "./models/ancestors.ts";
import { conversionFactor } from "./models/conversion-factor.ts";
import { fillTable } from "./models/fill-table.ts";
import { loadModels } from "./models/load-models.ts";
import type { Model } from "./models/model.ts";
import { createReadTables } from "./models/read-tables.ts";
import { type RunOptions, runModels } from "./models/run-models.ts";
import { type LedgerSettings, type ReasonCategory, seedTables } from "./models/seed-tables.ts";

/** Lines, customers and cuts as JavaScript rows, with the company's settings. */
export interface LedgerInput {
  readonly lines: readonly { readonly customer_id: string }[];
  readonly customers?: readonly object[];
  readonly company: {
    readonly currency: string;
    readonly as_of: string;
    readonly netting: "product" | "customer";
    readonly late_renewal_grace_days: number;
    /** The first month of the reports, as its first day; without it the lines are complete. */
    readonly history_from?: string;
    /** Major units of `currency` for one major unit of the billing currency. */
    readonly exchange_rates: Readonly<Record<string, string>>;
    /** The same on the last day of each month: balances then follow the rates, and `exchange_rates` stays empty. */
    readonly month_rates?: readonly MonthRate[];
    /** What the reason codes mean. */
    readonly reasons?: Readonly<Record<string, ReasonCategory>>;
  };
  /** Rows of read_assignments, read_usage_charges and read_expected_losses. */
  readonly assignments?: readonly {
    readonly line_id: string;
    readonly customer_id: string;
    readonly assigned_on: string;
  }[];
  readonly usage_charges?: readonly object[];
  readonly expected_losses?: readonly object[];
  /** Rows of read_invoice_lines. */
  readonly invoice_lines?: readonly object[];
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
  readonly retentionByProduct: Row[];
  readonly cohorts: Row[];
  readonly bridge: Row[];
  readonly survival: Row[];
  readonly renewals: Row[];
  readonly renewalsByMonth: Row[];
  readonly renewalsByDueMonth: Row[];
  readonly firstDiscounts: Row[];
  readonly customerClasses: Row[];
  readonly customersByClass: Row[];
  readonly growthByTenure: Row[];
  readonly arr: Row[];
  readonly usage: Row[];
  readonly tieOut: Row[];
  readonly tieOutDifferences: Row[];
  readonly tieOutCustomers: Row[];
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

/** The mart behind each part of a ledger. */
const ledgerMarts: Readonly<Record<keyof LedgerOutput, string>> = {
  movements: "ledger__movements",
  logos: "ledger__logos",
  waterfall: "waterfall__by_month",
  waterfallByCut: "waterfall__by_cut",
  retention: "retention__by_month",
  retentionByProduct: "retention__by_product",
  cohorts: "cohorts__by_month",
  bridge: "bridge__by_month",
  survival: "survival__customers",
  renewals: "renewals__by_customer",
  renewalsByMonth: "renewals__by_month",
  renewalsByDueMonth: "renewals__by_due_month",
  firstDiscounts: "renewals__first_discount",
  customerClasses: "customers__class",
  customersByClass: "customers__by_class",
  growthByTenure: "contract__growth_by_tenure",
  arr: "arr__by_month",
  usage: "usage__by_month",
  tieOut: "tie_out__by_month",
  tieOutDifferences: "tie_out__differences",
  tieOutCustomers: "tie_out__by_customer",
};

/** What tables are made of, and every check that reads nothing else. */
function withChecks(models: readonly Model[], names: readonly string[]): Model[] {
  const made = ancestors(models, names);
  const others = new Set(models.filter((model) => !made.includes(model)).map(({ name }) => name));
  const checks = models.filter(
    ({ layer, reads }) => layer === "checks" && !reads.some((read) => others.has(read)),
  );
  return [...made, ...checks];
}

async function rowsOf(connection: DuckDBConnection, mart: string): Promise<Row[]> {
  const reader = await connection.runAndReadAll(`select to_json(mart) as row from ${mart} as mart`);
  return reader.getRowObjectsJson().map((entry) => JSON.parse(String(entry.row)) as Row);
}

/** The models are read once a process: their files are as they were when it began. */
let knownModels: Promise<Model[]> | undefined;

/**
 * Runs the models of the ledger and their checks over rows given in JavaScript, in a connection that has none of their
 * tables yet; the marts of a ledger stay there, and the tables of `keep`; `marts` are fewer than all. Returns what another run needs: the models and the settings.
 */
export async function runLedger(
  connection: DuckDBConnection,
  input: LedgerInput,
  {
    marts = Object.values(ledgerMarts),
    ...options
  }: RunOptions & { readonly marts?: readonly string[] } = {},
): Promise<{ models: Model[]; settings: LedgerSettings }> {
  const { exchange_rates, month_rates = [], ...company } = input.company;
  const exponent = (code: string) => {
    const digits = currencyExponent(code);
    if (digits === null) throw new Error(`ledgerOf: unknown currency, got "${code}"; use an ISO 4217 code`);
    return digits;
  };
  const factor = (code: string, rate: string) =>
    conversionFactor(rate, exponent(company.currency), exponent(code));
  const settings: LedgerSettings = {
    ...company,
    factors: Object.fromEntries([
      ...Object.entries(exchange_rates).map(([code, rate]) => [code, factor(code, rate)]),
      ...month_rates.map(({ currency, rate }) => [currency, factor(currency, rate)]),
    ]),
    month_factors: month_rates.map(({ rate, ...month }) => ({
      ...month,
      factor: factor(month.currency, rate),
    })),
  };
  await seedTables(connection, settings);
  await createReadTables(connection);
  await connection.run(
    "create table given_cuts (cut varchar, customer_id varchar, from_month date, label varchar)",
  );
  await fillTable(connection, "read_contract_lines", input.lines);
  const ids = [...new Set([...input.lines, ...(input.assignments ?? [])].map((row) => row.customer_id))];
  await fillTable(
    connection,
    "read_customers",
    input.customers ?? ids.map((customer_id) => ({ customer_id })),
  );
  await fillTable(connection, "given_cuts", input.cuts ?? []);
  for (const name of ["assignments", "usage_charges", "expected_losses", "invoice_lines"] as const) {
    await fillTable(connection, `read_${name}`, input[name] ?? []);
  }
  knownModels ??= loadModels(connection);
  const kept = options.keep === "all" ? [] : (options.keep ?? []);
  const models = withChecks(withCuts(await knownModels, input.cuts), [...marts, ...kept]);
  await runModels(connection, models, options);
  return { models, settings };
}

/**
 * What ledger do these lines make? The SQL models over rows given in JavaScript: the door for tests, and for trying a
 * rule on a handful of lines. `lines` and `customers` carry the columns of read_contract_lines and read_customers;
 * without `customers`, every customer of the lines and assignments is one. No lines give empty marts. With `parts`, only
 * those are made, and checked with what they are made of.
 *
 * @throws CheckFailed when an identity does not hold; Error for a currency ISO 4217 does not know.
 */
export async function ledgerOf<Part extends keyof LedgerOutput = keyof LedgerOutput>(
  input: LedgerInput,
  parts: readonly Part[] = Object.keys(ledgerMarts) as Part[],
): Promise<Pick<LedgerOutput, Part>> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    await runLedger(connection, input, { marts: parts.map((part) => ledgerMarts[part]) });
    const made: [string, Row[]][] = [];
    for (const part of parts) made.push([part, await rowsOf(connection, ledgerMarts[part])]);
    return Object.fromEntries(made) as unknown as Pick<LedgerOutput, Part>;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
