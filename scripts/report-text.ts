import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { formatMoney, formatNumber } from "@tideline/metrics";
import type { Report } from "./report-company.ts";

interface Manifest {
  as_of: string;
  as_of_source: string;
  totals: { rows_in: number; accepted: number; quarantined: number; left_out: number };
  checks_held: number;
}
interface Summary {
  company: { currency: string; exponent: number; last_month: string | null; customers: number };
  waterfall: { basis: string[]; closing_minor: number[] };
}

/** What a report holds, in a few lines for a terminal. */
export async function reportText(report: Report): Promise<string> {
  const read = async <T>(name: string) => JSON.parse(await readFile(join(report.out, name), "utf8")) as T;
  const manifest = await read<Manifest>("manifest.json");
  const { company, waterfall } = await read<Summary>("summary.json");
  const { totals } = manifest;
  const closing = (basis: string) => waterfall.closing_minor[waterfall.basis.lastIndexOf(basis)];
  const live = closing("live");
  const balance =
    company.last_month === null || live === undefined
      ? "no line counts at a month end yet: the reports are empty"
      : `${company.last_month.slice(0, 7)}: MRR ${formatMoney(live, company)} from ${formatNumber(company.customers)} ${company.customers === 1 ? "customer" : "customers"} (live), CMRR ${formatMoney(closing("committed") ?? 0, company)} (committed)`;
  return [
    `${report.company}, as of ${manifest.as_of} (${manifest.as_of_source})`,
    `  ${formatNumber(totals.rows_in)} rows in = ${formatNumber(totals.accepted)} accepted + ${formatNumber(totals.quarantined)} set aside + ${formatNumber(totals.left_out)} left out`,
    `  ${balance}`,
    `  ${formatNumber(manifest.checks_held)} checks held`,
    `  ${report.tasks}`,
    `  site in ${report.site}`,
  ].join("\n");
}
