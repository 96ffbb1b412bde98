import {
  compareMetrics,
  metricOf,
  type ProductChoice,
  productChoice,
  productMetrics,
} from "./compare-metric.ts";
import { fill, h } from "./dom.ts";
import { figures } from "./figures.ts";
import { figureName } from "./measure.ts";
import type { Page } from "./page.ts";
import { productsOf } from "./products-of.ts";
import { fewCustomers } from "./rate-line.ts";
import type { View } from "./view.ts";

/** Shows the money of one product, by the labels of the cut; of all products without one. */
export function chooseProduct(page: Page, product: string | null): void {
  page.set({ own: { ...page.state.own, split: "labels", product: product ?? "" } });
}

/** Shows one product of the customers of one label. */
export function chooseProductLabel(page: Page, product: string, label: string): void {
  page.set({ label, own: { ...page.state.own, split: "labels", product } });
}

/** Shows one label of a cut, which becomes the chosen one; all of them where it is shown already. */
export function chooseLabel(page: Page, cut: string, label: string | null): void {
  page.set({ cut, second: null, label: page.state.label === label ? null : label });
}

/** How a choice of products stands in the list: the first letter says which, the rest is the product's name. */
const optionOf = (choice: ProductChoice) => (choice.of === "one" ? `=${choice.product}` : choice.of);

function productOptions(products: readonly string[]): Node[] {
  return [
    h("option", { value: "all" }, "all products together"),
    h("option", { value: "each" }, "each product"),
    h(
      "optgroup",
      { label: "one product alone" },
      products.map((product) => h("option", { value: `=${product}` }, product)),
    ),
  ];
}

function hintOf(view: View): string {
  const { of } = productChoice(view);
  const by = view.state.cut
    ? ` by the cut chosen above${view.state.second ? ", not by the second" : ""}`
    : " by another cut where one is chosen above";
  if (of === "all") return `${by}; labels of fewer than ${fewCustomers} customers are hatched and marked few`;
  const several = "customers have several products, so figures that count customers do not exist by product";
  return of === "one" ? `${by}; ${several}` : ` ${several}: money adds up, customers do not`;
}

/** The choice of the figure that is compared, and of which products' money. */
export function comparePick(page: Page): HTMLElement {
  const metric = h("select", {
    id: "compare-metric",
    onchange: () => page.set({ own: { ...page.state.own, metric: metric.value } }),
  });
  const product = h("select", {
    id: "compare-product",
    onchange: () => {
      if (product.value.startsWith("=")) chooseProduct(page, product.value.slice(1));
      else
        page.set({
          own: { ...page.state.own, product: "", split: product.value === "each" ? "products" : "labels" },
        });
    },
  });
  const products = h("span.chip", null, h("label", { for: "compare-product" }, "of"), product);
  const hint = h("span.hint");
  let listed = "";
  const update = () => {
    const { view } = page;
    const isOfAll = !view || productChoice(view).of === "all";
    fill(
      metric,
      compareMetrics
        .filter((id) => isOfAll || productMetrics.includes(id))
        .map((id) => h("option", { value: id }, view ? figureName(view, id) : figures[id].name)),
    );
    products.hidden = !view || productsOf(view).length === 0;
    if (!view) return;
    metric.value = metricOf(view);
    const known = productsOf(view);
    if (listed !== known.join("\n")) fill(product, productOptions(known));
    listed = known.join("\n");
    product.value = optionOf(productChoice(view));
    fill(hint, hintOf(view));
  };
  update();
  page.listen((cause) => {
    if (cause !== "overlay") update();
  });
  return h(
    "p.chips.picks",
    null,
    h("span.chip", null, h("label", { for: "compare-metric" }, "compare"), metric),
    products,
    hint,
  );
}
