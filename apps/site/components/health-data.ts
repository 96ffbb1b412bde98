import { formatDate } from "@tideline/metrics";
import { type Basis, type Columns, rowsFromColumns } from "./data.ts";
import type { Measured, NumberStyle } from "./number.ts";
import type { Page } from "./page.ts";
import { basisMrr } from "./words.ts";

/** health.json: marts of the Health page as columns, of the newest month. */
export interface HealthFile {
  distribution: Columns;
  histogram: Columns;
  migration: Columns;
  inputs: Columns;
}

/** health-rows.json: bands by label of every cut, and of every month. */
export interface HealthRowsFile {
  by_cut: Columns;
  distribution: Columns;
}

/** What stands in a band: of a month, a label, or a step of scores. */
export interface InBand {
  basis: Basis;
  band: string;
  band_no: number;
  customers: number;
  balance_minor: number;
}

/** A row of `health__distribution`. */
export interface BandRow extends InBand {
  report_month: string;
  version: string;
  coverage_micros: number;
}

/** A row of `health__by_cut`. */
export interface LabelBand extends InBand {
  cut: string;
  label: string;
}

/** A row of `health__migration`. */
export interface MoveRow {
  basis: Basis;
  months: number;
  from_band: string;
  to_band: string;
  from_no: number;
  to_no: number;
  customers: number;
  from_minor: number;
  to_minor: number;
}

/** A row of `health__inputs`. */
export interface InputRow {
  input: string;
  title: string;
  group_name: string;
  direction: string;
  unit: string;
  version: string;
  weight: number;
  needs: string;
  missing: string;
  tells_present: boolean;
  customers: number;
}

/** The Health page's rows. */
export interface Health {
  /** Bands of the newest month. */
  bands: readonly BandRow[];
  histogram: readonly (InBand & { above: number })[];
  moves: readonly MoveRow[];
  inputs: readonly InputRow[];
  /** The newest month with scores, as its first day; null where there is none. */
  month: string | null;
}

/** What follows the first view: bands by label, and the months before. */
export interface HealthRows {
  byCut: readonly LabelBand[];
  months: readonly BandRow[];
  /** Months in which another configuration begins. */
  changes: readonly { month: string; name: string }[];
}

/** Turns the file into rows. */
export function readHealth(file: HealthFile): Health {
  const bands = rowsFromColumns<BandRow>(file.distribution);
  return {
    bands,
    histogram: rowsFromColumns(file.histogram),
    moves: rowsFromColumns(file.migration),
    inputs: rowsFromColumns(file.inputs),
    month: bands[0]?.report_month ?? null,
  };
}

/** Lowest band first, unscored last. */
export const inOrder = <Row extends { band_no: number }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (a.band_no || 1000) - (b.band_no || 1000));

/** The bands of the newest month on a basis, lowest first, unscored last. */
export const bandsNow = ({ bands, month }: Health, basis: Basis): BandRow[] =>
  inOrder(bands.filter((row) => row.report_month === month && row.basis === basis));

/** How the pages write numbers on health. */
export function healthStyle(page: Page): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `active customers on the ${page.state.basis} basis, health as known at the month's end, as of ${formatDate(company.as_of)}`,
  };
}

/** "customers with CMRR", "customers with live MRR"; "customer with CMRR" of one. */
export const whoIs = (basis: Basis, customers = 2): string =>
  `${customers === 1 ? "customer" : "customers"} with ${basisMrr(basis)}`;

/** A count or an amount of a band, with where it stands. */
export const ofBand = (
  row: InBand,
  column: "customers" | "balance_minor",
  { mart, key }: { mart: string; key: string },
): Measured => ({
  value: row[column],
  unit: column === "customers" ? "count" : "money",
  mart,
  key: `${column} ${key} ${row.basis} ${row.band}`,
  method: column === "customers" ? `customers in ${row.band}` : `balance of the customers in ${row.band}`,
});

function changesOf(bands: readonly BandRow[]): HealthRows["changes"] {
  const versions = new Map(bands.map(({ report_month, version }) => [report_month, version]));
  const months = [...versions.keys()].sort();
  return months.flatMap((month, at) => {
    const before = versions.get(months[at - 1] ?? "");
    const name = versions.get(month);
    return before === undefined || name === undefined || before === name
      ? []
      : [{ month, name: `version ${name}` }];
  });
}

const known = new WeakMap<object, HealthRows>();

/** What follows the first view; null before it is here. */
export function healthRows(page: Page): HealthRows | null {
  const file = page.laterRows as HealthRowsFile | null;
  if (file === null) return null;
  const found = known.get(file);
  if (found) return found;
  const months = rowsFromColumns<BandRow>(file.distribution);
  const rows = { byCut: rowsFromColumns<LabelBand>(file.by_cut), months, changes: changesOf(months) };
  known.set(file, rows);
  return rows;
}
