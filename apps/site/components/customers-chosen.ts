import type { customersNow, Ledger } from "@tideline/metrics";
import { strangerNote } from "./controls.ts";
import { type Basis, basesOf, type Summary } from "./data.ts";
import { h } from "./dom.ts";
import { filterControls } from "./filter-controls.ts";
import type { Page } from "./page.ts";
import { canFilter, filterWords } from "./state.ts";

/** A module with what chooses customers by their labels now. */
export interface CustomerSelection {
  customersNow: typeof customersNow;
}

/** The basis whose labels count on pages that have no basis of their own: the committed one, where there are both. */
export const labelBasis = (summary: Summary): Basis => basesOf(summary)[0] ?? "live";

/** The ledger by whose labels such pages choose, which is asked for where the page has not; null before it is here. */
export function labelLedger(page: Page): Ledger | null {
  const ledger = page.source.ledgers.get(labelBasis(page.summary)) ?? null;
  if (!ledger) page.showBoth();
  return ledger;
}

/** The filters before what else a text says: "Industry: Media. "; nothing without one. */
export const chosenWho = (page: Page, between: string): string => {
  const who = filterWords(page.state, page.summary);
  return who && `${who}${between}`;
};

/** Names the filters in a key: " only industry=Media|Retail". */
export const chosenKey = ({ state }: Page): string =>
  state.only.map(({ cut, labels }) => ` only ${cut}=${labels.join("|")}`).join("");

/** The filters of a page without a period: kept in the address as on every page. */
export function customerFilters(page: Page): HTMLElement {
  const { cuts, ledger } = page.summary;
  if (cuts.length === 0 || ledger?.is_shipped === false || !canFilter(page.summary)) return h("div");
  const { elements, update } = filterControls(page, cuts);
  update();
  page.listen((cause) => {
    if (cause === "state") update();
  });
  return h(
    "div",
    null,
    h("div.chips.picks", { role: "group", "aria-label": "Who is shown" }, elements),
    strangerNote(page),
  );
}
