import { formatPeriod } from "@tideline/metrics";
import { claimable, compared } from "./compare-data.ts";
import { compareMetrics, metricOf } from "./compare-metric.ts";
import { fill, h } from "./dom.ts";
import { figures } from "./figures.ts";
import { ledgerMessage, live } from "./live.ts";
import { figureName } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { inSentence } from "./words.ts";

function sentence(page: Page, view: View): Node {
  if (page.summary.cuts.length === 0) {
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
  if (!best || !worst || best === worst || !found.all) {
    return h(
      "p.lead",
      null,
      `${name} by ${by} cannot be compared for ${formatPeriod(view.state.to)}: fewer than two labels have one.`,
    );
  }
  const style = { ...numberStyle(found.view), isStrong: true };
  return h(
    "p.lead",
    null,
    `${name} is `,
    number(found.all, style),
    ` for ${view.state.only.length > 0 ? "the customers chosen" : "all customers"}. By ${by}, ${best.label || "(no label)"} is best with `,
    number(best.measured, style),
    ` and ${worst.label || "(no label)"} worst with `,
    number(worst.measured, style),
    ` at the end of ${formatPeriod(view.period.last_month)}`,
    labels.some(({ isFew }) => isFew) ? "." : `, among labels of at least ${fewCustomers} customers.`,
  );
}

/** "Which customers do better, and which worse?" in one sentence of live numbers. */
export function compareAnswer(page: Page): HTMLElement {
  return live(page, (view) => sentence(page, view), { className: "answer", usesLedger: true, usesCut: true });
}

/** The choice of the figure that is compared. */
export function comparePick(page: Page): HTMLElement {
  const select = h("select", {
    id: "compare-metric",
    onchange: () => page.set({ own: { ...page.state.own, metric: select.value } }),
  });
  const update = () => {
    const { view } = page;
    fill(
      select,
      compareMetrics.map((id) => h("option", { value: id }, view ? figureName(view, id) : figures[id].name)),
    );
    select.value = metricOf(page.state);
  };
  update();
  page.listen((cause) => {
    if (cause === "state") update();
  });
  return h(
    "p.chips.picks",
    null,
    h("span.chip", null, h("label", { for: "compare-metric" }, "compare"), select),
    h(
      "span.hint",
      null,
      ` by the cut chosen above; labels of fewer than ${fewCustomers} customers are hatched and marked few`,
    ),
  );
}
