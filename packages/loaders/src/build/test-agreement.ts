import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  activationByAge,
  type ClassedCustomer,
  type CustomerStanding,
  checkLedgerFile,
  cohorts,
  customersByClass,
  daysByQuarter,
  type FirstDiscountRow,
  fearAgreement,
  firstDiscountsByYear,
  firstRenewalByDays,
  growthByTenure,
  LEDGER_BASES,
  type Ledger,
  type LedgerBasis,
  type LedgerFile,
  type OnboardingCustomer,
  openLedger,
  openRenewals,
  productLedger,
  productRetention,
  type RenewalsFile,
  type RiskRenewal,
  renewalRows,
  renewalsByDueMonth,
  renewalsByMonth,
  retention,
  riskByBand,
  waterfall,
  waterfallByCut,
} from "@tideline/metrics";
import { queryRows } from "./mart-json.ts";
import { withDatabase } from "./open-database.ts";

/** A row of a mart: dates as YYYY-MM-DD. */
export type MartRow = Readonly<Record<string, string | number | boolean | null>>;

/** Every row of a written mart, in the order of the file. */
export async function martRows(out: string, mart: string): Promise<MartRow[]> {
  const path = join(out, "marts", `${mart}.parquet`).replaceAll("'", "''");
  return withDatabase(join(out, "spill"), async (connection) => {
    await connection.run("set preserve_insertion_order = true");
    return queryRows<MartRow>(connection, `select * from read_parquet('${path}')`);
  });
}

/** A written JSON file. */
export const readJson = <Value>(out: string, name: string): Value =>
  JSON.parse(readFileSync(join(out, name), "utf8")) as Value;

/** The ledger of a basis as the browser opens it. */
export function openWritten(out: string, basis: LedgerBasis = "live"): Ledger {
  return openLedger(checkLedgerFile(readJson<LedgerFile>(out, `ledger-${basis}.json`)));
}

const inColumnOrder = (row: object): string =>
  JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
const isEmpty = (row: object): boolean =>
  Object.values(row).every((value) => typeof value !== "number" || value === 0);
const columnsOf = (rows: readonly MartRow[]) => new Set(Object.keys(rows[0] ?? {}));

/** Rows of only one side, as text; the engine may say more columns than the mart has. */
function differences(mart: readonly MartRow[], engine: readonly object[]): string[] {
  const columns = columnsOf(mart);
  const narrow = engine.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => columns.has(name))),
  );
  const [written, computed] = [mart.map(inColumnOrder), narrow.map(inColumnOrder)];
  const [inMart, inEngine] = [new Set(written), new Set(computed)];
  return [
    ...written.filter((row) => !inEngine.has(row)).map((row) => `only in the mart: ${row}`),
    ...computed.filter((row) => !inMart.has(row)).map((row) => `only in the engine: ${row}`),
    ...(written.length === computed.length
      ? []
      : [`${written.length} rows in the mart, ${computed.length} in the engine`]),
  ];
}

/**
 * Where the written marts and what the engine computes from the written files differ, for the waterfall, that of every
 * cut and product, retention and the cohort triangles, on both bases, for time to value, renewals and what is at risk: empty when both say
 * the same in every row and column.
 *
 * Rows of a label and month in which nothing stands and nothing happens may be written or not.
 */
export async function disagreements(out: string): Promise<string[]> {
  const found: string[] = [];
  for (const basis of LEDGER_BASES) found.push(...(await disagreementsOn(out, basis)));
  const customers = readRows<OnboardingCustomer>(readJson(out, "onboarding-rows.json"));
  const recorded = customers.filter(({ is_recorded }) => is_recorded);
  return [
    ...found,
    ...differences(await martRows(out, "onboarding__by_days"), daysByQuarter(recorded)),
    ...differences(await martRows(out, "onboarding__by_age"), activationByAge(recorded)),
    ...differences(
      withoutCurrency(await martRows(out, "onboarding__first_renewal")),
      firstRenewalByDays(customers),
    ),
    ...(await renewalDisagreements(out)),
    ...(await riskDisagreements(out)),
  ];
}

const withoutCurrency = (rows: readonly MartRow[]): MartRow[] => rows.map(({ currency: _, ...row }) => row);

/** The same of the marts of the At risk page, from renewals and customers one by one. */
async function riskDisagreements(out: string): Promise<string[]> {
  const { renewals = {}, standing = {} } = readJson<
    Record<string, Readonly<Record<string, readonly unknown[]>>>
  >(out, "at-risk-all-rows.json");
  return [
    ...differences(
      withoutCurrency(await martRows(out, "at_risk__by_band")),
      riskByBand(readRows<RiskRenewal>(renewals)),
    ),
    ...differences(
      withoutCurrency(await martRows(out, "at_risk__agreement")),
      fearAgreement(readRows<CustomerStanding>(standing)),
    ),
  ];
}

/** The same of the marts of the Renewals page, from renewals and customers one by one. */
async function renewalDisagreements(out: string): Promise<string[]> {
  const { company } = readJson<{ company: { currency: string } }>(out, "summary.json");
  const { currency } = company;
  const file = readJson<RenewalsFile & { discounts: Record<string, unknown[]> }>(out, "renewal-rows.json");
  const renewals = openRenewals(file);
  const [listed] = renewalRows(renewals);
  const byCustomer = (await martRows(out, "renewals__by_customer")).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !listed || Object.hasOwn(listed, name))),
  );
  const customers = readRows<ClassedCustomer & { tenure_months: number | null }>(
    readJson(out, "outcome-rows.json"),
  );
  const byMonth = await martRows(out, "renewals__by_month");
  const byDueMonth = await martRows(out, "renewals__by_due_month");
  const monthsOf = (rows: readonly MartRow[], column: string) => rows.map((row) => String(row[column]));
  const classes = await martRows(out, "customers__by_class");
  return [
    ...differences(byCustomer, renewalRows(renewals)),
    ...differences(
      byMonth,
      renewalsByMonth(renewals, { months: monthsOf(byMonth, "report_month"), currency }),
    ),
    ...differences(
      byDueMonth,
      renewalsByDueMonth(renewals, { months: monthsOf(byDueMonth, "due_month"), currency }),
    ),
    ...differences(
      classes.filter((row) => row.class !== "joined_and_left"),
      customersByClass(customers, { currency }),
    ),
    ...differences(
      await martRows(out, "contract__growth_by_tenure"),
      growthByTenure(customers, { currency }),
    ),
    ...differences(
      withoutCurrency(await martRows(out, "renewals__first_discount_by_year")),
      firstDiscountsByYear(readRows<FirstDiscountRow>(file.discounts)),
    ),
  ];
}

/** A written mart of columns as rows. */
function readRows<Row>(columns: Readonly<Record<string, readonly unknown[]>>): Row[] {
  const length = Object.values(columns)[0]?.length ?? 0;
  return Array.from(
    { length },
    (_, at) => Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[at]])) as Row,
  );
}

/** What is left of each product's balance of a year before, as the mart has it. */
function keptOf(ledger: Ledger, report_month: string): MartRow[] {
  const { basis } = ledger;
  const found = productRetention(ledger, { month: report_month, horizonMonths: 12 });
  return (found?.rows ?? []).map(({ lost_minor, grown_minor: _, ...row }) => ({
    ...row,
    report_month,
    basis,
    kept_minor: row.opening_minor + lost_minor,
  }));
}

async function disagreementsOn(out: string, basis: LedgerBasis): Promise<string[]> {
  const ledger = openWritten(out, basis);
  const rowsOf = async (mart: string) => (await martRows(out, mart)).filter((row) => row.basis === basis);
  const byCut = (await rowsOf("waterfall__by_cut")).filter((row) => !isEmpty(row));
  const cuts = [...new Set([...ledger.cuts.map((cut) => cut.name), ...byCut.map((row) => String(row.cut))])];
  const ofCuts = cuts.flatMap((cut) => {
    const known = ledger.cuts.some(({ name }) => name === cut);
    const engine = known ? waterfallByCut(ledger, cut).flatMap(({ rows }) => rows) : [];
    return differences(
      byCut.filter((row) => row.cut === cut),
      engine.filter((row) => !isEmpty(row)),
    );
  });
  const triangles = cohorts(ledger, { by: "month" }).rows.flatMap(({ cohort, size, cells }) =>
    cells.flatMap((cell) => (cell === null ? [] : [{ cohort_month: `${cohort}-01`, basis, size, ...cell }])),
  );
  const ofProducts = ledger.products
    .flatMap((product) => waterfall(productLedger(ledger, product)).map((row) => ({ ...row, product })))
    .filter((row) => !isEmpty(row));
  const retained = [1, 3, 12].flatMap((horizonMonths) => retention(ledger, { horizonMonths }));
  // The mart has none of a company of one product: what is kept of it is what is kept of all.
  const productsKept =
    ledger.products.length < 2 ? [] : ledger.report_months.flatMap((month) => keptOf(ledger, month));
  return [
    ...differences(await rowsOf("waterfall__by_month"), waterfall(ledger)),
    ...ofCuts,
    ...differences(await rowsOf("waterfall__by_product"), ofProducts),
    ...differences(await rowsOf("retention__by_month"), retained),
    ...differences(await rowsOf("retention__by_product"), productsKept),
    ...differences(await rowsOf("cohorts__by_month"), triangles),
  ];
}
