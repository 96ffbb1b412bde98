import { chooseProduct } from "./compare-pick.ts";
import { type LabelColumn, labelTableNode } from "./label-table.ts";
import type { Page } from "./page.ts";
import type { View } from "./view.ts";

const movementColumns: readonly LabelColumn[] = [
  { id: "opening" },
  { id: "new" },
  { id: "reactivation", isRare: true },
  { id: "add_on", isRare: true },
  { id: "upgrade", isRare: true },
  { id: "downgrade", isRare: true },
  { id: "archive", isRare: true },
  { id: "product_churn", isRare: true },
  { id: "churn" },
  { id: "transfer", isRare: true },
  { id: "moved", isRare: true },
  { id: "closing", hasChange: true },
];

/** The waterfall of each product in the period: its rows add up to that of all, column by column. */
export function productMovements(page: Page, view: View): Node {
  return labelTableNode(
    page,
    { ...view, second: null, state: { ...view.state, second: null } },
    {
      columns: movementColumns,
      line: "closing",
      title: "Movements by product",
      noun: "product",
      choose: (product) => chooseProduct(page, product),
    },
  );
}
