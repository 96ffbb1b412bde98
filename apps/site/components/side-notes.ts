import { type CustomerSum, largest } from "./behind.ts";
import { type Child, h } from "./dom.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import type { RowsQuery } from "./rows-query.ts";
import { ledgerMart, numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { kindNames } from "./words.ts";

/** A short list beside a chart: the customers with the largest sums, each opening its panel. */
export function customerList(
  page: Page,
  view: View,
  title: string,
  query: RowsQuery,
  sign: 1 | -1,
  most = 4,
): Child {
  if (!view.ledger)
    return [
      h("h3", null, title),
      h(
        "p.small-print",
        null,
        page.stage === "absent" ? "the ledger is not in the browser" : "reading the ledger …",
      ),
    ];
  const rows = largest(view, query, sign, most);
  if (rows.length === 0)
    return [
      h("h3", null, title),
      h("p.small-print", null, sign > 0 ? "Nobody: nothing was won." : "Nobody: nothing was lost."),
    ];
  const item = ({ customer_id, name, amount_minor, kinds }: CustomerSum) =>
    h(
      "li",
      null,
      h(
        "span",
        null,
        h(
          "button.text-button",
          { type: "button", onclick: () => page.show({ customer: customer_id }) },
          name,
        ),
        h(
          "small",
          null,
          kinds
            .slice(0, 3)
            .map((kind) => kindNames[kind] ?? kind)
            .join(", "),
        ),
      ),
      number(
        {
          value: amount_minor,
          unit: "money",
          mart: ledgerMart(view),
          key: `sum(amount_minor) ${query.period} ${customer_id}`,
          method: "sum of the customer's movements",
        },
        { ...numberStyle(view), isSigned: true, tone: sign > 0 ? "gain" : "loss" },
      ),
    );
  return [h("h3", null, title), h("ol", null, rows.map(item))];
}
