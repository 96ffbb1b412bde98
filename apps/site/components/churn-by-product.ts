import type { MovementRow } from "@tideline/metrics";
import { trailingYear } from "./churn-reasons.ts";
import { type Child, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { moneyScale } from "./format.ts";
import { ledgerMessage, live } from "./live.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import {
  type Avoidance,
  avoidanceOf,
  lossKinds,
  queryRows,
  type RowsQuery,
  writeQuery,
} from "./rows-query.ts";
import { ledgerMart, numberStyle, selectionKey } from "./style.ts";
import { type Column, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import type { View } from "./view.ts";
import { basisMrr, capital, inWords } from "./words.ts";

/** What one product lost for one reason; the product null is all of them, the reason null one that was not given. */
interface ReasonRow {
  reason: string | null;
  avoidance: Avoidance;
  category: string | null;
  total: number;
  products: Map<string, number>;
}

const words: Readonly<Record<Avoidance, string>> = {
  avoidable: "avoidable",
  unavoidable: "unavoidable",
  unknown: "unknown",
};

/** Losses by reason and product: reasons in the order of what they cost, products likewise. */
export function lossesByProduct(
  view: View,
  rows: readonly MovementRow[],
): { reasons: ReasonRow[]; products: { product: string; total: number }[] } {
  const reasons = new Map<string | null, ReasonRow>();
  const products = new Map<string, number>();
  for (const { reason, product, amount_minor } of rows) {
    const row = reasons.get(reason) ?? {
      reason,
      avoidance: avoidanceOf(view, reason),
      category: view.company.reasons?.[reason ?? ""]?.category ?? null,
      total: 0,
      products: new Map<string, number>(),
    };
    reasons.set(reason, row);
    row.total += amount_minor;
    row.products.set(product, (row.products.get(product) ?? 0) + amount_minor);
    products.set(product, (products.get(product) ?? 0) + amount_minor);
  }
  const order = (a: string | null, b: string | null) => ((a ?? "") < (b ?? "") ? -1 : 1);
  return {
    reasons: [...reasons.values()].sort((a, b) => a.total - b.total || order(a.reason, b.reason)),
    products: [...products]
      .map(([product, total]) => ({ product, total }))
      .sort((a, b) => a.total - b.total || order(a.product, b.product)),
  };
}

function node(page: Page, view: View): Node {
  const id = freshId("reasons");
  const heading = h("h2", { id }, "Reasons by product, and whether they could be avoided");
  if (!view.ledger) return h("div.table-section", null, heading, ledgerMessage(page));
  const year = trailingYear(view);
  const query = { kinds: lossKinds, period: year.query };
  const { reasons, products } = lossesByProduct(view, queryRows(view, query));
  if (reasons.length === 0) return h("span");
  const scale = moneyScale(
    products.map(({ total }) => total),
    view.money,
  );
  const of = (avoidance: Avoidance, product: string | null) =>
    reasons
      .filter((row) => row.avoidance === avoidance)
      .reduce((sum, row) => sum + (product === null ? row.total : (row.products.get(product) ?? 0)), 0);
  const amount = (value: number, more: Partial<RowsQuery>): HTMLElement => {
    const behind = writeQuery({ ...query, ...more });
    const measured: Measured = {
      value,
      unit: "money",
      mart: ledgerMart(view),
      key: `sum(amount_minor) ${behind}${selectionKey(view)}`,
      method: "lost by churn, archive, product churn and downgrade",
    };
    const cell = number(measured, numberStyle(view, scale));
    if (value === 0) return cell;
    return h("button.text-button", { type: "button", onclick: () => page.show({ rows: behind }) }, cell);
  };
  const columns: Column<ReasonRow>[] = [
    { key: "reason", name: "Reason", unit: "text", value: ({ reason }) => reason ?? "unknown" },
    { key: "category", name: "Category", unit: "text", value: ({ category }) => category ?? "unknown" },
    { key: "avoidable", name: "Avoidable", unit: "text", value: ({ avoidance }) => avoidance },
    ...products.map(
      ({ product }): Column<ReasonRow> => ({
        key: `${product}_minor`,
        name: product,
        unit: "money",
        value: (row) => row.products.get(product) ?? 0,
      }),
    ),
    { key: "all_minor", name: "All", unit: "money", value: ({ total }) => total },
  ];
  const save = () =>
    download(
      `${fileStem(view.company.name, view.state.basis, "losses by reason and product", year.query)}.csv`,
      toCsv(columns, reasons, view.money),
      "text/csv",
    );
  return h(
    "div.table-section",
    { "data-table": "reasons-by-product" },
    heading,
    h(
      "p.subtitle",
      null,
      `${view.who} · ${basisMrr(view.state.basis)} lost by churn, archive, product churn and downgrade, ${scale.name} a month · ${year.name}`,
      h("span.hint", null, " · choose an amount to see the customers behind it"),
    ),
    tableScroll(bodyOf({ reasons, products, of, amount }, view), { "aria-labelledby": id }),
    h("p.actions", null, textButton("CSV", save), " · rounded here, exact in the file"),
  );
}

interface Parts {
  reasons: ReasonRow[];
  products: { product: string; total: number }[];
  of: (avoidance: Avoidance, product: string | null) => number;
  amount: (value: number, more: Partial<RowsQuery>) => HTMLElement;
}

function bodyOf({ reasons, products, of, amount }: Parts, view: View): HTMLTableElement {
  const all = products.reduce((sum, { total }) => sum + total, 0);
  const share = (avoidance: Avoidance, product: string | null, total: number): Child => {
    const year = trailingYear(view).query;
    return number(
      {
        value: total === 0 ? null : of(avoidance, product) / total,
        unit: "rate",
        mart: ledgerMart(view),
        key: `${avoidance} / losses ${year} ${product ?? "all products"}${selectionKey(view)}`,
        method: `${avoidance} losses / all losses`,
        reason: "nothing was lost",
      },
      { ...numberStyle(view), isBare: true },
    );
  };
  const kinds = (Object.keys(words) as Avoidance[]).filter((avoidance) => of(avoidance, null) !== 0);
  return h(
    "table",
    null,
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col" }, "Reason"),
        h("th.text", { scope: "col" }, "Category"),
        h("th.text", { scope: "col" }, "Avoidable"),
        products.map(({ product }) => h("th", { scope: "col" }, product)),
        h("th", { scope: "col" }, "All"),
      ),
    ),
    h(
      "tbody",
      null,
      reasons.map(({ reason, category, avoidance, total, products: amounts }) =>
        h(
          "tr",
          { "data-reason": reason ?? "" },
          h("th", { scope: "row" }, inWords(reason ?? "unknown")),
          h("td.text", null, category ?? "unknown"),
          h(
            "td.text",
            null,
            avoidance === "avoidable" ? "yes" : avoidance === "unavoidable" ? "no" : "unknown",
          ),
          products.map(({ product }) =>
            h("td", null, amount(amounts.get(product) ?? 0, { reason, product })),
          ),
          h("td", null, amount(total, { reason })),
        ),
      ),
      h(
        "tr.total",
        { "data-reason": "all" },
        h("th", { scope: "row" }, "All losses"),
        h("td.text"),
        h("td.text"),
        products.map(({ product, total }) => h("td", null, amount(total, { product }))),
        h("td", null, amount(all, {})),
      ),
      kinds.map((avoidance) =>
        h(
          "tr",
          { "data-share": avoidance },
          h("th", { scope: "row" }, `${capital(words[avoidance])}, %`),
          h("td.text"),
          h("td.text"),
          products.map(({ product, total }) => h("td", null, share(avoidance, product, total))),
          h("td", null, share(avoidance, null, all)),
        ),
      ),
    ),
  );
}

/** "Which reasons, by product, and how much could be avoided?" of the last twelve months, as a table; every amount opens its customers. */
export function churnByProduct(page: Page): HTMLElement {
  return live(page, (view) => node(page, view), { usesLedger: true, isQuiet: true });
}
