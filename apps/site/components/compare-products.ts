import {
  type CutChoice,
  crossedLabel,
  FILTERED,
  INSIDE,
  type Ledger,
  productLedger,
  retention,
  waterfall,
} from "@tideline/metrics";
import type { Page } from "./page.ts";
import { makeSeries, type Series } from "./series.ts";
import type { ViewState } from "./state.ts";
import { BY_PRODUCT } from "./style.ts";
import { seriesByLabel, type View } from "./view.ts";

/** The customers of a ledger that are shown. */
export interface ChosenLedger {
  ledger: Ledger;
  choice: CutChoice;
}

/** The filters of a state, the label that is shown alone as one of them. */
export function filtersOf({ cut, label, only }: ViewState): ViewState["only"] {
  if (cut === null || label === null) return only;
  const others = only.filter((filter) => filter.cut !== cut);
  const own = only.find((filter) => filter.cut === cut)?.labels ?? [label];
  return [...others, { cut, labels: own.filter((one) => one === label) }];
}

/** The ledger of the customers shown; null before it is here. */
export function chosenLedger(page: Page, { basis }: ViewState, only: ViewState["only"]): ChosenLedger | null {
  const ledger = page.source.ledger(basis, { cut: null, second: null, only });
  return ledger && { ledger, choice: only.length > 0 ? { cut: FILTERED, label: INSIDE } : {} };
}

/** Series are made once a ledger: the page's source keeps a ledger as long as the page is open. */
const made = new WeakMap<Ledger, Map<string, Series[]>>();

function once(ledger: Ledger, key: string, make: () => Series[]): Series[] {
  const known = made.get(ledger) ?? new Map<string, Series[]>();
  made.set(ledger, known);
  const series = known.get(key) ?? make();
  known.set(key, series);
  return series;
}

function seriesOf(alone: Ledger, choice: CutChoice, label: string | null): Series {
  return makeSeries({
    label,
    months: alone.report_months,
    rows: () => waterfall(alone, choice),
    retention: (horizonMonths) => retention(alone, { horizonMonths, ...choice }),
  });
}

/** One series a product of the customers shown. */
function byProduct({ ledger, choice }: ChosenLedger): Series[] {
  return once(ledger, "each", () =>
    ledger.products.map((product) => seriesOf(productLedger(ledger, product), choice, product)),
  );
}

/** The money of one product of the customers shown, as the series of all. */
export function ofProduct({ ledger, choice }: ChosenLedger, product: string): Series {
  const [series] = once(ledger, `one ${product}`, () => [
    seriesOf(productLedger(ledger, product), choice, null),
  ]);
  return series as Series;
}

/** One product by the labels of a cut; none before the ledger is here. */
export function labelsOfProduct(
  page: Page,
  state: ViewState,
  { cut, product }: { cut: string; product: string },
): Series[] {
  const ledger = page.source.ledger(state.basis, { cut, second: null, only: state.only });
  if (!ledger) return [];
  return once(ledger, JSON.stringify([cut, product]), () =>
    seriesByLabel(productLedger(ledger, product), cut),
  );
}

/**
 * The view with products in the place of a cut's labels, of the customers shown; a cut that is chosen without a label
 * stands within each product. Null before the ledger is here.
 */
export function viewByProduct(page: Page, view: View): View | null {
  const { state } = view;
  const only = filtersOf(state);
  const chosen = chosenLedger(page, state, only);
  if (!chosen) return null;
  const within =
    state.label === null ? (page.summary.cuts.find(({ name }) => name === state.cut) ?? null) : null;
  const pairs = (cut: string) =>
    chosen.ledger.products.flatMap((product) =>
      labelsOfProduct(page, state, { cut, product }).map((series) => ({
        ...series,
        label: crossedLabel(product, series.label ?? ""),
      })),
    );
  return {
    ...view,
    state: { ...state, only, cut: BY_PRODUCT, label: null, second: within?.name ?? null },
    cut: { name: BY_PRODUCT, title: "Product", series: byProduct(chosen) },
    cutTitle: "Product",
    second: within && { name: within.name, title: within.title, series: pairs(within.name) },
  };
}
