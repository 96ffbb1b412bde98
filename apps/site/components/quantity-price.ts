import { type Child, h } from "./dom.ts";
import { number } from "./number.ts";
import { type PriceParts, priceParts } from "./price-parts.ts";
import { numberStyle, partsMart, selectionKey } from "./style.ts";
import type { View } from "./view.ts";

/** How much of the period's upgrades and downgrades was quantity and how much price, and of the price list and discount. */
export function quantityAndPrice(view: View): Child {
  const title = h("h3", null, "Quantity or price");
  const [up, down] = [priceParts(view, "upgrade"), priceParts(view, "downgrade")];
  if (!up || !down) {
    const why = view.ledger?.has_fx
      ? "n/a: balances follow exchange rates, and a label's movements are not split then"
      : "reading the ledger …";
    return [title, h("p.small-print", null, why)];
  }
  const at = `${view.period.period}${selectionKey(view)}`;
  const item = (look: "" | ".part", [name, note]: readonly [string, string], value: number, key: string) =>
    h(
      `li${look}` as "li",
      null,
      h("span", null, name, h("small", null, note)),
      number(
        {
          value,
          unit: "money",
          mart: partsMart(view),
          key: `${key} ${at}`,
          method: `${name}: ${note}, sum of the period`,
        },
        { ...numberStyle(view), isSigned: true, tone: value > 0 ? "gain" : value < 0 ? "loss" : null },
      ),
    );
  const price = (name: string, kind: string, parts: PriceParts) => {
    const unsplit = parts.price_minor - parts.list_minor - parts.discount_minor;
    const isSplit = parts.list_minor !== 0 || parts.discount_minor !== 0;
    return [
      item("", [`${name}, price`, "a unit costs more or less"], parts.price_minor, `price_minor ${kind}`),
      isSplit &&
        item(
          ".part",
          ["of it list price", "what the list asks for a unit"],
          parts.list_minor,
          `list_minor ${kind}`,
        ),
      isSplit &&
        item(
          ".part",
          ["of it discount", "what is granted off the list"],
          parts.discount_minor,
          `discount_minor ${kind}`,
        ),
      isSplit &&
        unsplit !== 0 &&
        item(
          ".part",
          ["of it not split", "the list price is not known"],
          unsplit,
          `price_minor - list_minor - discount_minor ${kind}`,
        ),
    ];
  };
  return h(
    "div",
    null,
    title,
    h(
      "ol",
      null,
      item("", ["Upgrades, quantity", "more seats or units"], up.quantity_minor, "quantity_minor upgrade"),
      price("Upgrades", "upgrade", up),
      item(
        "",
        ["Downgrades, quantity", "fewer seats or units"],
        down.quantity_minor,
        "quantity_minor downgrade",
      ),
      price("Downgrades", "downgrade", down),
    ),
  );
}
