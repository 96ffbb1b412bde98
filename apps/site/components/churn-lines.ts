import { formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { sizeVerdict } from "./churn-verdicts.ts";
import type { Child } from "./dom.ts";
import { figure } from "./frame.ts";
import { figureName, measure } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewNote, monthColumns, monthRows, rateLine } from "./rate-line.ts";
import { endMonth } from "./series.ts";
import { isWhole } from "./state.ts";
import { numberStyle, selectionKey, waterfallMart } from "./style.ts";
import type { View } from "./view.ts";
import { mrrWord } from "./words.ts";

function sizeNumber(view: View, kind: "lost" | "mean", value: number): Measured {
  const to = view.period.last_month.slice(0, 7);
  const columns =
    kind === "lost"
      ? "-churn_minor / (churned_logos less archived_in_logos)"
      : "sum(opening_minor) / sum(opening_logos)";
  return {
    value,
    unit: "money",
    mart: waterfallMart(view),
    key: `${columns} 12 months to ${to}${selectionKey(view)}`,
    method:
      kind === "lost"
        ? "churn / active customers who went to 0, 12 months; who keeps an archive is left out"
        : "mean balance of a customer over the same 12 months",
  };
}

function claim(view: View): Child {
  const { to, basis } = view.state;
  const mrr = mrrWord(basis);
  const money = measure(view, "revenue_churn_year", to);
  const logos = measure(view, "logo_churn_year", to);
  if (money.value === null || logos.value === null) {
    return `Churn of twelve months cannot be told: ${money.reason ?? logos.reason}`;
  }
  const style = numberStyle(view);
  const verdict = sizeVerdict(view.series.trailing(endMonth(view.series, to), 12) ?? []);
  if (verdict.kind === "nobody") {
    return money.value === 0
      ? "Nobody left in twelve months, and nothing was cut"
      : ["Nobody left in twelve months; cuts took ", number(money, style), ` of ${mrr}`];
  }
  const rates = [
    number(logos, style),
    " of customers and ",
    number(money, style),
    ` of ${mrr} lost in twelve months`,
  ];
  if (!("lost_minor" in verdict)) return rates;
  const { kind, lost_minor, mean_minor } = verdict;
  return [
    kind === "alike" ? "Those who left were of average size, " : `Those who left were ${kind} than average, `,
    number(sizeNumber(view, "lost", lost_minor), style),
    " a month against ",
    number(sizeNumber(view, "mean", mean_minor), style),
    "; ",
    rates,
  ];
}

/** Revenue and logo churn of twelve months, month by month. */
export function churnLines(page: Page): HTMLElement {
  const ids = ["revenue_churn_year", "logo_churn_year"] as const;
  return figure(page, "Churn of twelve months", (view) => ({
    claim: claim(view),
    subtitle: `${view.company.name}, ${view.who} · ${view.state.basis} basis, share lost over the twelve months to each month's end, % · to ${formatPeriod(view.period.last_month)}`,
    draw: async (width) =>
      (await loadCharts()).rateLines(
        [
          rateLine(view, "revenue_churn_year", figureName(view, "revenue_churn_year")),
          rateLine(view, "logo_churn_year", "Logo churn"),
        ],
        { width, measure: "Churn over twelve months", base: "zero" },
      ),
    caveat: `${mrrWord(view.state.basis)} churn includes what staying customers cut; logo churn counts customers, archived ones as lost. Both include losses of customers won since the start${isWhole(view.state) ? "" : ", or given this label since"}.${fewNote(view, "logo_churn_year")}`,
    table: { columns: monthColumns(view, ids), rows: monthRows(view) },
    definition: "grossChurn",
  }));
}
