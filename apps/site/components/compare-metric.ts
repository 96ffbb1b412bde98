import type { FigureId } from "./figures.ts";
import type { Page } from "./page.ts";
import type { Choices, ViewState } from "./state.ts";
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

/** What the reader of the page chooses beside period, cut and filters. */
export const compareChoices: Choices = { metric: compareMetrics };

/** The figure the address asks for. */
export function metricOf(state: ViewState): CompareMetric {
  return compareMetrics.find((id) => id === state.own.metric) ?? compareMetrics[0];
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
