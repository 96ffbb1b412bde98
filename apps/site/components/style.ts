import { crossedParts, formatDate } from "@tideline/metrics";
import { lastDay } from "./calendar.ts";
import type { MoneyScale } from "./format.ts";
import type { NumberStyle } from "./number.ts";
import { isWhole } from "./state.ts";
import type { View } from "./view.ts";
import { basisMrr } from "./words.ts";

/** Basis and as-of of everything a view shows: the last day of the period's last month. */
export function basisText(view: View, month = view.period.last_month, basis = view.state.basis): string {
  return `${basisMrr(basis)}, ${view.who}, as of ${formatDate(lastDay(month))}`;
}

const styles = new WeakMap<View, NumberStyle>();

/** How a view writes its numbers; `scale` makes money a table's. */
export function numberStyle(view: View, scale?: MoneyScale): NumberStyle {
  const style = styles.get(view) ?? { money: view.money, basis: basisText(view) };
  styles.set(view, style);
  return scale ? { ...style, scale } : style;
}

/** The name of products as rows, where a cut's name would stand: no cut has a space in its own. */
export const BY_PRODUCT = "by product";

/** Names the selection in a key: " live industry=Media only region=Europe|Asia", only the basis for all customers. */
export function selectionKey(view: View, label = view.state.label, basis = view.state.basis): string {
  const names = [view.state.cut, view.state.second];
  const chosen =
    view.state.cut && label !== null
      ? crossedParts(label)
          .map((part, index) => ` ${names[index]}=${part}`)
          .join("")
      : "";
  const only = view.state.only.map(({ cut, labels }) => ` only ${cut}=${labels.join("|")}`).join("");
  const product = view.product === undefined ? "" : ` product=${view.product}`;
  return ` ${basis}${chosen}${only}${product}`;
}

/** The file of movements a view's lists are made from. */
export function ledgerMart(view: View, basis = view.state.basis): string {
  return `ledger-${basis}`;
}

/** Where the parts of upgrades and downgrades of a selection come from. */
export function partsMart(view: View): string {
  return isWhole(view.state) ? "waterfall__price_parts" : ledgerMart(view);
}

/** The mart a selection's components come from: filtered ones are no mart's, they are computed over the ledger. */
export function waterfallMart(view: View, label = view.state.label, basis = view.state.basis): string {
  const isPair = label !== null && crossedParts(label).length > 1;
  const isProduct = view.product !== undefined;
  if (view.state.only.length > 0 || isPair || (isProduct && label !== null)) return ledgerMart(view, basis);
  if (isProduct || (label !== null && view.state.cut === BY_PRODUCT)) return "waterfall__by_product";
  return label === null ? "waterfall__by_month" : "waterfall__by_cut";
}
