import { formatPeriod } from "@tideline/metrics";
import { claimable, compared, whyNoneLeads } from "./compare-data.ts";
import { productChoice } from "./compare-metric.ts";
import { h } from "./dom.ts";
import { ledgerMessage, live } from "./live.ts";
import { figureName } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { inSentence, quoted } from "./words.ts";

function sentence(page: Page, view: View): Node {
  const choice = productChoice(view);
  if (page.summary.cuts.length === 0 && choice.of !== "each") {
    return h(
      "p.lead",
      null,
      "No cut says anything of this company's customers, so there is nothing to compare.",
    );
  }
  const found = compared(page, view);
  if (!found) return ledgerMessage(page);
  const labels = claimable(found);
  const [best, worst] = [labels[0], labels.at(-1)];
  const name = figureName(view, found.metric);
  const by = inSentence(found.cut.title);
  const style = { ...numberStyle(found.view), isStrong: true };
  const noun = choice.of === "each" ? "product" : "label";
  const start = found.all && [
    `${name}${choice.of === "one" ? ` of ${quoted(choice.product)}` : ""} is `,
    number(found.all, style),
    ` for ${found.view.state.only.length > 0 ? "the customers chosen" : "all customers"}. By ${by}, `,
  ];
  const why = whyNoneLeads(found, noun);
  if (why && start && found.all?.value !== null) return h("p.lead", null, start, `${why}.`);
  if (!best || !worst || best === worst || !start) {
    return h(
      "p.lead",
      null,
      `${name} by ${by} cannot be compared for ${formatPeriod(view.state.to)}: `,
      found.all?.value === null ? `${found.all.reason}.` : `fewer than two ${noun}s have one.`,
    );
  }
  return h(
    "p.lead",
    null,
    start,
    `${quoted(best.label)} is best with `,
    number(best.measured, style),
    ` and ${quoted(worst.label)} worst with `,
    number(worst.measured, style),
    ` at the end of ${formatPeriod(view.period.last_month)}, among ${noun}s of at least ${fewCustomers} customers.`,
  );
}

/** "Which customers do better, and which worse?" in one sentence of live numbers. */
export function compareAnswer(page: Page): HTMLElement {
  return live(page, (view) => sentence(page, view), { className: "answer", usesLedger: true, usesCut: true });
}
