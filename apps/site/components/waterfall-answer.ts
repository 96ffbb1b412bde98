import { formatPeriod } from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import { type Child, h } from "./dom.ts";
import type { FigureId } from "./figures.ts";
import { live } from "./live.ts";
import { measure } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { periodChange } from "./period-change.ts";
import { isWhole } from "./state.ts";
import { numberStyle } from "./style.ts";
import { periodName, type View } from "./view.ts";
import { basisMrr } from "./words.ts";

const named = [
  ["won", "from customers won or won back"],
  ["expansion", "from customers who grew"],
  ["contraction", "from customers who shrank"],
  ["churn", "from customers who left"],
] as const;

/** Every part of the change that is not 0, so that the parts foot to it. */
function partsOf(view: View, write: (id: FigureId, isSigned: boolean) => Node): Child[] {
  const { period } = view;
  const isThere = (id: FigureId) => (measure(view, id, period.period).value ?? 0) !== 0;
  return [
    ...named.filter(([id]) => isThere(id)).map(([id, words]): Child => [write(id, true), ` ${words}`]),
    ...periodChange(view.sums()).others.map(({ kind, words }): Child => [write(kind, true), ` ${words}`]),
  ];
}

function sentence(view: View): Node {
  const style = numberStyle(view);
  const { period } = view;
  const { basis } = view.state;
  const write = (id: FigureId, isSigned = false) =>
    number(measure(view, id, period.period), { ...style, isStrong: true, isSigned });
  const { opening_minor, closing_minor } = view.sums();
  const net = closing_minor - opening_minor;
  const tone = net > 0 ? "gain" : net < 0 ? "loss" : null;
  const before = monthKey(monthNumber(period.first_month) - 1);
  const who = isWhole(view.state) ? "." : ` (${view.who}).`;
  const parts = partsOf(view, write);
  if (net === 0 && parts.length === 0) {
    return h(
      "p.lead",
      null,
      `In ${periodName(period)} ${basisMrr(basis)} stayed at `,
      write("closing"),
      ": nothing was won and nothing lost",
      who,
    );
  }
  return h(
    "p.lead",
    null,
    `In ${periodName(period)} ${basisMrr(basis)} went from `,
    write("opening"),
    ` at the end of ${formatPeriod(before)} to `,
    write("closing"),
    " (",
    number(measure(view, "net_new", period.period), { ...style, isStrong: true, isSigned: true, tone }),
    "): ",
    parts.map((part, index) => [index === 0 ? "" : index === parts.length - 1 ? " and " : ", ", part]),
    who,
  );
}

/** "Where did the change in recurring revenue come from?" in one sentence of live numbers. */
export function waterfallAnswer(page: Page): HTMLElement {
  return live(page, sentence, { className: "answer" });
}
