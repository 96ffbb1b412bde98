import type { PeriodRow } from "@tideline/metrics";
import { periodLabel } from "./calendar.ts";
import { loadCharts } from "./charts.ts";
import { type Child, h } from "./dom.ts";
import { writeQuery } from "./drill.ts";
import { moneyShort } from "./format.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { rankedLabels } from "./label-table.ts";
import { numberStyle, selectionKey, waterfallMart } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { customerList } from "./side-notes.ts";
import type { Column } from "./table.ts";
import { periodName, type View } from "./view.ts";
import { kindNames } from "./words.ts";

const kinds = [
  "new",
  "reactivation",
  "add_on",
  "upgrade",
  "downgrade",
  "archive",
  "product_churn",
  "churn",
  "transfer",
  "moved",
  "fx",
] as const;
const listable = kinds.filter((kind) => kind !== "fx");

type Step = { kind: string; amount_minor: number };

function amount(row: PeriodRow, kind: (typeof kinds)[number]): number {
  return row[`${kind}_minor`];
}

function stepsOf(row: PeriodRow): Step[] {
  const moved = kinds
    .map((kind) => ({ kind, amount_minor: amount(row, kind) }))
    .filter((step) => step.amount_minor !== 0);
  return [
    { kind: "opening", amount_minor: row.opening_minor },
    ...moved,
    { kind: "closing", amount_minor: row.closing_minor },
  ];
}

function lossOf(row: PeriodRow): number {
  return row.churn_minor + row.downgrade_minor + row.archive_minor + row.product_churn_minor;
}

function derived(
  view: View,
  value: number | null,
  unit: Measured["unit"],
  key: string,
  method: string,
): Measured {
  return {
    value,
    unit,
    mart: waterfallMart(view),
    key: `${key} ${view.period.period}${selectionKey(view)}`,
    method,
  };
}

function bridgeClaim(view: View): Child {
  const { period } = view;
  const style = numberStyle(view);
  const lost = lossOf(period);
  const gains = (["new", "reactivation", "add_on", "upgrade"] as const)
    .map((kind) => ({ kind, value: amount(period, kind) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  const top = gains[0];
  const won = top
    ? [
        `${top.kind === "new" ? "New business" : `${kindNames[top.kind]?.replace(/^./, (letter) => letter.toUpperCase())}`} brought most, `,
        number(
          derived(view, top.value, "money", `${top.kind}_minor`, `largest gain: ${kindNames[top.kind]}`),
          { ...style, isSigned: true },
        ),
      ]
    : ["Nothing was won"];
  if (lost === 0) return top ? [...won, "; nothing was lost"] : ["No balance changed"];
  const share = derived(
    view,
    period.churn_minor / lost,
    "rate",
    "churn_minor / losses",
    "churn / (churn + downgrade + archive + product churn)",
  );
  return [...won, "; ", number(share, style), " of what leaked was churn"];
}

/** How the balance got from its opening to its closing, with the largest gains and losses beside it. */
export function bridgeFigure(page: Page): HTMLElement {
  const columns = (view: View): Column<Step>[] => [
    {
      key: "movement",
      name: "Movement",
      unit: "text",
      value: ({ kind }) => kind,
      cell: ({ kind }) => kindNames[kind] ?? `${kind} MRR`,
    },
    {
      key: "amount_minor",
      name: `MRR, ${view.money.currency}`,
      unit: "money",
      value: (row) => row.amount_minor,
      cell: ({ kind, amount_minor }) =>
        number(derived(view, amount_minor, "money", `${kind}_minor`, kindNames[kind] ?? kind), {
          ...numberStyle(view),
          isSigned: kind in kindNames,
        }),
    },
  ];
  return figure<Step>(
    page,
    "MRR bridge",
    (view) => ({
      claim: bridgeClaim(view),
      subtitle: `${view.company.name}, ${view.who} · MRR bridge, ${view.money.currency} a month · ${periodName(view.period)}`,
      draw: async (width) =>
        (await loadCharts()).waterfallBridge(view.period, {
          width,
          ...view.money,
          onSelect: ({ kind }) => {
            if (kind !== "opening" && kind !== "closing" && kind !== "fx")
              page.show({ rows: writeQuery({ kinds: [kind], period: view.state.to }) });
          },
        }),
      caveat: "Choose a bar to see the customers behind it.",
      table: { columns: columns(view), rows: stepsOf(view.period) },
      openRows: () => page.show({ rows: writeQuery({ kinds: listable, period: view.state.to }) }),
      definition: "movements",
      side: [
        customerList(page, view, "Largest gains", { kinds: listable, period: view.state.to }, 1),
        customerList(page, view, "Largest losses", { kinds: listable, period: view.state.to }, -1),
      ],
    }),
    { usesLedger: true },
  );
}

function movementColumns(view: View): Column<PeriodRow>[] {
  const money = (
    key: "opening_minor" | "closing_minor" | `${(typeof kinds)[number]}_minor`,
    name: string,
  ): Column<PeriodRow> => ({
    key,
    name,
    unit: "money",
    value: (row) => row[key],
    cell: (row) =>
      number(
        {
          value: row[key],
          unit: "money",
          mart: waterfallMart(view),
          key: `${key} ${row.period}${selectionKey(view)}`,
          method: name,
        },
        { ...numberStyle(view), isSigned: key !== "opening_minor" && key !== "closing_minor" },
      ),
  });
  return [
    {
      key: "period",
      name: "Period",
      unit: "text",
      value: ({ period }) => period,
      cell: ({ period }) => periodLabel(period),
    },
    money("opening_minor", "opening"),
    ...kinds.map((kind) => money(`${kind}_minor`, kindNames[kind] ?? kind)),
    money("closing_minor", "closing"),
  ];
}

/** Gains and losses period by period, with the net; `most` periods up to the chosen one. */
export function movementFigure(page: Page, name = "MRR movements"): HTMLElement {
  return figure<PeriodRow>(page, name, (view) => {
    const most = view.state.by === "month" ? 24 : view.state.by === "quarter" ? 12 : 10;
    const rows = view.periods.slice(-most);
    const gains = rows.filter((row) => row.closing_minor - row.opening_minor > 0).length;
    const first = rows[0] ?? view.period;
    const write = (value: number, key: string) =>
      number(
        derived(view, value, "count", key, "periods whose closing is above their opening"),
        numberStyle(view),
      );
    return {
      claim: [
        "Gains have outrun losses in ",
        write(gains, "periods with a net gain"),
        " of ",
        write(rows.length, "periods"),
        ` ${view.state.by}s`,
      ],
      subtitle: `${view.company.name}, ${view.who} · MRR movements by ${view.state.by}, ${view.money.currency} a month; the tick is the net · ${periodLabel(first.period)} to ${periodName(view.period)}`,
      draw: async (width) =>
        (await loadCharts()).movementBars(rows, {
          width,
          ...view.money,
          selected: { period: view.state.to },
          onSelect: (chosen) =>
            page.show({ rows: writeQuery({ kinds: chosen.kinds, period: chosen.period }) }),
        }),
      caveat: "Choose a colour to see the customers behind it.",
      table: { columns: movementColumns(view), rows: [...rows].reverse() },
      definition: "movements",
    };
  });
}

/** The same bars for the six largest labels of the chosen cut, on one scale; nothing without a cut. */
export function movementMultiples(page: Page): HTMLElement {
  return figure<PeriodRow>(
    page,
    "MRR movements by label",
    (view): FigureSpec<PeriodRow> | null => {
      if (!view.cut || view.state.label !== null) return null;
      const labels = rankedLabels(view).slice(0, 6);
      const keys = view.periods.slice(-12).map(({ period }) => period);
      const rowsOf = (series: (typeof labels)[number]) => keys.flatMap((key) => series.period(key) ?? []);
      const all = labels.flatMap((series) => rowsOf(series));
      const gain = (row: PeriodRow) => kinds.reduce((sum, kind) => sum + Math.max(0, amount(row, kind)), 0);
      const loss = (row: PeriodRow) => kinds.reduce((sum, kind) => sum + Math.min(0, amount(row, kind)), 0);
      const domain: [number, number] = [Math.min(0, ...all.map(loss)), Math.max(0, ...all.map(gain))];
      const closing = labels.reduce(
        (sum, series) => sum + (series.period(view.state.to)?.closing_minor ?? 0),
        0,
      );
      const title = view.cut.title.toLowerCase();
      return {
        claim: `How each ${title} moved, on one scale`,
        subtitle: `the ${labels.length} largest of ${view.cut.series.length} labels, ${moneyShort(closing, view.money)} of ${moneyShort(view.period.closing_minor, view.money)} · ${view.money.currency} a month by ${view.state.by} · to ${periodName(view.period)}`,
        draw: async (width) => {
          const { movementBars } = await loadCharts();
          const columns = Math.max(1, Math.floor((width + 28) / 328));
          const each = Math.floor((width - 28 * (columns - 1)) / columns);
          return h(
            "div.multiples",
            null,
            labels.map((series) =>
              h(
                "figure",
                null,
                h("figcaption", null, series.label || "(none)"),
                movementBars(rowsOf(series), {
                  width: each,
                  height: 170,
                  domain,
                  ...view.money,
                  onSelect: (chosen) =>
                    page.show({
                      rows: writeQuery({
                        kinds: chosen.kinds,
                        period: chosen.period,
                        label: series.label ?? "",
                      }),
                    }),
                }),
              ),
            ),
          );
        },
        caveat: `A month's movements carry the label a customer had at the end of the month before; a changed label is moved, not won or lost.`,
        table: {
          columns: [
            { key: view.cut.name, name: view.cut.title, unit: "text", value: ({ label }) => label },
            ...movementColumns(view),
          ],
          rows: all,
        },
        definition: "movements",
      };
    },
    { usesLedger: true },
  );
}
