import { formatPeriod } from "@tideline/metrics";
import { freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { moneyDecimal, moneyScale } from "./format.ts";
import { ledgerMessage } from "./live.ts";
import { type Measured, number, type Unit } from "./number.ts";
import type { Page } from "./page.ts";
import { renewalMeasured, shownRenewals } from "./renewal-chosen.ts";
import { type Renewals, renewalStyle } from "./renewal-data.ts";
import { isListed, type RenewalQuery, writeRenewalQuery } from "./renewal-query.ts";
import { type Column, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import type { View } from "./view.ts";

/** A row of a table of renewals by period: one figure of the periods' components. */
export interface RenewalFigure<Row> {
  key: string;
  name: string;
  unit: Unit;
  method: string;
  value: (row: Row) => number | null;
  look?: "strong" | "part" | "gap";
}

/** A figure that is a column of the mart. */
export function component<Row>(
  key: keyof Row & string,
  name: string,
  look?: RenewalFigure<Row>["look"],
): RenewalFigure<Row> {
  return {
    key,
    name,
    unit: key.endsWith("_minor") ? "money" : "count",
    method: name,
    value: (row) => Number(row[key]),
    ...(look ? { look } : {}),
  };
}

/** A figure that is a rate of the components. */
export function rate<Row>(
  key: string,
  name: string,
  method: string,
  value: RenewalFigure<Row>["value"],
  look: NonNullable<RenewalFigure<Row>["look"]> = "strong",
): RenewalFigure<Row> {
  return { key, name, unit: "rate", method, value, look };
}

/** What a table of renewals by period shows, and how it is named. */
export interface RenewalTable<Row> {
  name: string;
  title: string;
  about: string;
  foot: string;
  mart: string;
  /** Whether a renewal stands in the period in which it counts or in the one it was due. */
  by: RenewalQuery["by"];
  figures: readonly RenewalFigure<Row>[];
  /** Those of all customers. */
  all: Renewals;
  /** The components of a period of those shown; null where none of its months is there. */
  rowOf: (shown: Renewals, key: string) => Row | null;
}

/** Nine periods of renewals, the chosen one last and tinted; a count opens the renewals behind it. */
export function renewalPeriodTable<Row>(page: Page, view: View, table: RenewalTable<Row>): Element {
  const shown = shownRenewals(page, table.all);
  if (!shown) return ledgerMessage(page);
  const { figures, mart } = table;
  const periods = view.periods.slice(-9);
  const keys = periods.map(({ period }) => period);
  const rows = new Map(keys.map((key) => [key, table.rowOf(shown, key)]));
  const style = renewalStyle(page);
  const measured = (one: RenewalFigure<Row>, key: string): Measured => {
    const row = rows.get(key) ?? null;
    return renewalMeasured(page, {
      value: row ? one.value(row) : null,
      unit: one.unit,
      mart,
      key: `${one.key} ${key}`,
      method: `${one.name}: ${one.method}, ${formatPeriod(key)}`,
      reason: row ? "no renewal was decided in the period" : "nothing is reported of the period",
    });
  };
  const scale = moneyScale(
    figures
      .filter(({ unit }) => unit === "money")
      .flatMap((one) => keys.map((key) => measured(one, key).value ?? 0)),
    style.money,
  );
  const cell = (one: RenewalFigure<Row>, key: string) => {
    const written = number(measured(one, key), {
      ...style,
      isBare: true,
      ...(one.unit === "money" ? { scale } : {}),
    });
    const { key: outcome } = one;
    if (!isListed(outcome) || !measured(one, key).value || page.stage === "absent") return written;
    const renewals = writeRenewalQuery({ outcome, period: key, by: table.by });
    return h("button.text-button", { type: "button", onclick: () => page.show({ renewals }) }, written);
  };
  const { currency, exponent } = style.money;
  const columns: Column<RenewalFigure<Row>>[] = [
    { key: "figure", name: "Figure", unit: "text", value: ({ key }) => key },
    {
      key: "unit",
      name: "Unit",
      unit: "text",
      value: ({ unit }) => (unit === "money" ? currency : unit),
    },
    ...keys.map(
      (key): Column<RenewalFigure<Row>> => ({
        key,
        name: key,
        unit: "count",
        value: (one) => {
          const { value } = measured(one, key);
          return value !== null && one.unit === "money" ? moneyDecimal(value, exponent) : value;
        },
      }),
    ),
  ];
  const save = () =>
    download(
      `${fileStem(view.company.name, table.name, view.state.by, view.state.to)}.csv`,
      toCsv(columns, figures, style.money),
      "text/csv",
    );
  const id = freshId("renewals");
  return h(
    "div.table-section",
    { "data-table": table.name },
    h("h2", { id }, table.title),
    h(
      "p.subtitle",
      null,
      `${view.who} · monthly amounts, ${scale.name} · ${table.about}`,
      page.stage !== "absent" && h("span.hint", null, " · choose a number to see the renewals behind it"),
    ),
    tableScroll(
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, h("span.unseen", null, "Figure")),
            periods.map(({ period, is_partial }) =>
              h(
                period === view.state.to ? "th.now" : "th",
                { scope: "col", title: formatPeriod(period) },
                formatPeriod(period, { short: true }),
                is_partial && "*",
              ),
            ),
          ),
        ),
        h(
          "tbody",
          null,
          figures.map((one) =>
            h(
              one.look ? `tr.${one.look}` : "tr",
              { "data-row": one.key },
              h("th", { scope: "row" }, `${one.name}${one.unit === "rate" ? ", %" : ""}`),
              keys.map((key) => h(key === view.state.to ? "td.now" : "td", null, cell(one, key))),
            ),
          ),
        ),
      ),
      { "aria-labelledby": id },
      true,
    ),
    h(
      "p.actions",
      null,
      textButton("CSV", save),
      ` · rounded here, exact in the file · ${table.foot}`,
      periods.some(({ is_partial }) => is_partial) && " · * not all months are reported",
    ),
  );
}
