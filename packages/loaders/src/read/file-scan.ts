import type { Company, CompanySource } from "../company/load-company.ts";
import type { MappedColumn } from "./resolve-columns.ts";

/** All a scan of one file needs to know. */
export interface FileScan {
  company: Company;
  source: CompanySource;
  sourceNo: number;
  /** SQL: a relation with the raw columns, and `tideline_kept` (boolean) when the source has a condition. */
  relation: string;
  columns: readonly MappedColumn[];
  /** SQL over the relation: conditions that come before all others (broken records, unreadable conditions). */
  before: readonly string[];
}

/** The raw text of a canonical column; null when it is not mapped. */
export function rawOf(scan: FileScan, canonical: string): string | null {
  return scan.columns.some((column) => column.canonical === canonical) ? `raw_${canonical}` : null;
}

/** The first layer of every scan: raw columns under their canonical names. */
export function rawLayer(scan: FileScan): string {
  const columns = scan.columns.map(({ canonical, raw }) => `${raw} as raw_${canonical}`);
  const fault = scan.before.length === 0 ? [] : [`coalesce(${scan.before.join(", ")}) as raw_fault`];
  return `select ${[...columns, ...fault].join(", ")} from ${scan.relation}`;
}
