import { formatDate, formatPeriod } from "@tideline/metrics";
import { type BridgeMonth, bridgeMonths, usageOf } from "./basis-rows.ts";
import { lastDay } from "./calendar.ts";
import { loadCharts } from "./charts.ts";
import { type Child, h } from "./dom.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { type Measured, type NumberStyle, number } from "./number.ts";
import type { Page } from "./page.ts";
import { isWhole } from "./state.ts";
import { numberStyle } from "./style.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";
import { listed } from "./words.ts";

type MoneyColumn = Exclude<keyof BridgeMonth, "report_month">;

const names: Readonly<Record<MoneyColumn, string>> = {
  live_minor: "Live MRR",
  signed_not_started_minor: "Signed, not started",
  signed_changes_minor: "Signed changes not yet in force",
  noticed_minor: "Noticed",
  paused_minor: "Paused, to resume",
  committed_minor: "CMRR",
  signed_renewals_up_minor: "Signed renewals not yet due, up",
  signed_renewals_down_minor: "Signed renewals not yet due, down",
  steps_ahead_minor: "Contracted steps ahead",
  anticipated_loss_minor: "Anticipated loss",
};

function measured(row: BridgeMonth, column: MoneyColumn): Measured {
  return {
    value: row[column],
    unit: "money",
    mart: "bridge__by_month",
    key: `${column} ${row.report_month.slice(0, 7)}`,
    method: `${names[column]}, at the month's end`,
  };
}

function styleOf(view: View, row: BridgeMonth): NumberStyle {
  return {
    ...numberStyle(view),
    basis: `committed and live MRR, all customers, as of ${formatDate(lastDay(row.report_month))}`,
  };
}

function claim(view: View, row: BridgeMonth): Child {
  const style = { ...styleOf(view, row), isSigned: false };
  const gap = row.committed_minor - row.live_minor;
  const write = (column: MoneyColumn) => {
    const one = measured(row, column);
    return number({ ...one, key: `abs(${one.key})`, value: Math.abs(one.value ?? 0) }, style);
  };
  const parts: Child[] = [
    row.signed_not_started_minor !== 0 && [write("signed_not_started_minor"), " is signed and not started"],
    row.noticed_minor !== 0 && [write("noticed_minor"), " is in force and noticed"],
  ].filter(Boolean);
  const why = parts.length === 0 ? null : [": ", parts.map((part, index) => [index > 0 && ", ", part])];
  if (gap === 0) return ["CMRR and live MRR are the same", why];
  return [
    "CMRR stands ",
    number(
      {
        value: Math.abs(gap),
        unit: "money",
        mart: "bridge__by_month",
        key: `abs(committed_minor - live_minor) ${row.report_month.slice(0, 7)}`,
        method: "CMRR less live MRR, at the month's end",
      },
      style,
    ),
    gap > 0 ? " above live MRR" : " below live MRR",
    why,
  ];
}

/** What stands beside the two balances and is in neither. */
function memo(page: Page, view: View, row: BridgeMonth): Child {
  const style = styleOf(view, row);
  const line = (name: string, note: string, value: Measured, isSigned = true) =>
    h("li", null, h("span", null, name, h("small", null, note)), number(value, { ...style, isSigned }));
  const less: Measured = {
    value: row.committed_minor + row.anticipated_loss_minor,
    unit: "money",
    mart: "bridge__by_month",
    key: `committed_minor + anticipated_loss_minor ${row.report_month.slice(0, 7)}`,
    method: "CMRR less anticipated loss: what a CSM flagged, times its probability",
  };
  const usage = usageOf(page.summary, row.report_month);
  const month = row.report_month.slice(0, 7);
  return h(
    "div",
    null,
    h("h3", null, "Beside CMRR, in neither"),
    h(
      "ol",
      null,
      line("Signed renewals up", "signed, not yet due", measured(row, "signed_renewals_up_minor")),
      line("Signed renewals down", "signed, not yet due", measured(row, "signed_renewals_down_minor")),
      line("Contracted steps ahead", "of ramps in force", measured(row, "steps_ahead_minor")),
      line("Anticipated loss", "flagged by a CSM x probability", measured(row, "anticipated_loss_minor")),
      line("CMRR less anticipated loss", "a forecast, not a fact", less, false),
      usage &&
        line(
          "Usage billed",
          `in ${formatPeriod(month)}, beside MRR`,
          {
            value: usage.usage_billed_minor,
            unit: "money",
            mart: "usage__by_month",
            key: `usage_billed_minor ${month}`,
            method: "metered charges billed for the month",
          },
          false,
        ),
    ),
  );
}

function columns(view: View): Column<BridgeMonth>[] {
  return [
    {
      key: "report_month",
      name: "Month",
      unit: "text",
      value: ({ report_month }) => report_month.slice(0, 7),
      cell: ({ report_month }) => formatPeriod(report_month),
    },
    ...(Object.keys(names) as MoneyColumn[]).map(
      (key): Column<BridgeMonth> => ({
        key,
        name: `${names[key]}, ${view.money.currency}`,
        unit: "money",
        value: (row) => row[key],
        cell: (row) =>
          number(measured(row, key), {
            ...styleOf(view, row),
            isSigned: key !== "live_minor" && key !== "committed_minor",
          }),
      }),
    ),
  ];
}

function specOf(page: Page, view: View): FigureSpec<BridgeMonth> | null {
  const months = bridgeMonths(page.summary).filter(
    ({ report_month }) => report_month <= view.period.last_month,
  );
  const row = months.find(({ report_month }) => report_month === view.period.last_month);
  if (!row) return null;
  const unseen = isWhole(view.state) ? "" : " (not only of those chosen)";
  return {
    claim: claim(view, row),
    subtitle: `${view.company.name}, all customers${unseen} · from live MRR to CMRR, ${view.money.currency} a month · end of ${formatPeriod(view.period.last_month)}`,
    draw: async (width) => (await loadCharts()).basisBridge(row, { width, ...view.money }),
    caveat: `Only recorded facts move CMRR: ${listed(["signing", "notice", "a pause"])}. What is merely expected stands beside it.`,
    table: { columns: columns(view), rows: months.slice(-24).reverse() },
    definition: "bases",
    side: memo(page, view, row),
  };
}

/** How far what is signed is from what is in force, by reason, with what is in neither beside it; nothing without both bases. */
export function basisFigure(page: Page): HTMLElement {
  return figure<BridgeMonth>(page, "From live to committed", (view) => specOf(page, view));
}
