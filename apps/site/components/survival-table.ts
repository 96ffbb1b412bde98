import { formatNumber, formatPercent } from "@tideline/metrics";
import type { Columns } from "./data.ts";
import { type Child, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { live } from "./live.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { selectionKey } from "./style.ts";
import { type ShownCurve, type ShownSurvival, shownSurvival } from "./survival-data.ts";
import { followed, medianDays, survivalAfter } from "./survival-numbers.ts";
import { intervalWords, renewalMonths, survivalStyle } from "./survival-style.ts";
import { type Column, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import type { View } from "./view.ts";
import { capital, inSentence } from "./words.ts";

/** The log-rank test in a sentence, its numbers those of the page. */
function testWords(view: View, { test, mart }: ShownSurvival): Node {
  const style = survivalStyle(view);
  if (!test || test.chiSquare === null || test.p === null)
    return h(
      "p.caveat",
      { "data-test": "log-rank" },
      "Log-rank: n/a, there is nothing to compare. Fewer than two labels were ever at risk of losing a customer at the same time.",
    );
  const { chiSquare, degreesOfFreedom, p } = test;
  const of = (value: number, unit: Measured["unit"], key: string): Measured => ({
    value,
    unit,
    mart,
    key: `logRank ${key}${selectionKey(view)}`,
    method: "log-rank test over all labels",
  });
  return h(
    "p.caveat",
    { "data-test": "log-rank" },
    "Log-rank over all labels: chi-square ",
    number(of(chiSquare, "ratio", "chiSquare"), style),
    " on ",
    number(of(degreesOfFreedom, "count", "degreesOfFreedom"), style),
    ` ${degreesOfFreedom === 1 ? "degree" : "degrees"} of freedom, p `,
    number({ ...of(p, "rate", "p"), text: p < 0.001 ? "under 0.1 %" : formatPercent(p) }, style),
    p < 0.05
      ? ": a difference this large would hardly come about by chance."
      : ": a difference this large may well come about by chance.",
  );
}

/** The limits beside a survival, small: "82–87". */
function limits(view: View, shown: ShownSurvival, one: ShownCurve, months: number): Child {
  const [lower, upper] = (["lower", "upper"] as const).map(
    (of) => survivalAfter(view, shown, { one, months, of }).value,
  );
  if (typeof lower !== "number" || typeof upper !== "number") return "";
  const text = [lower, upper].map((value) => formatNumber(100 * value, { digits: 0 })).join("–");
  return h("small", null, ` ${text}`);
}

function node(page: Page, view: View, file: Columns): Node {
  const shown = shownSurvival(page, view, file);
  if (!shown || shown.all.curve.observations === 0) return h("span");
  const style = survivalStyle(view);
  const rows = shown.labels.length > 1 ? shown.labels : [];
  const title = [view.cutTitle, view.second?.title]
    .flatMap((one) => (one ? [inSentence(one)] : []))
    .join(" and ");
  const id = freshId("survival");
  const columns: Column<ShownCurve>[] = [
    {
      key: "label",
      name: rows.length > 0 ? capital(title) : "Customers",
      unit: "text",
      value: ({ name }) => name,
    },
    { key: "customers", name: "Followed", unit: "count", value: ({ curve }) => curve.observations },
    { key: "events", name: "Left", unit: "count", value: ({ curve }) => curve.events },
    ...renewalMonths.map(
      (months): Column<ShownCurve> => ({
        key: `survival_${months}_months`,
        name: `${months} months, %`,
        unit: "rate",
        value: (one) => survivalAfter(view, shown, { one, months }).value,
      }),
    ),
    { key: "median_days", name: "Median, days", unit: "count", value: ({ curve }) => curve.median.time },
    { key: "median_lower_days", name: "at least", unit: "count", value: ({ curve }) => curve.median.lower },
    { key: "median_upper_days", name: "at most", unit: "count", value: ({ curve }) => curve.median.upper },
  ];
  const save = () =>
    download(
      `${fileStem(view.company.name, view.state.basis, "survival", title)}.csv`,
      toCsv(columns, [...rows, shown.all], view.money),
      "text/csv",
    );
  const line = (one: ShownCurve, look: "tr" | "tr.total") =>
    h(
      look,
      { "data-row": one.key },
      h(
        "th",
        { scope: "row" },
        one.name,
        one.curve.observations < fewCustomers ? h("small", null, " few") : "",
      ),
      (["observations", "events"] as const).map((column) =>
        h("td", null, number(followed(view, shown, { one, column }), style)),
      ),
      renewalMonths.map((months) =>
        h(
          "td",
          null,
          number(survivalAfter(view, shown, { one, months }), { ...style, isBare: true }),
          limits(view, shown, one, months),
        ),
      ),
      (["time", "lower", "upper"] as const).map((of) =>
        h("td", null, number(medianDays(view, shown, { one, of }), style)),
      ),
    );
  return h(
    "div.table-section",
    { "data-table": "survival" },
    h("h2", { id }, rows.length > 0 ? `Who stays, by ${title}` : "Survival in numbers"),
    h(
      "p.subtitle",
      null,
      `${view.who} · still there after 12, 24 and 36 months, and median lifetime, each with its ${intervalWords(view)} interval${rows.length > 0 ? " · the largest first" : ""} · few: under ${fewCustomers} customers`,
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
            columns.map(({ name }) => h("th", { scope: "col" }, name)),
          ),
        ),
        h(
          "tbody",
          null,
          rows.map((one) => line(one, "tr")),
          line(shown.all, rows.length > 0 ? "tr.total" : "tr"),
        ),
      ),
      { "aria-labelledby": id },
    ),
    rows.length > 0 ? testWords(view, shown) : "",
    h("p.actions", null, textButton("CSV", save)),
  );
}

/** Survival at 12, 24 and 36 months and medians with their intervals, a row a label, and the log-rank test under them. */
export function survivalTable(page: Page, file: Columns): HTMLElement {
  return live(page, (view) => node(page, view, file), { usesLedger: true, usesCut: true, isQuiet: true });
}
