import { formatPeriod } from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import { h } from "./dom.ts";
import type { FigureId } from "./figures.ts";
import { live } from "./live.ts";
import { measure } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { isWhole } from "./state.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";

function sentence(view: View): Node {
  const key = view.period.period;
  const write = (id: FigureId) => number(measure(view, id, key), { ...numberStyle(view), isStrong: true });
  const now = formatPeriod(view.period.last_month);
  const { value, reason } = measure(view, "nrr", key);
  if (value === null) return h("p.lead", null, `Retention over a year is not known for ${now}: ${reason}.`);
  return h(
    "p.lead",
    null,
    `Of what the customers of ${formatPeriod(monthKey(monthNumber(view.period.last_month) - 12))} ${view.state.basis === "live" ? "paid" : "had committed"}, `,
    write("grr"),
    " is still there without any growth, and ",
    write("nrr"),
    " with what they added; ",
    write("logo_retention"),
    view.state.basis === "live"
      ? ` of those customers still pay at the end of ${now}`
      : ` of those customers still stand with a committed balance at the end of ${now}`,
    isWhole(view.state) ? "." : ` (${view.who}, as labelled then).`,
  );
}

/** "Of what customers paid a year ago, how much is still here?" in one sentence of live numbers. */
export function retentionAnswer(page: Page): HTMLElement {
  return live(page, sentence, { className: "answer" });
}
