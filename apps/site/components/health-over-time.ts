import { formatNumber, formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { columnScale, plural } from "./format.ts";
import { figure } from "./frame.ts";
import {
  type BandRow,
  bandsNow,
  type Health,
  healthRows,
  healthStyle,
  inOrder,
  type MoveRow,
  ofBand,
  whoIs,
} from "./health-data.ts";
import { writeHealthCell } from "./health-panel.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { basisMrr } from "./words.ts";

const sum = (rows: readonly MoveRow[]) => rows.reduce((total, { customers }) => total + customers, 0);

/** Who moved between bands since one or three months before, new and churned included. */
export function healthMoves(page: Page, health: Health, months: 1 | 3): HTMLElement {
  const since = months === 1 ? "month" : "quarter";
  return figure<MoveRow>(page, `Migration since last ${since}`, (view) => {
    const { basis } = view.state;
    const rows = health.moves.filter((row) => row.basis === basis && row.months === months);
    if (health.month === null || rows.length === 0) return null;
    const scored = rows.filter(
      ({ from_no, to_no }) => from_no > 0 && to_no > 0 && from_no < 99 && to_no < 99,
    );
    const style = healthStyle(page);
    const scale = columnScale(
      rows.flatMap(({ from_minor, to_minor }) => [from_minor, to_minor]),
      (minor) => minor,
      style.money,
    );
    const count = (value: number, key: string, method: string): Measured => ({
      value,
      unit: "count",
      mart: "health__migration",
      key: `${key} ${months} months ${basis}`,
      method,
    });
    const cell = (row: MoveRow, column: "customers" | "from_minor" | "to_minor"): Measured => ({
      value: row[column],
      unit: column === "customers" ? "count" : "money",
      mart: "health__migration",
      key: `${column} ${months} months ${basis} ${row.from_band} to ${row.to_band}`,
      method:
        column === "customers"
          ? "customers"
          : column === "from_minor"
            ? "their balance then"
            : "their balance now",
    });
    const down = sum(scored.filter(({ from_no, to_no }) => to_no < from_no));
    const up = sum(scored.filter(({ from_no, to_no }) => to_no > from_no));
    const gone = sum(rows.filter(({ to_band }) => to_band === "churned"));
    return {
      claim: [
        `Since last ${since} `,
        scored.length === 0
          ? "nobody had a score on both days; "
          : [
              number(count(up, "moved up", "customers in a higher band than then"), style),
              " moved up and ",
              number(count(down, "moved down", "customers in a lower band than then"), style),
              " down; ",
            ],
        number(count(gone, "churned", "customers who are no longer active on the basis"), style),
        gone === 1 ? " is gone" : " are gone",
      ],
      subtitle: `${view.company.name}, ${whoIs(basis)} · customers, band then by band now · end of ${formatPeriod(health.month.slice(0, 7))} against ${months === 1 ? "the month" : "three months"} before`,
      draw: async (width) =>
        (await loadCharts()).migrationMatrix(rows, {
          width,
          onSelect: ({ from_band, to_band }) =>
            page.show({ cell: writeHealthCell({ kind: "move", months, from: from_band, to: to_band }) }),
        }),
      hint: "Choose a cell for its customers.",
      caveat:
        "Rows add up to the bands then, columns to the bands now. New: not active on the basis then, those who came back included. Churned: not active now.",
      table: {
        columns: [
          { key: "from_band", name: "Then", unit: "text", value: ({ from_band }) => from_band },
          { key: "to_band", name: "Now", unit: "text", value: ({ to_band }) => to_band },
          {
            key: "customers",
            name: "Customers",
            unit: "count",
            value: ({ customers }) => customers,
            cell: (row) => number(cell(row, "customers"), style),
          },
          {
            key: "from_minor",
            name: `${basisMrr(basis)} then, ${scale.name}`,
            unit: "money",
            value: ({ from_minor }) => from_minor,
            cell: (row) => number(cell(row, "from_minor"), { ...style, scale }),
          },
          {
            key: "to_minor",
            name: `${basisMrr(basis)} now, ${scale.name}`,
            unit: "money",
            value: ({ to_minor }) => to_minor,
            cell: (row) => number(cell(row, "to_minor"), { ...style, scale }),
          },
        ],
        rows,
      },
    };
  });
}

/** The wave: shares of the bands month by month, with changes of the configuration. */
export function healthWave(page: Page, health: Health): HTMLElement {
  return figure<BandRow>(
    page,
    "Health over time",
    (view) => {
      const { basis } = view.state;
      const { months, changes } = healthRows(page) ?? { months: [], changes: [] };
      const rows = months.filter((row) => row.basis === basis);
      const first = rows.map(({ report_month }) => report_month).sort()[0];
      if (health.month === null || first === undefined) return null;
      const style = healthStyle(page);
      const scale = columnScale(rows, ({ balance_minor }) => balance_minor, style.money);
      const now = bandsNow(health, basis).find(({ band_no }) => band_no === 1);
      const yearAgo = `${Number(health.month.slice(0, 4)) - 1}${health.month.slice(4)}`;
      const then = rows.find((row) => row.report_month === yearAgo && row.band_no === 1);
      const month = health.month.slice(0, 7);
      return {
        claim: now
          ? [
              number(ofBand(now, "customers", { mart: "health__distribution", key: month }), style),
              ` ${whoIs(basis)} are ${now.band} now`,
              then
                ? [
                    ", ",
                    number(
                      ofBand(then, "customers", { mart: "health__distribution", key: yearAgo.slice(0, 7) }),
                      style,
                    ),
                    " a year before",
                  ]
                : "",
            ]
          : bandsNow(health, basis).every(({ band_no }) => band_no === 0)
            ? "Nobody has a score now"
            : "Nobody stands in the lowest band now",
        subtitle: `${view.company.name}, ${whoIs(basis)} · share of customers by band, % · ${formatPeriod(first.slice(0, 7))} to ${formatPeriod(month)}`,
        draw: async (width) =>
          (await loadCharts()).bandWave(
            rows.map(({ report_month, band, band_no, customers }) => ({
              month: report_month,
              band,
              band_no,
              value: customers,
            })),
            { width, bands: page.summary.health_bands, changes },
          ),
        caveat: `Each month is scored from what was known at its end. ${changes.length === 0 ? "One configuration holds for all months." : `${plural(changes.length, "change")} of the configuration ${changes.length === 1 ? "is" : "are"} marked: what moves there may be the rule and not the customers.`} Customers are unscored while the exports say too little of them.`,
        table: {
          columns: [
            {
              key: "report_month",
              name: "Month",
              unit: "text",
              value: ({ report_month }) => report_month.slice(0, 7),
            },
            { key: "version", name: "Configuration", unit: "text", value: ({ version }) => version },
            { key: "band", name: "Band", unit: "text", value: ({ band }) => band },
            {
              key: "customers",
              name: "Customers",
              unit: "count",
              value: ({ customers }) => customers,
              cell: ({ customers }) => formatNumber(customers),
            },
            {
              key: "balance_minor",
              name: `${basisMrr(basis)}, ${scale.name}`,
              unit: "money",
              value: ({ balance_minor }) => balance_minor,
              cell: (row) =>
                number(
                  ofBand(row, "balance_minor", {
                    mart: "health__distribution",
                    key: row.report_month.slice(0, 7),
                  }),
                  { ...style, scale },
                ),
            },
          ],
          rows: inOrder(rows).sort((a, b) =>
            a.report_month < b.report_month ? 1 : a.report_month > b.report_month ? -1 : 0,
          ),
        },
      };
    },
    { usesLedger: true },
  );
}
