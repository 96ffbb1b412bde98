import type { LedgerFile } from "@tideline/metrics";
import { CAUSES, type TieOutFile, type TieOutRowsFile } from "../components/tie-out-data.ts";

/** What the loaders would say of invoices that were not all sent: three customers differ from month three on. */
export function sampleTieOut(
  months: readonly { report_month: string; closing_minor: number }[],
  { customers }: Pick<LedgerFile, "customers">,
): TieOutFile & { rows: TieOutRowsFile } {
  const causes = (name: string) =>
    Object.fromEntries(CAUSES.map((cause) => [`${cause}_minor`, name === cause ? 1 : 0]));
  const rows = months.map(({ report_month, closing_minor }, index) => {
    const parts: Record<string, number> = { ...causes("") };
    if (index >= 2)
      Object.assign(parts, { missing_invoice_minor: -12_345, timing_minor: 4_000, rounding_minor: 1 });
    const differences = Object.values(parts).reduce((sum, part) => sum + part, 0);
    return {
      report_month,
      mrr_minor: closing_minor,
      ...parts,
      billed_minor: closing_minor + differences,
      one_off_minor: index % 5 === 0 ? 90_000 : 0,
      usage_minor: 0,
      differing_customers: index >= 2 ? 3 : 0,
    };
  });
  const last = rows.at(-1)?.report_month ?? "";
  const listed = rows.length < 3 ? [] : (["missing_invoice", "timing", "rounding"] as const);
  const byCustomer = listed.map((cause, index) => ({
    customer_id: customers.id[index] ?? `C${index}`,
    name: customers.name[index] ?? null,
    cause,
    first_month: index === 0 ? (rows.at(-3)?.report_month ?? last) : last,
    last_month: last,
    months: index === 0 ? 3 : 1,
    difference_minor: [-37_035, 4_000, 1][index] ?? 0,
    newest_minor: [-12_345, 4_000, 1][index] ?? 0,
  }));
  const columns = (list: readonly Record<string, string | number | null>[]) =>
    Object.fromEntries(
      Object.keys(list[0] ?? {}).map((name) => [name, list.map((row) => row[name] ?? null)]),
    );
  return {
    by_month: columns(rows),
    all: { differences: byCustomer.length, customers: byCustomer.length },
    rows: { by_customer: columns(byCustomer) },
  };
}
