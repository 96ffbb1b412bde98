import { monthLabel } from "./calendar.ts";
import { h } from "./dom.ts";
import { type FigureId, measure } from "./figures.ts";
import { numberStyle } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import { live, type Page } from "./page.ts";
import { periodName, type View } from "./view.ts";

/** The sum of a period's gains and of its losses, as numbers of the waterfall. */
export function gainsAndLosses(view: View): { gained: Measured; lost: Measured } {
  const { period } = view;
  const lost =
    period.churn_minor + period.downgrade_minor + period.archive_minor + period.product_churn_minor;
  const gained = period.new_minor + period.reactivation_minor + period.add_on_minor + period.upgrade_minor;
  const base = { unit: "money", mart: "waterfall__by_month" } as const;
  return {
    gained: {
      ...base,
      value: gained,
      key: `gains ${period.period}`,
      method: "new + reactivation + add-on + upgrade",
    },
    lost: {
      ...base,
      value: -lost,
      key: `losses ${period.period}`,
      method: "churn + product churn + downgrade + archive",
    },
  };
}

function sentence(view: View): Node {
  const style = numberStyle(view);
  const key = view.period.period;
  const write = (id: FigureId) => number(measure(view, id, key), { ...style, isStrong: true });
  const { gained, lost } = gainsAndLosses(view);
  const { opening_minor, closing_minor } = view.period;
  const change = closing_minor - opening_minor;
  const growth: Measured = {
    value: opening_minor > 0 ? change / opening_minor : null,
    unit: "rate",
    mart: gained.mart,
    key: `closing_minor / opening_minor - 1 ${key}`,
    method: "closing / opening − 1",
  };
  const verb = change > 0 ? "rose " : change < 0 ? "fell " : "stayed";
  const by =
    growth.value === null || change === 0
      ? ""
      : number(
          { ...growth, value: Math.abs(growth.value) },
          { ...style, isStrong: true, tone: change > 0 ? "gain" : "loss" },
        );
  const nrr = measure(view, "nrr", key);
  const isRetentionKnown = nrr.value !== null;
  return h(
    "p.lead",
    null,
    `Live MRR ${verb}`,
    by,
    ` in ${periodName(view.period)} to `,
    write("mrr"),
    " (",
    number(measure(view, "arr", key), style),
    " a year): ",
    number(gained, { ...style, isStrong: true, tone: "gain" }),
    " won or grown against ",
    number(lost, { ...style, isStrong: true, tone: (lost.value ?? 0) > 0 ? "loss" : null }),
    " lost. ",
    isRetentionKnown
      ? [
          "Of every 100 paid a year ago, ",
          write("grr"),
          " is still paid by those customers, and with their growth ",
          write("nrr"),
          ". ",
        ]
      : "A year of history is needed before retention can be told. ",
    write("customers"),
    ` ${view.period.closing_logos === 1 ? "customer pays" : "customers pay"} at the end of ${monthLabel(view.period.last_month)}`,
    view.state.label === null ? "." : ` (${view.who}).`,
  );
}

/** "Are we keeping and growing the customers we have?" in one sentence of live numbers. */
export function overviewAnswer(page: Page): HTMLElement {
  const box = live(page, sentence);
  box.classList.add("answer");
  return box;
}
