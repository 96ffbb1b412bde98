import type { Columns } from "./data.ts";
import { h } from "./dom.ts";
import { ledgerMessage, live } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { isWhole } from "./state.ts";
import { shownSurvival } from "./survival-data.ts";
import { fewThen, followed, medianDays, survivalAfter } from "./survival-numbers.ts";
import { renewalMonths, survivalStyle } from "./survival-style.ts";
import type { View } from "./view.ts";

function sentence(page: Page, view: View, file: Columns): Node {
  const shown = shownSurvival(page, view, file);
  if (!shown) return ledgerMessage(page);
  const one = shown.all;
  const style = { ...survivalStyle(view), isStrong: true };
  const { observations, median } = one.curve;
  if (observations === 0)
    return h("p.lead", null, "Nobody was followed, so nothing can be told of how long customers stay.");
  const known = renewalMonths.filter((months) => survivalAfter(view, shown, { one, months }).value !== null);
  return h(
    "p.lead",
    null,
    "Of ",
    number(followed(view, shown, { one, column: "observations" }), style),
    ` ${observations === 1 ? "customer" : "customers"} followed, `,
    number(followed(view, shown, { one, column: "events" }), style),
    " left",
    known.map((months, index) => [
      index > 0 ? ", " : "; ",
      number(survivalAfter(view, shown, { one, months }), style),
      index > 0 ? ` for ${months}` : ` stay for ${months} months`,
    ]),
    median.time === null
      ? ". More than half are still there, so no median lifetime can be told"
      : [
          ". Half have left after ",
          number(medianDays(view, shown, { one, of: "time" }), style),
          ` days${fewThen(one.curve)}`,
        ],
    isWhole(view.state) ? "." : ` (${view.who}).`,
  );
}

/** "How long do customers stay?" in one sentence of live numbers. */
export function survivalAnswer(page: Page, file: Columns): HTMLElement {
  return live(page, (view) => sentence(page, view, file), {
    className: "answer",
    usesLedger: true,
    usesCut: true,
  });
}
