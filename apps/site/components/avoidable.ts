import type { ReasonSum } from "./behind.ts";
import { type Child, h } from "./dom.ts";
import { type Measured, number } from "./number.ts";
import { ledgerMart, numberStyle, selectionKey } from "./style.ts";
import type { View } from "./view.ts";

/** What was lost for reasons the company calls avoidable, unavoidable, or does not classify; minor units, negative. */
export interface AvoidableSums {
  avoidable: number;
  unavoidable: number;
  unclassified: number;
  total: number;
}

/** Adds up reasons by what the company file says of them; null where it says nothing of any. */
export function avoidableSums(view: View, rows: readonly ReasonSum[]): AvoidableSums | null {
  const known = view.company.reasons ?? {};
  if (Object.keys(known).length === 0 || rows.length === 0) return null;
  const sums = { avoidable: 0, unavoidable: 0, unclassified: 0, total: 0 };
  for (const { reason, amount_minor } of rows) {
    const said = reason === null ? undefined : known[reason];
    sums[said === undefined ? "unclassified" : said.avoidable ? "avoidable" : "unavoidable"] += amount_minor;
    sums.total += amount_minor;
  }
  return sums.total === 0 ? null : sums;
}

/** The share of losses that was avoidable, as a number. */
export function avoidableShare(view: View, sums: AvoidableSums, months: string): Measured {
  return {
    value: sums.avoidable / sums.total,
    unit: "rate",
    mart: ledgerMart(view),
    key: `avoidable / losses ${months}${selectionKey(view)}`,
    method: "losses whose reason the company file calls avoidable / all losses",
  };
}

/** The three sums as a list beside the chart; nothing where the company file does not classify its reasons. */
export function avoidableList(view: View, sums: AvoidableSums | null, months: string): Child {
  if (!sums) return null;
  const item = (name: string, note: string, key: "avoidable" | "unavoidable" | "unclassified") =>
    sums[key] !== 0 &&
    h(
      "li",
      null,
      h("span", null, name, h("small", null, note)),
      number(
        {
          value: sums[key],
          unit: "money",
          mart: ledgerMart(view),
          key: `sum(amount_minor) ${key} ${months}${selectionKey(view)}`,
          method: `losses for ${key} reasons`,
        },
        { ...numberStyle(view), tone: "loss" },
      ),
    );
  return h(
    "div",
    null,
    h("h3", null, "Could it be avoided?"),
    h(
      "ol",
      null,
      item("Avoidable", "by the company's own list of reasons", "avoidable"),
      item("Unavoidable", "the customer is gone or was bought", "unavoidable"),
      item("Not classified", "no reason given, or none of the list", "unclassified"),
    ),
  );
}
