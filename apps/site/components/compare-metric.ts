import type { FigureId } from "./figures.ts";
import type { Page } from "./page.ts";
import { productsOf } from "./products-of.ts";
import type { Choices } from "./state.ts";
import type { View } from "./view.ts";

/** The figures that can be compared, the first by default: each stands by CMRR or by customers. */
export const compareMetrics = [
  "nrr",
  "grr",
  "logo_retention",
  "revenue_churn_year",
  "logo_churn_year",
  "nrr_bridge",
  "net_expansion",
  "arpa",
  "closing",
] as const satisfies readonly FigureId[];
export type CompareMetric = (typeof compareMetrics)[number];

/**
 * Those that exist by product: money alone, as a customer has several products; and none in which a product taken up by a
 * customer of another would pass for growth of those who had it.
 */
export const productMetrics: readonly CompareMetric[] = ["nrr", "grr", "revenue_churn_year", "closing"];

/** What the reader of the page chooses beside period, cut and filters: products as rows, or one product alone. */
export const compareChoices: Choices = {
  metric: compareMetrics,
  split: ["labels", "products"],
  product: "any",
};

/** Products as rows, or the money of one product; "all" where products are not told apart. */
export type ProductChoice = { of: "all" | "each" } | { of: "one"; product: string };

/** What the address asks of products, as far as the company has them. */
export function productChoice(view: View): ProductChoice {
  const { split, product = "" } = view.state.own;
  const known = productsOf(view);
  if (known.includes(product)) return { of: "one", product };
  return { of: split === "products" && known.length > 0 ? "each" : "all" };
}

/** The figure the address asks for; of products the first where it asks for one they do not have. */
export function metricOf(view: View): CompareMetric {
  const asked = compareMetrics.find((id) => id === view.state.own.metric) ?? compareMetrics[0];
  return productChoice(view).of === "all" || productMetrics.includes(asked) ? asked : compareMetrics[0];
}

/** The cut that is compared: the chosen one, else industry, else the first with two labels; null where there is none. */
export function comparedCut(page: Page, view: View) {
  const { cuts } = page.summary;
  const wanted = view.state.cut ?? "industry";
  return (
    cuts.find(({ name }) => name === wanted) ??
    cuts.find(({ labels }) => labels.length > 1) ??
    cuts[0] ??
    null
  );
}
