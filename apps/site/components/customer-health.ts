import { formatDate, formatNumber, formatPercent, formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import {
  type Contribution,
  type Customer,
  customerName,
  customerStyle,
  type HealthScore,
} from "./customer-data.ts";
import { type Child, h } from "./dom.ts";
import { plural } from "./format.ts";
import { figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Column, dataTable } from "./table.ts";
import { inWords } from "./words.ts";

/** What is said of the last month's change, and what moved it: the inputs' contributions add up to it. */
function changeTable(page: Page, customer: Customer): Child {
  const style = customerStyle(page, customer);
  const rows = customer.contributions
    .filter(({ contribution }) => contribution !== 0)
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  if (rows.length === 0) return null;
  const cell = (
    key: "contribution" | "input_score" | "previous_score",
    name: string,
  ): Column<Contribution> => ({
    key,
    name,
    unit: "ratio",
    value: (row) => row[key],
    cell: (row) =>
      number(
        {
          value: row[key],
          unit: "ratio",
          mart: "health__contributions",
          key: `${key} ${customer.id} ${row.input}`,
          method: name.toLowerCase(),
          reason: row.input === "adjustment" ? "an adjustment has no score" : "nothing valid was known",
        },
        key === "contribution"
          ? {
              ...style,
              isSigned: true,
              tone: row.contribution < 0 ? "loss" : row.contribution > 0 ? "gain" : null,
            }
          : style,
      ),
  });
  return h(
    "div.customer-contributions",
    { "data-table": "customer-contributions" },
    h("h3", null, "What moved it in the last month: points that add up to the change"),
    dataTable(
      [
        {
          key: "input",
          name: "Input",
          unit: "text",
          isLong: true,
          value: ({ title, input }) =>
            title ?? (input === "adjustment" ? "Exceptions and overrides" : inWords(input)),
        },
        cell("contribution", "Contribution"),
        cell("input_score", "Score now"),
        cell("previous_score", "A month before"),
      ],
      rows,
      { caption: "Contributions to the change of health" },
    ),
    changedConfiguration(customer),
  );
}

/** That the two months were scored by other configurations, which moves scores too; null where they were not. */
function changedConfiguration({ health }: Customer): Child {
  const [before, now] = health.slice(-2);
  if (!before || !now || before.version === now.version) return null;
  return h(
    "p.note",
    null,
    `Between the two the configuration changed, from ${before.version} to ${now.version}: other weights and scoring points are part of each contribution.`,
  );
}

/** "Sep 2025", or "Sep 2025, on 8 Sep" where the month is still open. */
function scoredIn({ report_month, scored_on }: HealthScore): string {
  const isWhole = addDay(scored_on).endsWith("-01");
  return isWhole
    ? formatPeriod(report_month)
    : `${formatPeriod(report_month)}, as of ${formatDate(scored_on)}`;
}

/** Why months of a customer are older than its health; nothing where none is. */
function lateStart({ summary }: Page, { balances }: Customer): string {
  const from = summary.health_from;
  return from && balances.some(({ report_month, closing_minor }) => closing_minor > 0 && report_month < from)
    ? ` The customer was there before, but health begins in ${formatPeriod(from)}: exports told too little until then for anybody's score.`
    : "";
}

/** The day after a day. */
const addDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** What is said of a customer that was there and never had a score. */
function neverScored(rows: readonly HealthScore[]): HTMLElement {
  const most = Math.max(...rows.map(({ coverage }) => coverage));
  const known =
    most > 0
      ? `at most ${formatPercent(most, { digits: 0 })} of what a score weighs was known of this customer`
      : "nothing that a score weighs was known of this customer";
  return h("p.note", null, `No health score in any of ${plural(rows.length, "month")}: ${known}.`);
}

/** Health month by month, its band, and the contributions that add up to its last change. */
export function customerHealth(page: Page, customer: Customer): HTMLElement {
  const rows = customer.health;
  const end = rows.at(-1);
  const last = rows.findLast(({ final_score }) => final_score !== null);
  if (!end) return h("div", { hidden: true });
  if (!last) return neverScored(rows);
  const style = customerStyle(page, customer);
  const measured = (row: HealthScore, key: "final_score" | "coverage"): Measured => ({
    value: row[key],
    unit: key === "coverage" ? "rate" : "ratio",
    mart: "health__scores",
    key: `${key} ${row.report_month.slice(0, 7)} ${customer.id}`,
    method:
      key === "coverage"
        ? "share of the weight that is known"
        : "score of 0 to 100, from what was known then",
    reason: "too little is known for a score",
  });
  const adjusted =
    end.override_reason !== null
      ? ` Set by hand${end.override_author ? ` by ${end.override_author}` : ""}: ${end.override_reason}.`
      : end.exception_name !== null
        ? ` Lowered by an exception: ${end.exception_name}.`
        : "";
  const box = figure<HealthScore>(page, "Health", () => ({
    claim:
      end.final_score === null
        ? [`Not scored in ${scoredIn(end)}: too little is known`]
        : [
            "Health ",
            number(measured(end, "final_score"), style),
            ` in ${scoredIn(end)}, ${inWords(end.band)}`,
          ],
    subtitle: `${customerName(customer)} · score of 0 to 100, higher is healthier, at each month's end · ${formatPeriod(rows[0]?.report_month ?? "")} to ${formatPeriod(end.report_month)}`,
    draw: async (width) =>
      (await loadCharts()).monthLines([{ name: "health", values: rows.map((row) => row.final_score) }], {
        width,
        months: rows.map(({ report_month }) => report_month),
        measure: "Health",
        tickLabel: (value) => formatNumber(value),
        valueLabel: (value) => formatNumber(value, { digits: 1 }),
      }),
    caveat: `Each month's score knows only what was known then; months without a score have too little to go by.${lateStart(page, customer)}${adjusted}`,
    table: {
      columns: [
        {
          key: "report_month",
          name: "Month",
          unit: "text",
          value: (row) => row.report_month.slice(0, 7),
          cell: scoredIn,
        },
        {
          key: "final_score",
          name: "Health",
          unit: "ratio",
          value: (row) => row.final_score,
          cell: (row) => number(measured(row, "final_score"), style),
        },
        {
          key: "band",
          name: "Band",
          unit: "text",
          value: ({ band }) => band,
          cell: ({ band }) => inWords(band),
        },
        {
          key: "coverage",
          name: "Coverage",
          unit: "rate",
          value: (row) => row.coverage,
          cell: (row) => number(measured(row, "coverage"), style),
        },
        { key: "version", name: "Configuration", unit: "text", value: ({ version }) => version },
      ],
      rows: rows.toReversed(),
    },
  }));
  return h("div", null, box, changeTable(page, customer));
}
