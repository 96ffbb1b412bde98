import { formatPeriod } from "@tideline/metrics";
import { loadMore } from "./charts.ts";
import type { Child } from "./dom.ts";
import { figure } from "./frame.ts";
import { measure } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewNote, monthColumns, monthRows, rateLine } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";

function claim(view: View): Child {
  const money = measure(view, "revenue_churn_year", view.state.to);
  const logos = measure(view, "logo_churn_year", view.state.to);
  if (money.value === null || logos.value === null) {
    return "Twelve months of history are needed before yearly churn can be told";
  }
  const style = numberStyle(view);
  const numbers = [
    number(logos, style),
    " of customers and ",
    number(money, style),
    " of MRR in twelve months",
  ];
  if (Math.abs(money.value - logos.value) < 0.005)
    return ["Large and small customers leave alike: ", numbers];
  return [
    money.value < logos.value ? "It is smaller customers who leave: " : "It is larger amounts that leave: ",
    numbers,
  ];
}

/** Revenue and logo churn of twelve months, month by month. */
export function churnLines(page: Page): HTMLElement {
  const ids = ["revenue_churn_year", "logo_churn_year"] as const;
  return figure(page, "Churn of twelve months", (view) => ({
    claim: claim(view),
    subtitle: `${view.company.name}, ${view.who} · share lost over the twelve months to each month's end, % · to ${formatPeriod(view.period.last_month)}`,
    draw: async (width) =>
      (await loadMore()).rateLines(
        [
          rateLine(view, "revenue_churn_year", "Gross MRR churn"),
          rateLine(view, "logo_churn_year", "Logo churn"),
        ],
        { width, measure: "Churn over twelve months", base: "zero" },
      ),
    caveat: `MRR churn includes what staying customers cut; logo churn counts customers, archived ones as lost.${fewNote(view, "logo_churn_year")}`,
    table: { columns: monthColumns(view, ids), rows: monthRows(view) },
    definition: "grossChurn",
  }));
}
