import { type MovementKind, waterfall } from "@tideline/metrics";
import { type Child, h } from "./dom.ts";
import { number } from "./number.ts";
import { ledgerMart, numberStyle, selectionKey } from "./style.ts";
import type { View } from "./view.ts";

function partsOf(view: View, kind: MovementKind): { quantity: number; price: number } {
  const { ledger, state, period } = view;
  const parts = { quantity: 0, price: 0 };
  if (!ledger) return parts;
  const isChosen = state.cut !== null && state.label !== null;
  const chosen = isChosen ? { cut: state.cut ?? undefined, label: state.label ?? undefined } : {};
  for (const row of waterfall(ledger, { kinds: [kind], ...chosen })) {
    if (row.report_month < period.first_month || row.report_month > period.last_month) continue;
    parts.quantity += row.quantity_minor;
    parts.price += row.price_minor;
  }
  return parts;
}

/** How much of the period's upgrades and downgrades was quantity and how much price, as a list beside a chart. */
export function quantityAndPrice(view: View): Child {
  const title = h("h3", null, "Quantity or price");
  if (!view.ledger) return [title, h("p.small-print", null, "reading the ledger …")];
  const up = partsOf(view, "upgrade");
  const down = partsOf(view, "downgrade");
  const at = `${view.period.period}${selectionKey(view)}`;
  const item = (name: string, note: string, value: number, key: string) =>
    h(
      "li",
      null,
      h("span", null, name, h("small", null, note)),
      number(
        {
          value,
          unit: "money",
          mart: ledgerMart(view),
          key: `${key} ${at}`,
          method: `${name}, sum of the period`,
        },
        { ...numberStyle(view), isSigned: true, tone: value > 0 ? "gain" : value < 0 ? "loss" : null },
      ),
    );
  return [
    title,
    h(
      "ol",
      null,
      item("Upgrades, quantity", "more seats or units", up.quantity, "quantity_minor upgrade"),
      item("Upgrades, price", "price, discount and list", up.price, "price_minor upgrade"),
      item("Downgrades, quantity", "fewer seats or units", down.quantity, "quantity_minor downgrade"),
      item("Downgrades, price", "price, discount and list", down.price, "price_minor downgrade"),
    ),
  ];
}
