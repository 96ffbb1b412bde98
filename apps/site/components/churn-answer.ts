import { formatPeriod } from "@tideline/metrics";
import { type Child, h } from "./dom.ts";
import type { FigureId } from "./figures.ts";
import { measure } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import { live, type Page } from "./page.ts";
import { numberStyle } from "./style.ts";
import { periodName, type View } from "./view.ts";

function sentence(view: View): Node {
  const style = numberStyle(view);
  const { period } = view;
  const key = period.period;
  const write = (id: FigureId) => number(measure(view, id, key), { ...style, isStrong: true });
  const loss = (measured: Measured, value: number): Child =>
    number({ ...measured, value: value + 0 }, { ...style, isStrong: true, tone: value > 0 ? "loss" : null });
  const isYearKnown = measure(view, "revenue_churn_year", key).value !== null;
  return h(
    "p.lead",
    null,
    `In ${periodName(period)} `,
    loss(measure(view, "churned_logos", key), -period.churned_logos),
    " of ",
    write("opening_logos"),
    " customers were lost, and with them ",
    loss(measure(view, "churn", key), -period.churn_minor),
    " a month; with what others cut, ",
    write("revenue_churn"),
    " of the opening MRR went. ",
    isYearKnown
      ? [
          `Over the twelve months to ${formatPeriod(period.last_month)} it is `,
          write("revenue_churn_year"),
          " of MRR and ",
          write("logo_churn_year"),
          " of customers",
        ]
      : "A year of history is needed for the twelve-month rates",
    view.state.label === null ? "." : ` (${view.who}).`,
  );
}

/** "How much do we lose, of what kind, and why?" in one sentence of live numbers. */
export function churnAnswer(page: Page): HTMLElement {
  return live(page, sentence, { className: "answer" });
}
