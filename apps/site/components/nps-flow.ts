import { formatPeriod } from "@tideline/metrics";
import { h } from "./dom.ts";
import type { Nps } from "./nps-data.ts";
import type { Page } from "./page.ts";
import { serviceStyle, writer } from "./service-data.ts";
import { tableScroll } from "./table-scroll.ts";

const from = [
  ["promoter", "Promoters"],
  ["passive", "Passives"],
  ["detractor", "Detractors"],
  ["none", "No answer within the year"],
] as const;
const to = [
  ["promoter", "Promoter"],
  ["passive", "Passive"],
  ["detractor", "Detractor"],
  ["none", "No answer"],
  ["left", "Customer left"],
] as const;

/** Where people moved within a year, from class to class. */
export function npsFlow(page: Page, nps: Nps): HTMLElement {
  const { now } = nps;
  if (!now || nps.flow.length === 0) return h("div.nps-flow");
  const write = writer("nps__flow", serviceStyle(page, "people, then and now"));
  const persons = (a: string, b: string) =>
    nps.flow.find(({ from_class, to_class }) => from_class === a && to_class === b)?.persons ?? 0;
  const cell = (a: string, b: string) =>
    write({
      value: persons(a, b),
      unit: "count",
      key: `persons ${a} to ${b}`,
      method: `${a} then, ${b} now`,
    });
  const sum = (rows: readonly { persons: number }[], key: string) =>
    write({
      value: rows.reduce((all, row) => all + row.persons, 0),
      unit: "count",
      key: `persons ${key}`,
      method: "sum",
    });
  const then = nps.flow.filter(({ from_class }) => from_class === "detractor");
  const most = Math.max(1, ...from.slice(0, 3).flatMap(([a]) => to.map(([b]) => persons(a, b))));
  const square = (a: string, b: string) => {
    const place = h("td.tinted", null, a === "none" && b === "none" ? "–" : cell(a, b));
    if (a !== "none") place.style.setProperty("--share", `${Math.round((100 * persons(a, b)) / most)}%`);
    return place;
  };
  return h(
    "div.table-section",
    { "data-table": "nps-flow" },
    h(
      "h2",
      { id: "nps-flow" },
      then.length === 0
        ? "Nobody detracted a year before"
        : [
            "Of ",
            sum(then, "detractor"),
            " detractors of a year before, ",
            cell("detractor", "promoter"),
            " promote now, ",
            cell("detractor", "detractor"),
            " still detract and the customers of ",
            cell("detractor", "left"),
            " have left",
          ],
    ),
    h(
      "p.subtitle",
      null,
      `people · each by the latest answer within twelve months, at the end of ${formatPeriod(now.report_month)} and twelve months before · rows are then, columns now`,
    ),
    tableScroll(
      h(
        "table.nps-flow",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, "A year before"),
            to.map(([, name]) => h("th", { scope: "col" }, name)),
            h("th", { scope: "col" }, "All"),
          ),
        ),
        h(
          "tbody",
          null,
          from.map(([a, name]) =>
            h(
              "tr",
              { "data-row": a },
              h("th", { scope: "row" }, name),
              to.map(([b]) => square(a, b)),
              h(
                "td",
                null,
                sum(
                  nps.flow.filter(({ from_class }) => from_class === a),
                  a,
                ),
              ),
            ),
          ),
        ),
      ),
      { "aria-labelledby": "nps-flow" },
    ),
    h(
      "p.caveat",
      null,
      "Who left is counted there whatever the last answer was, so the columns do not add up to the score above, in which answers of customers who left stay until their year is over.",
    ),
  );
}
