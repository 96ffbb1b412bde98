import { formatDate } from "@tideline/metrics";
import { type Basis, type Columns, rowsFromColumns } from "./data.ts";
import type { Measured, NumberStyle } from "./number.ts";
import type { Page } from "./page.ts";
import { basisMrr } from "./words.ts";

/** health.json: marts of the Health page as columns. */
export interface HealthFile {
  distribution: Columns;
  histogram: Columns;
  by_cut: Columns;
  migration: Columns;
  inputs: Columns;
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
  bands: readonly BandRow[];
  histogram: readonly (InBand & { above: number })[];
  byCut: readonly (InBand & { cut: string; label: string })[];
  moves: readonly MoveRow[];
  inputs: readonly InputRow[];
  /** The newest month with scores, as its first day; null where there is none. */
  month: string | null;
  /** Months in which another configuration begins. */
  changes: readonly { month: string; name: string }[];
}

/** Turns the file into rows. */
export function readHealth(file: HealthFile): Health {
  const bands = rowsFromColumns<BandRow>(file.distribution);
  const versions = new Map(bands.map(({ report_month, version }) => [report_month, version]));
  const months = [...versions.keys()].sort();
  return {
    bands,
    histogram: rowsFromColumns(file.histogram),
    byCut: rowsFromColumns(file.by_cut),
    moves: rowsFromColumns(file.migration),
    inputs: rowsFromColumns(file.inputs),
    month: months.at(-1) ?? null,
    changes: months.flatMap((month, at) => {
      const before = versions.get(months[at - 1] ?? "");
      const name = versions.get(month);
      return before === undefined || name === undefined || before === name
        ? []
        : [{ month, name: `version ${name}` }];
    }),
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

/** "customers with CMRR", "customers with live MRR". */
export const whoIs = (basis: Basis): string => `customers with ${basisMrr(basis)}`;

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
