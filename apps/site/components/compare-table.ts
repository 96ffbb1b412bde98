import { compared } from "./compare-data.ts";
import { productChoice } from "./compare-metric.ts";
import { chooseLabel, chooseProduct, chooseProductLabel } from "./compare-pick.ts";
import { h } from "./dom.ts";
import { textButton } from "./figure-actions.ts";
import { figures } from "./figures.ts";
import { type LabelColumn, labelTableNode } from "./label-table.ts";
import { live } from "./live.ts";
import type { Page } from "./page.ts";
import { productMovements } from "./product-movements.ts";
import { productRetentionTable } from "./product-retention-table.ts";
import type { View } from "./view.ts";

const beside: readonly LabelColumn[] = [{ id: "closing" }, { id: "closing_logos", name: "Customers" }];
const besideProducts: readonly LabelColumn[] = [
  { id: "mrr", hasChange: true },
  { id: "closing_logos", name: "Customers with it" },
];

function tableOf(page: Page, view: View): Node {
  const found = compared(page, view);
  if (!found) return h("span");
  const { metric, total } = found;
  const isOfProducts = productChoice(view).of === "each";
  const first = { id: metric, hasChange: figures[metric].unit !== "money" };
  const others = (isOfProducts ? besideProducts : beside).filter(({ id }) => id !== metric);
  const columns: LabelColumn[] = isOfProducts && metric === "closing" ? others : [first, ...others];
  if (!isOfProducts) {
    const choose = (label: string | null) => chooseLabel(page, found.cut.name, label);
    return labelTableNode(page, found.view, { columns, line: metric, total, choose });
  }
  return h(
    "div",
    null,
    labelTableNode(page, found.view, {
      columns,
      line: metric,
      total,
      noun: "product",
      choose: (product) => chooseProduct(page, product),
      choosePair: (product, label) => chooseProductLabel(page, product, label),
    }),
    productRetentionTable(page, found.view, (product) =>
      textButton(product, () => chooseProduct(page, product)),
    ),
    productMovements(page, found.view),
  );
}

/**
 * The same labels as a table: the figure, its change against a year before, MRR, customers, and its line over time; of
 * products also what became of their balance and how they moved.
 */
export function compareTable(page: Page): HTMLElement {
  return live(page, (view) => tableOf(page, view), { usesLedger: true, usesCut: true, isQuiet: true });
}
