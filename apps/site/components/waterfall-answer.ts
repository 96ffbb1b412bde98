import { formatPeriod } from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import { h } from "./dom.ts";
import type { FigureId } from "./figures.ts";
import { measure } from "./measure.ts";
import { number } from "./number.ts";
import { live, type Page } from "./page.ts";
import { numberStyle } from "./style.ts";
import { periodName, type View } from "./view.ts";

function sentence(view: View): Node {
  const style = numberStyle(view);
  const { period } = view;
  const write = (id: FigureId, isSigned = false) =>
    number(measure(view, id, period.period), { ...style, isStrong: true, isSigned });
  const net = period.closing_minor - period.opening_minor;
  const tone = net > 0 ? "gain" : net < 0 ? "loss" : null;
  const before = monthKey(monthNumber(period.first_month) - 1);
  return h(
    "p.lead",
    null,
    `In ${periodName(period)} live MRR went from `,
    write("opening"),
    ` at the end of ${formatPeriod(before)} to `,
    write("closing"),
    " (",
    number(measure(view, "net_new", period.period), { ...style, isStrong: true, isSigned: true, tone }),
    "): ",
    write("won", true),
    " from customers won or won back, ",
    write("expansion", true),
    " from customers who grew, ",
    write("contraction", true),
    " from customers who shrank and ",
    write("churn", true),
    " from customers who left",
    view.state.label === null ? "." : ` (${view.who}).`,
  );
}

/** "Where did the change in MRR come from?" in one sentence of live numbers. */
export function waterfallAnswer(page: Page): HTMLElement {
  return live(page, sentence, { className: "answer" });
}
