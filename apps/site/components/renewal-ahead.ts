import { formatDate, formatPeriod } from "@tideline/metrics";
import { monthKey, monthNumber, periodMonths } from "./calendar.ts";
import { type Child, freshId, h } from "./dom.ts";
import { moneyScale } from "./format.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { renewalMeasured, renewalPart } from "./renewal-chosen.ts";
import { type AheadSum, ofWhom, type Renewals, renewalStyle, whoRenews } from "./renewal-data.ts";
import { tableScroll } from "./table-scroll.ts";

const parts = [
  ["due_minor", "Due"],
  ["signed_due_minor", "Signed"],
  ["noticed_due_minor", "Noticed"],
  ["late_due_minor", "Late"],
  ["open_due_minor", "Open"],
] as const;

/** The renewals ahead of some months, or all that are late. */
export interface AheadGroup {
  key: string;
  name: string;
  look: "" | ".part" | ".total";
  rows: AheadSum[];
}

/** Late ones, then each quarter with its months. */
export function aheadGroups({ ahead, quarters, isQuarterBegun }: Renewals): AheadGroup[] {
  const late = ahead.filter(({ state }) => state === "late");
  const rest = ahead.filter(({ state }) => state !== "late");
  const inMonth = (month: number) => rest.filter((row) => monthNumber(row.due_month) === month);
  return [
    { key: "late", name: "Late: due and not decided", look: "" as const, rows: late },
    ...quarters.flatMap((quarter, index): AheadGroup[] => {
      const span = periodMonths(quarter);
      const months = span ? [span.first, span.first + 1, span.last] : [];
      const name = `${formatPeriod(quarter)}, ${index === 1 ? "the next" : isQuarterBegun ? "what is left of it" : "the coming quarter"}`;
      return [
        ...months.map(
          (month): AheadGroup => ({
            key: monthKey(month),
            name: formatPeriod(monthKey(month)),
            look: ".part",
            rows: inMonth(month),
          }),
        ),
        { key: quarter, name, look: ".total", rows: months.flatMap(inMonth) },
      ];
    }),
  ];
}

function sumOf(rows: readonly AheadSum[], column: (typeof parts)[number][0] | "renewals"): number {
  return rows.reduce((sum, row) => sum + row[column], 0);
}

function write(page: Page, group: AheadGroup, column: (typeof parts)[number][0], style = renewalStyle(page)) {
  return number(
    renewalMeasured(
      page,
      {
        value: sumOf(group.rows, column),
        unit: "money",
        mart: "renewals__upcoming",
        key: `${column} ${group.key}`,
        method: "monthly amounts of the lines due",
      },
      "renewals__upcoming",
    ),
    style,
  );
}

function count(page: Page, group: AheadGroup): HTMLElement {
  return number(
    renewalMeasured(
      page,
      {
        value: sumOf(group.rows, "renewals"),
        unit: "count",
        mart: "renewals__upcoming",
        key: `renewals ${group.key}`,
        method: "customers x due days",
      },
      "renewals__upcoming",
    ),
    renewalStyle(page),
  );
}

/** "How much falls due, and what of it is decided already?" in one sentence. */
export function renewalAnswer(page: Page, renewals: Renewals): HTMLElement {
  return renewalPart(page, renewals, { className: "answer", render: (shown) => answer(page, shown) });
}

/** Classes of customers of whom no renewal fell due yet. */
const neverDue = ["none_due_yet", "lost_between_renewals", "joined_and_left"];

function answer(page: Page, renewals: Renewals): Node {
  const groups = aheadGroups(renewals);
  const style = { ...renewalStyle(page), isStrong: true };
  const late = groups.find(({ key }) => key === "late");
  const isNoneEver =
    renewals.classes.length > 0 &&
    groups.every(({ rows }) => rows.length === 0) &&
    renewals.classes.every(({ class: name }) => neverDue.includes(name));
  const words = (group: AheadGroup, index: number): Child => {
    const { rows } = group;
    const name = formatPeriod(group.key);
    const rest = index === 0 && renewals.isQuarterBegun ? "what is left of " : "";
    if (rows.length === 0) return `Nothing falls due in ${rest}${name}. `;
    const due = sumOf(rows, "due_minor");
    const isOne = sumOf(rows, "renewals") === 1;
    const state = (
      column: "signed_due_minor" | "noticed_due_minor" | "open_due_minor",
      word: string,
    ): Child =>
      sumOf(rows, column) === 0
        ? null
        : [
            ", ",
            write(page, group, column, { ...style, tone: word === "noticed" ? "loss" : null }),
            ` ${word}`,
          ];
    return [
      rest ? `In ${rest}${name}, ` : `${index === 0 ? "In the coming quarter" : "In the next"}, ${name}, `,
      count(page, group),
      isOne ? " renewal worth " : " renewals worth ",
      write(page, group, "due_minor", style),
      isOne ? " a month falls due" : " a month fall due",
      due === 0
        ? null
        : [
            state("signed_due_minor", "signed"),
            state("noticed_due_minor", "noticed"),
            state("open_due_minor", "open"),
          ],
      ". ",
    ];
  };
  return h(
    "p.lead",
    null,
    ofWhom(page, ". "),
    groups.filter(({ look }) => look === ".total").map(words),
    late && late.rows.length > 0
      ? [
          count(page, late),
          sumOf(late.rows, "renewals") === 1 ? " is late, worth " : " are late, worth ",
          write(page, late, "due_minor", style),
          " a month.",
        ]
      : "None is late.",
    isNoneEver &&
      " None ever fell due: renewals come from contract lines whose term ends; subscriptions that run until they are cancelled have none.",
  );
}

/** What falls due this quarter and next, by month, and what of it is signed, noticed, late or open. */
export function renewalAhead(page: Page, renewals: Renewals): HTMLElement {
  return renewalPart(page, renewals, { render: (shown) => aheadTable(page, shown) });
}

function aheadTable(page: Page, renewals: Renewals): Node {
  const groups = aheadGroups(renewals).filter(({ rows, look }) => look !== ".part" || rows.length > 0);
  const { company } = page.summary;
  const style = renewalStyle(page);
  const scale = moneyScale(
    groups.flatMap(({ rows }) => parts.map(([column]) => sumOf(rows, column))),
    style.money,
  );
  const id = freshId("ahead");
  return h(
    "div.table-section",
    { "data-table": "renewals-ahead" },
    h("h2", { id }, "Due this quarter and next"),
    h(
      "p.subtitle",
      null,
      `${whoRenews(page)} · monthly amounts of the lines whose term ends, ${scale.name} · as known on ${formatDate(company.as_of)}; each line is in one column, so they add up to what is due`,
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
            h("th", { scope: "col" }, h("span.unseen", null, "Due in")),
            h("th", { scope: "col" }, "Renewals"),
            parts.map(([, name]) => h("th", { scope: "col" }, name)),
          ),
        ),
        h(
          "tbody",
          null,
          groups.map((group) =>
            h(
              `tr${group.look}` as "tr",
              { "data-row": group.key },
              h("th", { scope: "row" }, group.name),
              h("td", null, count(page, group)),
              parts.map(([column]) => h("td", null, write(page, group, column, { ...style, scale }))),
            ),
          ),
        ),
      ),
      { "aria-labelledby": id },
    ),
    h("p.actions", null, "rounded here, exact in the file of customers below"),
  );
}
