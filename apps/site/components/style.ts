import { formatDate } from "@tideline/metrics";
import { lastDay } from "./calendar.ts";
import type { MoneyScale } from "./format.ts";
import type { NumberStyle } from "./number.ts";
import type { View } from "./view.ts";
import { basisMrr } from "./words.ts";

/** Basis and as-of of everything a view shows: the last day of the period's last month. */
export function basisText(view: View, month = view.period.last_month, basis = view.state.basis): string {
  return `${basisMrr(basis)}, ${view.who}, as of ${formatDate(lastDay(month))}`;
}

/** How a view writes its numbers; `scale` makes money a table's. */
export function numberStyle(view: View, scale?: MoneyScale): NumberStyle {
  const style = { money: view.money, basis: basisText(view) };
  return scale ? { ...style, scale } : style;
}

/** Names the selection in a key: " live industry=Media", only the basis for all customers. */
export function selectionKey(view: View, label = view.state.label, basis = view.state.basis): string {
  return ` ${basis}${view.state.cut && label !== null ? ` ${view.state.cut}=${label}` : ""}`;
}

/** The file of movements a view's lists are made from. */
export function ledgerMart(view: View, basis = view.state.basis): string {
  return `ledger-${basis}`;
}

/** Where the parts of upgrades and downgrades of a selection come from. */
export function partsMart(view: View): string {
  return view.state.label === null ? "waterfall__price_parts" : ledgerMart(view);
}

/** The mart a selection's components come from. */
export function waterfallMart(view: View, label = view.state.label): string {
  return label === null ? "waterfall__by_month" : "waterfall__by_cut";
}
