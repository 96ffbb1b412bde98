import { formatDate, formatNumber, formatPercent, formatPeriod, netPromoterScore } from "@tideline/metrics";
import { type CareColumns, rowsFromColumns } from "./data.ts";
import { type Child, h } from "./dom.ts";
import { plural } from "./format.ts";
import { live } from "./live.ts";
import { type Measured, type NumberStyle, number } from "./number.ts";
import type { Page } from "./page.ts";
import type { View } from "./view.ts";
import { basisMrr } from "./words.ts";

/** A row of `health__distribution`: of the newest month and of three before it. */
interface BandRow {
  report_month: string;
  basis: string;
  band: string;
  band_no: number;
  customers: number;
  balance_minor: number;
}

/** A row of `nps__by_month`: of the newest month and of twelve before it. */
interface NpsRow {
  report_month: string;
  standing_persons: number;
  standing_promoters: number;
  standing_detractors: number;
}

/** `at_risk__by_band`, summed over its quarters and distances. */
interface DueRow {
  due_quarter: string;
  band: string;
  band_no: number;
  renewals: number;
  due_minor: number;
  signed_due_minor: number;
  noticed_due_minor: number;
  late_due_minor: number;
  open_due_minor: number;
}

const sum = <Row>(rows: readonly Row[], value: (row: Row) => number) =>
  rows.reduce((all, row) => all + value(row), 0);

interface Part {
  id: string;
  href: string;
  name: string;
  value: Node;
  change: Child;
  /** What the value is part of: a bar of it, and in words. */
  bar: readonly { look: string; value: number }[];
  method: Child;
}

function node(page: Page, { id, href, name, value, change, bar, method }: Part): HTMLElement {
  const all = sum(bar, ({ value: one }) => one);
  const share = h("span.share", { "aria-hidden": "true" });
  for (const { look, value: one } of bar) {
    const piece = h("i");
    piece.className = look;
    piece.style.flexGrow = String(all === 0 ? 0 : one / all);
    share.append(piece);
  }
  return h(
    "li.card",
    { "data-card": id },
    h("span.name", null, h("a", { href: `${href}${page.shared()}` }, name)),
    h("span.value", null, value),
    h("span.change", null, change),
    h("span.line", null, all > 0 && share),
    h("span.method", null, method),
  );
}

const looks = (row: { band_no: number }, highest: number) =>
  row.band_no === 0
    ? "left-out"
    : row.band_no === 1
      ? "detractor"
      : row.band_no === highest
        ? "promoter"
        : "passive";

function healthPart(view: View, rows: readonly BandRow[], style: NumberStyle): Part | null {
  const { basis } = view.state;
  const own = rows.filter((row) => row.basis === basis);
  const months = [...new Set(own.map(({ report_month }) => report_month))].sort();
  const [newest, before] = [months.at(-1), months.at(-2)];
  if (newest === undefined) return null;
  const at = (month: string | undefined) =>
    own
      .filter(({ report_month }) => report_month === month)
      .sort((a, b) => (a.band_no || 99) - (b.band_no || 99));
  const now = at(newest);
  const lowest = now.find(({ band_no }) => band_no === 1);
  const name = lowest?.band ?? own.find(({ band_no }) => band_no === 1)?.band ?? "the lowest band";
  const scoredAt = (month: string) =>
    sum(
      at(month).filter(({ band_no }) => band_no > 0),
      ({ customers }) => customers,
    );
  const write = (
    row: BandRow | undefined,
    column: "balance_minor" | "customers",
    month: string,
  ): Measured => ({
    value: scoredAt(month) === 0 ? null : (row?.[column] ?? 0),
    unit: column === "customers" ? "count" : "money",
    reason: "nobody has a score: too little is known",
    mart: "health__distribution",
    key: `${column} ${month.slice(0, 7)} ${basis} ${name}`,
    method: `${column === "customers" ? "customers" : "balance of the customers"} in ${name}`,
  });
  const all = sum(now, ({ balance_minor }) => balance_minor);
  const then = before === undefined ? undefined : at(before).find(({ band_no }) => band_no === 1);
  const scored = scoredAt(newest);
  return {
    id: "health",
    href: "health.html",
    name: `${basisMrr(basis)} in ${name}`,
    value: number(write(lowest, "balance_minor", newest), style),
    change: [
      before ? [number(write(then, "balance_minor", before), style), ` in ${formatPeriod(before)}, `] : null,
      scored === 0
        ? "nobody has a score now"
        : [
            number(write(lowest, "customers", newest), style),
            ` of ${formatNumber(scored)} scored customers now`,
          ],
    ],
    bar: now.map((row) => ({
      look: looks(row, Math.max(...now.map(({ band_no }) => band_no))),
      value: row.balance_minor,
    })),
    method: `of ${basisMrr(basis)} ${now.map((row) => `${formatPercent(row.balance_minor / all, { digits: 0 })} ${row.band}`).join(", ")}, end of ${formatPeriod(newest)}`,
  };
}

function npsPart(rows: readonly NpsRow[], style: NumberStyle): Part | null {
  const [before, now] = rows.length > 1 ? [rows[0], rows.at(-1)] : [undefined, rows[0]];
  if (!now) return null;
  const score = (row: NpsRow): Measured => ({
    value: netPromoterScore({
      answers: row.standing_persons,
      promoters: row.standing_promoters,
      detractors: row.standing_detractors,
    }),
    unit: "ratio",
    mart: "nps__by_month",
    key: `netPromoterScore standing_persons ${row.report_month.slice(0, 7)}`,
    method: "by person: promoters less detractors, in points of 100",
    reason: "nobody has answered within twelve months",
  });
  const share = (people: number) =>
    formatPercent(now.standing_persons === 0 ? null : people / now.standing_persons, { digits: 0 });
  const passives = now.standing_persons - now.standing_promoters - now.standing_detractors;
  return {
    id: "nps",
    href: "nps.html",
    name: "NPS",
    value: number(score(now), { ...style, isSigned: true }),
    change: before
      ? [number(score(before), { ...style, isSigned: true }), ` in ${formatPeriod(before.report_month)}`]
      : "no year before to compare with",
    bar: [
      { look: "promoter", value: now.standing_promoters },
      { look: "passive", value: passives },
      { look: "detractor", value: now.standing_detractors },
    ],
    method: [
      `${[
        `${share(now.standing_promoters)} promote`,
        `${share(passives)} are passive`,
        `${share(now.standing_detractors)} detract`,
      ].join(", ")}, of `,
      number(
        {
          value: now.standing_persons,
          unit: "count",
          mart: "nps__by_month",
          key: `standing_persons ${now.report_month.slice(0, 7)}`,
          method: "people whose latest answer is not older than twelve months",
        },
        style,
      ),
      " people who answered within twelve months",
    ],
  };
}

function duePart(rows: readonly DueRow[], style: NumberStyle): Part | null {
  const [first] = rows;
  if (!first) return null;
  const year = first.due_quarter.slice(0, 4);
  const quarter = `Q${Math.ceil(Number(first.due_quarter.slice(5, 7)) / 3)} ${year}`;
  const write = (column: keyof DueRow & `${string}_minor`, of: readonly DueRow[], who = "") =>
    number(
      {
        value: sum(of, (row) => row[column]),
        unit: "money",
        mart: "at_risk__by_band",
        key: `${column} to ${first.due_quarter.slice(0, 7)}${who}`,
        method: "monthly amounts of the lines due",
      },
      style,
    );
  const lowest = rows.filter(({ band_no }) => band_no === 1);
  return {
    id: "due",
    href: lowest.length > 0 ? "at-risk.html" : "renewals.html",
    name: `Renewals due by the end of ${quarter}`,
    value: write("due_minor", rows),
    change: [
      "a month, late ones included; ",
      lowest[0]
        ? [write("open_due_minor", lowest, ` ${lowest[0].band}`), ` of it ${lowest[0].band} and open`]
        : [write("open_due_minor", rows), " of it open"],
    ],
    bar: [
      { look: "promoter", value: sum(rows, (row) => row.signed_due_minor) },
      { look: "left-out", value: sum(rows, (row) => row.open_due_minor) },
      { look: "detractor", value: sum(rows, (row) => row.noticed_due_minor + row.late_due_minor) },
    ],
    method: [
      "signed ",
      write("signed_due_minor", rows),
      ", open ",
      write("open_due_minor", rows),
      ", noticed ",
      write("noticed_due_minor", rows),
      ", late ",
      write("late_due_minor", rows),
      `; ${plural(
        sum(rows, ({ renewals }) => renewals),
        "renewal",
      )}`,
    ],
  };
}

/** How the customers are, in three figures that lead to their pages: money in the lowest band, NPS, renewals ahead. */
export function overviewCare(page: Page): HTMLElement {
  const care: CareColumns | undefined = page.summary.care;
  return live(
    page,
    (view) => {
      const { company } = page.summary;
      const style: NumberStyle = {
        money: { currency: company.currency, exponent: company.exponent },
        basis: `all customers, as known on ${formatDate(company.as_of)}`,
      };
      const parts = [
        healthPart(view, rowsFromColumns<BandRow>(care?.bands ?? {}), style),
        npsPart(rowsFromColumns<NpsRow>(care?.nps ?? {}), style),
        duePart(rowsFromColumns<DueRow>(care?.due ?? {}), style),
      ].filter((part) => part !== null);
      if (parts.length === 0) return h("div");
      return h(
        "div",
        null,
        h(
          "p.subtitle",
          null,
          `How the customers are: all of them, as known on ${formatDate(company.as_of)}, whatever period or filter is chosen`,
        ),
        h(
          "ul.cards.care",
          { "aria-label": "How the customers are" },
          parts.map((part) => node(page, part)),
        ),
      );
    },
    { isQuiet: true },
  );
}
