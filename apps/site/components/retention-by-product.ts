import { fill, h } from "./dom.ts";
import { live } from "./live.ts";
import { loadOnce } from "./load-once.ts";
import type { Page } from "./page.ts";
import { productsOf } from "./products-of.ts";
import type { View } from "./view.ts";

const load = loadOnce(() => import("./product-retention-table.ts"));

/** Leads to one product by any cut. */
function productLink(page: Page, product: string): HTMLElement {
  const params = new URLSearchParams(page.shared());
  params.set("product", product);
  return h("a", { href: `compare.html?${params}` }, product);
}

function node(page: Page, view: View): Node {
  if (productsOf(view).length === 0) return h("span");
  const box = h("div", null, h("p.note.waiting", null, "Reading the products …"));
  void load().then(({ productRetentionTable }) =>
    fill(
      box,
      productRetentionTable(page, view, (product) => productLink(page, product)),
    ),
  );
  return box;
}

/** "Which products keep what they had, and what moved between them?" once the ledger is here; nothing of one product. */
export function retentionByProduct(page: Page): HTMLElement {
  return live(page, (view) => node(page, view), { usesLedger: true, isQuiet: true });
}
