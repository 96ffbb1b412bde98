import type { Company } from "../company/load-company.ts";
import type { NeutralLayout } from "./layout.ts";
import type { MappedColumn } from "./resolve-columns.ts";
import type { SettledSource } from "./settle-source.ts";

/** All a scan of one file needs to know. */
export interface FileScan {
  company: Company;
  source: SettledSource;
  sourceNo: number;
  /** SQL: a relation with the raw columns, and `tideline_kept` (boolean) when the source has a condition. */
  relation: string;
  /** The neutral layout the rows are read as. */
  layout: NeutralLayout;
  columns: readonly MappedColumn[];
  /** SQL over the relation: conditions that come before all others (broken records, unreadable conditions). */
  before: readonly string[];
  /** SQL over the relation: which record of the file a row is of, from 0; null: the n-th row is of the n-th record. */
  recordNo: string | null;
  /** What the end of a line means unless the row says otherwise. */
  endMeans: "term" | "cancelled" | "replaced";
}

/** The raw text of a canonical column; null when it is not mapped. */
export function rawOf(scan: FileScan, canonical: string): string | null {
  return scan.columns.some((column) => column.canonical === canonical) ? `raw_${canonical}` : null;
}

/** The first layer of every scan: raw columns under their canonical names. */
export function rawLayer(scan: FileScan): string {
  const columns = scan.columns.map(({ canonical, raw }) => `${raw} as raw_${canonical}`);
  const fault = scan.before.length === 0 ? [] : [`coalesce(${scan.before.join(", ")}) as raw_fault`];
  const record = scan.recordNo === null ? [] : [`${scan.recordNo} as raw_record`];
  return `select ${[...columns, ...fault, ...record].join(", ")} from ${scan.relation}`;
}
