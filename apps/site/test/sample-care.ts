import { type CareColumns, type Columns, rowsFromColumns } from "../components/data.ts";
import { columnsOf, type Row, summed } from "./sample-health.ts";

const amounts = ["due_minor", "signed_due_minor", "noticed_due_minor", "late_due_minor", "open_due_minor"];

function picked(columns: Columns, back: number, names: readonly string[]): Columns {
  const rows = rowsFromColumns<Row & { report_month: string }>(columns);
  const months = [...new Set(rows.map(({ report_month }) => report_month))].sort();
  const kept = [months.at(-1), months.at(-1 - back)];
  return columnsOf(
    rows
      .filter(({ report_month }) => kept.includes(report_month))
      .sort((a, b) => (a.report_month < b.report_month ? -1 : 1))
      .map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null]))),
  );
}

/** How the customers are, from the marts of health, NPS and renewals ahead. */
export function sampleCare(marts: { distribution: Columns; nps: Columns; ahead: Columns }): CareColumns {
  const ahead = rowsFromColumns<Row & { due_quarter: string }>(marts.ahead);
  const last =
    ahead
      .map(({ due_quarter }) => due_quarter)
      .sort()
      .at(-1) ?? "";
  return {
    bands: picked(marts.distribution, 3, [
      ...["report_month", "basis", "band", "band_no", "customers", "balance_minor"],
    ]),
    nps: picked(marts.nps, 12, [
      ...["report_month", "standing_persons", "standing_promoters", "standing_detractors"],
    ]),
    due: columnsOf(
      summed(
        ahead.map((row) => ({
          due_quarter: last,
          ...Object.fromEntries(
            ["band", "band_no", "renewals", ...amounts].map((name) => [name, row[name] ?? 0]),
          ),
        })),
        ["due_quarter", "band", "band_no"],
      ),
    ),
  };
}
