import { formatPeriod } from "@tideline/metrics";
import { loadCohortCharts } from "./cohort-charts.ts";
import { type CohortMeasure, cohortMeasure } from "./cohort-measures.ts";
import { writeCell } from "./cohort-panel.ts";
import { ofChosenProduct } from "./cohort-product.ts";
import { heatDomain, heatRows, measuredCell, type ShownRow, shownRows } from "./cohort-rows.ts";
import { type CohortsFile, type ShownCohorts, shownAges, shownCohorts, untilMonth } from "./cohort-tables.ts";
import type { Child } from "./dom.ts";
import { plural } from "./format.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";
import { capital, inSentence, mrrWord, quoted, whyNoLabelRates } from "./words.ts";

/** The age a claim speaks of: twelve months, or the oldest shown where cohorts are younger. */
export function claimAge(rows: readonly ShownRow[]): number {
  const average = rows.at(-1)?.cells ?? [];
  return Math.min(
    12,
    average.findLastIndex((cell) => cell !== null),
  );
}

/**
 * The rows of enough customers that are highest and lowest at the claim's age, none where fewer than two differ or the measure
 * is no rate; and whether rows of few customers were left out.
 */
function extremes(rows: readonly ShownRow[], measure: CohortMeasure) {
  const age = claimAge(rows);
  const all = rows.flatMap((row) => {
    const cell = row.cells[age];
    const value = cell && !row.isAverage ? measure.value(cell) : null;
    return cell && value !== null ? [{ row, value, logos: cell.opening_logos }] : [];
  });
  const known = all.filter(({ logos }) => logos >= fewCustomers);
  const [first, ...rest] = known;
  const lowest = first && rest.reduce((low, one) => (one.value < low.value ? one : low), first);
  const highest = first && rest.reduce((high, one) => (one.value > high.value ? one : high), first);
  const hasTwo = measure.unit === "rate" && lowest && highest && lowest !== highest;
  return {
    ends: hasTwo ? { highest: highest.row, lowest: lowest.row } : null,
    leavesOut: known.length < all.length,
  };
}

function claim(view: View, shown: ShownCohorts, measure: CohortMeasure): Child {
  const rows = shownRows(shown);
  const age = claimAge(rows);
  const average = rows.at(-1);
  const style = numberStyle(view);
  if (!average || age < 1) return `${measure.name} by ${inSentence(shown.rows)}`;
  const write = (row: ShownRow) => number(measuredCell(view, shown, { measure, row, age }), style);
  const { ends, leavesOut } = extremes(rows, measure);
  const nameOf = ({ name }: ShownRow) => (isOfLabels(shown) ? quoted(name) : name);
  return [
    `After ${plural(age, "month")} ${measure.lead} `,
    write(average),
    ` ${measure.of}`,
    ends
      ? [
          leavesOut ? `; of those of at least ${fewCustomers} customers ` : "; ",
          nameOf(ends.highest),
          " is highest (",
          write(ends.highest),
          "), ",
          nameOf(ends.lowest),
          " lowest (",
          write(ends.lowest),
          ")",
        ]
      : "",
  ];
}

/** The columns of the table behind a triangle. */
export function cohortColumns(
  view: View,
  shown: ShownCohorts,
  { measure, ages }: { measure: CohortMeasure; ages: readonly number[] },
): Column<ShownRow>[] {
  const style = numberStyle(view);
  const side = (
    column: "size" | "opening_minor",
    name: string,
    unit: "count" | "money",
  ): Column<ShownRow> => ({
    key: column,
    name,
    unit,
    value: (row) => row[column],
    cell: (row) =>
      number(
        {
          value: row[column],
          unit,
          mart: shown.mart,
          key: `${column} ${row.isAverage ? "all" : row.key} age 0 ${view.state.basis}`,
          method: unit === "count" ? "customers who began" : "what they began with, a month",
        },
        style,
      ),
  });
  return [
    {
      key: "cohort",
      name: capital(shown.rows),
      unit: "text",
      value: ({ key, name, isAverage }) => (isAverage ? name : key),
      cell: ({ name }) => name,
    },
    side("size", "Customers", "count"),
    side("opening_minor", `Opening ${mrrWord(view.state.basis)}`, "money"),
    ...ages.map(
      (age): Column<ShownRow> => ({
        key: `${measure.column.split(" ")[0]}_age_${age}`,
        name: `${age}`,
        unit: measure.unit === "rate" ? "rate" : measure.unit === "money" ? "money" : "count",
        value: (row) => measuredCell(view, shown, { measure, row, age }).value,
        cell: (row) =>
          row.cells[age]
            ? number(measuredCell(view, shown, { measure, row, age }), { ...style, isBare: true })
            : "",
      }),
    ),
  ];
}

/** Whether the rows are labels of a cut rather than start periods. */
const isOfLabels = ({ table }: ShownCohorts) => !["month", "quarter", "year"].includes(table.by);

function caveatOf(view: View, shown: ShownCohorts): string {
  const { left_out } = shown.table;
  const isLabel = isOfLabels(shown);
  const past = `Months count from each customer's own first; what lies past ${formatPeriod(untilMonth(view))} is blank, not 0.`;
  const who = isLabel
    ? " A label's cell holds, then and now, only customers who are that old; labels are those of the first month."
    : " A cell waits until every customer of its cohort is that old.";
  const out =
    left_out > 0
      ? ` ${plural(left_out, "customer")} who began before the first month ${left_out === 1 ? "is" : "are"} left out.`
      : "";
  const arpa =
    view.state.own.measure === "arpa"
      ? " As small customers leave, ARPA rises without anybody paying more."
      : "";
  const product =
    view.product === undefined
      ? ""
      : ` A customer's first month is its first with ${view.product}, whatever it had before; a customer of several products is in the cohorts of each.`;
  return past + product + who + arpa + out;
}

function specOf(page: Page, view: View, file: CohortsFile): FigureSpec<ShownRow> | null {
  const shown = shownCohorts(view, file);
  const measure = cohortMeasure(view);
  if (!shown) {
    const why = view.ledger?.has_fx ? `Cohorts by label are n/a: ${whyNoLabelRates}.` : "";
    return {
      claim: `${measure.name} by cohort`,
      subtitle: view.who,
      draw: async () => {
        if (!why) return ledgerMessage(page);
        return (await loadCohortCharts()).missing(why);
      },
      table: { columns: [], rows: [] },
      definition: measure.definition,
    };
  }
  const ages = shownAges(view, shown.table);
  const rows = heatRows(view, shown, { measure, ages });
  const isShare = measure.unit === "rate";
  const isLines = view.state.own.look === "lines";
  const canOpen = view.ledger !== null && !view.ledger.has_fx;
  return {
    claim: claim(view, shown, measure),
    subtitle: `${view.who}, by ${inSentence(shown.rows)} · ${inSentence(measure.name)}, ${isShare ? "% of the first month" : measure.unit === "money" ? `${view.money.currency} a month` : "customers"} · to ${formatPeriod(untilMonth(view))}`,
    caveat: caveatOf(view, shown),
    hint: isLines
      ? undefined
      : canOpen
        ? "Choose a cell to see its customers; arrow keys lead from cell to cell."
        : undefined,
    draw: async (width) => {
      const charts = await loadCohortCharts();
      const { ends } = extremes(shownRows(shown), measure);
      const claimed = new Set([ends?.highest.key, ends?.lowest.key]);
      if (isLines) return linesOf(charts, { rows, claimed, ages, measure, width });
      const average = rows.at(-1);
      return charts.cohortHeat(rows.slice(0, -1), {
        width,
        ages,
        measure: measure.name,
        sides: ["customers", `opening ${mrrWord(view.state.basis)}`],
        ...heatDomain(rows, ages, measure),
        average:
          isShare || measure.column.startsWith("cohortArpa")
            ? average
            : average && { ...average, name: "Sum" },
        strong: isShare ? { from: 1, words: "bold: 100 % or more" } : undefined,
        small: fewCustomers,
        ...(canOpen
          ? {
              onSelect: ({ key, age }: { key: string; age: number }) =>
                page.show({ cell: writeCell({ cohort: key, age }) }),
            }
          : {}),
      });
    },
    table: { columns: cohortColumns(view, shown, { measure, ages }), rows: shownRows(shown) },
    definition: measure.definition,
  };
}

type Lines = {
  rows: ReturnType<typeof heatRows>;
  /** Rows the claim names. */
  claimed: ReadonlySet<string | undefined>;
  ages: readonly number[];
  measure: CohortMeasure;
  width: number;
};

function linesOf(
  charts: Awaited<ReturnType<typeof loadCohortCharts>>,
  { rows, claimed, ages, measure, width }: Lines,
): Element {
  // Few customers would set the scale, where other cohorts have more.
  const hasMany = rows.some(({ key, cells }) => key !== "" && cells.some((cell) => cell?.isFew === false));
  const value = (cell: (typeof rows)[number]["cells"][number]) =>
    cell === null || (hasMany && cell.isFew) ? null : cell.value;
  const own = rows.slice(0, -1).filter(({ cells }) => cells.some((cell) => value(cell) !== null));
  const reach = ({ cells }: (typeof own)[number]) => cells.findLastIndex((cell) => value(cell) !== null);
  const named = new Set(
    own
      .filter((row) => reach(row) > 0)
      .sort((a, b) => Number(claimed.has(b.key)) - Number(claimed.has(a.key)) || reach(b) - reach(a))
      .slice(0, own.length <= 6 ? 6 : 3)
      .map(({ key }) => key),
  );
  return charts.ageLines(
    [...own, ...rows.slice(-1)].map(({ key, name, cells }) => ({
      key,
      name,
      values: cells.map(value),
      look: key === "" ? ("average" as const) : named.has(key) ? ("named" as const) : ("quiet" as const),
    })),
    {
      width,
      ages,
      measure: measure.name,
      format: measure.unit === "rate" ? (value) => `${measure.short(value)} %` : measure.long,
      reference: measure.unit === "rate" ? 1 : undefined,
    },
  );
}

/** The triangle of the page: a heat map or lines, of the measure and the unit chosen. */
export function cohortFigure(page: Page, file: CohortsFile): HTMLElement {
  return figure<ShownRow>(page, "Cohorts", (view) => specOf(page, ofChosenProduct(view), file), {
    usesLedger: true,
    usesCut: true,
  });
}
