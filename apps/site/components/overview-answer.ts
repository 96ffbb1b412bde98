import { formatPeriod } from "@tideline/metrics";
import { arrOf } from "./basis-rows.ts";
import { type Child, h } from "./dom.ts";
import type { FigureId } from "./figures.ts";
import { live } from "./live.ts";
import { measure } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { periodChange } from "./period-change.ts";
import { isWhole } from "./state.ts";
import { numberStyle, selectionKey, waterfallMart } from "./style.ts";
import { periodName, type View } from "./view.ts";
import { basisMrr, capital } from "./words.ts";

/** Gains, losses and growth of a period as numbers of the waterfall. */
export function periodSums(view: View): { gained: Measured; lost: Measured; growth: Measured } {
  const period = view.sums();
  const { gained_minor, lost_minor } = periodChange(period);
  const change = period.closing_minor - period.opening_minor;
  const mart = waterfallMart(view);
  const at = `${period.period}${selectionKey(view)}`;
  return {
    gained: {
      value: gained_minor,
      unit: "money",
      mart,
      key: `gains ${at}`,
      method: "new + reactivation + add-on + upgrade",
    },
    lost: {
      value: lost_minor,
      unit: "money",
      mart,
      key: `losses ${at}`,
      method: "churn + product churn + downgrade + archive",
    },
    growth: {
      value: period.opening_minor > 0 ? change / period.opening_minor : null,
      unit: "rate",
      mart,
      key: `closing_minor / opening_minor - 1 ${at}`,
      method: "closing / opening − 1",
      reason: "the period opened without a balance",
    },
  };
}

function growthWords(view: View, growth: Measured): Child {
  const { opening_minor, closing_minor } = view.sums();
  const name = periodName(view.period);
  if (closing_minor === opening_minor) return `stayed in ${name} at `;
  if (growth.value === null) return `stands in ${name} at `;
  const isUp = growth.value > 0;
  const size = { ...growth, value: Math.abs(growth.value) };
  const node = number(size, { ...numberStyle(view), isStrong: true, tone: isUp ? "gain" : "loss" });
  return [isUp ? "rose " : "fell ", node, ` in ${name} to `];
}

/** ARR of all customers as the contracts have it; of a label's customers only the run-rate is known. */
function annual(page: Page, view: View): Measured {
  const { last_month, period } = view.period;
  const { basis } = view.state;
  const arr = isWhole(view.state) ? arrOf(page.summary, basis, last_month) : null;
  if (arr === null) return measure(view, "arr", period);
  return {
    value: arr,
    unit: "money",
    mart: "arr__by_month",
    key: `arr_minor ${last_month.slice(0, 7)}${selectionKey(view)}`,
    method: "ARR: the sum of the lines' annual amounts, each rounded once",
  };
}

function sentence(page: Page, view: View): Node {
  const style = numberStyle(view);
  const key = view.period.period;
  const write = (id: FigureId) => number(measure(view, id, key), { ...style, isStrong: true });
  const { gained, lost, growth } = periodSums(view);
  const { others } = periodChange(view.sums());
  const isRetentionKnown = measure(view, "nrr", key).value !== null;
  return h(
    "p.lead",
    null,
    `${capital(basisMrr(view.state.basis))} `,
    growthWords(view, growth),
    write("mrr"),
    " (",
    number(annual(page, view), style),
    " a year): ",
    gained.value === 0 && lost.value === 0
      ? "nothing won and nothing lost"
      : [
          number(gained, { ...style, isStrong: true, tone: (gained.value ?? 0) > 0 ? "gain" : null }),
          " won or grown against ",
          number(lost, { ...style, isStrong: true, tone: (lost.value ?? 0) > 0 ? "loss" : null }),
          " lost",
        ],
    others.map(({ kind, words }, index) => [
      index === others.length - 1 ? " and " : ", ",
      number(measure(view, kind, key), { ...style, isStrong: true, isSigned: true }),
      ` ${words}`,
    ]),
    ". ",
    isRetentionKnown
      ? [
          view.state.basis === "live"
            ? "Of what customers paid a year before, they still pay "
            : "Of what was committed a year before, those customers still commit ",
          write("grr"),
          ", and with their growth ",
          write("nrr"),
          ". ",
        ]
      : "Retention over a year cannot be told yet. ",
    write("customers"),
    ` ${measure(view, "customers", key).value === 1 ? "customer pays" : "customers pay"} at the end of ${formatPeriod(view.period.last_month)}`,
    isWhole(view.state) ? "." : ` (${view.who}).`,
  );
}

/** "Are we keeping and growing the customers we have?" in one sentence of live numbers. */
export function overviewAnswer(page: Page): HTMLElement {
  return live(page, (view) => sentence(page, view), { className: "answer" });
}
