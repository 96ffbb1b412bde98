import { comparedCut, metricOf } from "./compare-metric.ts";
import { h } from "./dom.ts";
import { figures } from "./figures.ts";
import { type LabelColumn, labelTableNode } from "./label-table.ts";
import { live } from "./live.ts";
import type { Page } from "./page.ts";
import type { View } from "./view.ts";

const beside: readonly LabelColumn[] = [{ id: "closing" }, { id: "closing_logos", name: "Customers" }];

function tableOf(page: Page, view: View): Node {
  const cut = comparedCut(page, view);
  if (!cut || !view.ledger) return h("span");
  const metric = metricOf(view.state);
  const shown: View = {
    ...view,
    state: { ...view.state, cut: cut.name },
    cut: {
      name: cut.name,
      title: cut.title,
      series: page.source.labels(view.state.basis, cut.name, view.state.only),
    },
    cutTitle: cut.title,
  };
  const columns: LabelColumn[] = [
    { id: metric, hasChange: figures[metric].unit !== "money" },
    ...beside.filter(({ id }) => id !== metric),
  ];
  return labelTableNode(page, shown, { columns, line: metric });
}

/** The same labels as a table: the figure, its change against a year before, MRR, customers, and its line over time. */
export function compareTable(page: Page): HTMLElement {
  return live(page, (view) => tableOf(page, view), { usesLedger: true, usesCut: true, isQuiet: true });
}
