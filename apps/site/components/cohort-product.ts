import { fill, h } from "./dom.ts";
import { loadOnce } from "./load-once.ts";
import type { Page } from "./page.ts";
import { productsOf } from "./products-of.ts";
import type { View } from "./view.ts";

const load = loadOnce(() => import("./product-module.ts"));
let products: Awaited<ReturnType<typeof load>> | null = null;

/** Fetches what one product's cohorts are made with, where the address asks for them. */
export async function readyForProduct(): Promise<void> {
  if (new URLSearchParams(location.search).get("product")) products = await load();
}

const known = new WeakMap<View, View>();

/** The view with the money of the product the reader chose alone; as it is without one, or where the company has none such. */
export function ofChosenProduct(view: View): View {
  const { product = "" } = view.state.own;
  const { ledger } = view;
  if (product === "" || (ledger !== null && !productsOf(view).includes(product))) return view;
  const found = known.get(view);
  if (found) return found;
  const made = {
    ...view,
    product,
    ledger: ledger && (products?.productLedger(ledger, product) ?? null),
    who: `${product} · ${view.who}`,
  };
  known.set(view, made);
  return made;
}

/** The choice of one product; not there where the company has one alone. */
export function cohortProduct(page: Page): HTMLElement {
  const select = h("select", {
    id: "cohort-product",
    onchange: async () => {
      products = await load();
      page.set({ own: { ...page.state.own, product: select.value } });
    },
  });
  const place = h("p.chips.picks", null, h("span.chip", null, h("label", { for: select.id }, "of"), select));
  let listed = "";
  const update = () => {
    const names = page.view ? productsOf(page.view) : [];
    place.hidden = names.length === 0;
    if (listed !== names.join("\n"))
      fill(
        select,
        h("option", { value: "" }, "all products together"),
        names.map((name) => h("option", { value: name }, `${name} alone`)),
      );
    listed = names.join("\n");
    select.value = page.state.own.product ?? "";
  };
  update();
  page.listen((cause) => {
    if (cause !== "overlay") update();
  });
  return place;
}
