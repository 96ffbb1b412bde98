import {
  type CohortCell,
  formatPercent,
  formatPeriod,
  grrCohort,
  logoRetention,
  nrrCohort,
} from "@tideline/metrics";
import { loadCohortCharts } from "./cohort-charts.ts";
import { claimAge } from "./cohort-figure.ts";
import { ofChosenProduct } from "./cohort-product.ts";
import { type ShownRow, shownRows } from "./cohort-rows.ts";
import { type CohortsFile, monthlyCohorts, type ShownCohorts, untilMonth } from "./cohort-tables.ts";
import { h } from "./dom.ts";
import { plural } from "./format.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { ledgerMessage, live } from "./live.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { isWhole } from "./state.ts";
import { numberStyle, selectionKey } from "./style.ts";
import type { View } from "./view.ts";
import { mrrWord, whyNoLabelRates } from "./words.ts";

const rates = [
  { key: "nrrCohort", name: "Net revenue", rate: nrrCohort },
  { key: "logoRetention", name: "Logos", rate: logoRetention },
  { key: "grrCohort", name: "Gross revenue", rate: grrCohort },
] as const;

type Rate = (typeof rates)[number];

function averageOf(shown: ShownCohorts): ShownRow | undefined {
  return shownRows(shown).at(-1);
}

function measured(view: View, shown: ShownCohorts, { key, rate }: Rate, age: number): Measured {
  const cell = shown.table.average[age] ?? null;
  return {
    value: cell && rate(cell),
    unit: "rate",
    mart: shown.mart,
    key: `${key} average age ${age}${selectionKey(view)}`,
    method: "of the sums over the cohorts that are this old",
    reason: "no cohort is that old",
  };
}

/** "are still there"; of one product "still have it". */
function stillThere({ product }: View, customers: number): string {
  if (product !== undefined) return customers === 1 ? "still has it" : "still have it";
  return customers === 1 ? "is still there" : "are still there";
}

interface AgeRow {
  age: number;
  cell: CohortCell;
}

function specOf(view: View, file: CohortsFile): FigureSpec<AgeRow> | null {
  const shown = monthlyCohorts(view, file);
  const average = shown && averageOf(shown);
  if (!shown || !average) return null;
  const all = average.cells.flatMap((cell, age): AgeRow[] => (cell ? [{ age, cell }] : []));
  const many = all.filter(({ cell }) => cell.opening_logos >= fewCustomers);
  const known = many.length > 1 ? many : all;
  const ages = known.map(({ age }) => age);
  const style = numberStyle(view);
  // The oldest age that a tenth of all who began have reached: what is claimed does not rest on the first few.
  const everybody = known[0]?.cell.opening_logos ?? 0;
  const last = known.toReversed().find(({ cell }) => cell.opening_logos * 10 >= everybody);
  const end = known.at(-1);
  return {
    claim:
      last && last.age > 0
        ? [
            `After ${plural(last.age, "month")} `,
            number(measured(view, shown, rates[1], last.age), style),
            ` of ${plural(last.cell.opening_logos, "customer")} ${stillThere(view, last.cell.opening_logos)}, with `,
            number(measured(view, shown, rates[0], last.age), style),
            ` of the ${mrrWord(view.state.basis)} they all began with`,
          ]
        : "The average cohort by age",
    subtitle: `${view.who}, average of all cohorts that are so old, weighted by what they began with · % of the first month · to ${formatPeriod(untilMonth(view))}`,
    draw: async (width) =>
      (await loadCohortCharts()).ageLines(
        rates.map(({ key, name, rate }) => ({ key, name, values: known.map(({ cell }) => rate(cell)) })),
        {
          width,
          ages,
          measure: "Retention of the average cohort",
          format: (value) => formatPercent(value, { digits: 0 }),
          reference: 1,
        },
      ),
    caveat: end
      ? `The further right, the fewer and older the cohorts: after ${plural(end.age, "month")}, at their end, the lines rest on ${plural(end.cell.opening_logos, "customer")}.${last && last.age > 0 && last !== end ? " The claim takes the last month that a tenth of all have reached." : ""}`
      : undefined,
    table: {
      columns: [
        { key: "age_months", name: "Months", unit: "count", value: ({ age }) => age },
        ...rates.map((one) => ({
          key: one.key,
          name: one.name,
          unit: "rate" as const,
          value: ({ cell }: AgeRow) => one.rate(cell),
          cell: ({ age }: AgeRow) => number(measured(view, shown, one, age), style),
        })),
        {
          key: "opening_logos",
          name: "Customers that old",
          unit: "count",
          value: ({ cell }) => cell.opening_logos,
        },
      ],
      rows: all,
    },
    definition: "nrrCohort",
  };
}

/** Logo, gross and net retention of the average cohort by age, as lines. */
export function cohortAverage(page: Page, file: CohortsFile): HTMLElement {
  return figure<AgeRow>(page, "The average cohort by age", (view) => specOf(ofChosenProduct(view), file), {
    usesLedger: true,
  });
}

function sentence(page: Page, view: View, file: CohortsFile): Node {
  const shown = monthlyCohorts(view, file);
  if (!shown)
    return view.ledger?.has_fx
      ? h("p.lead", null, `Cohorts by label are n/a: ${whyNoLabelRates}.`)
      : ledgerMessage(page);
  const rows = shownRows(shown);
  const age = claimAge(rows);
  if (rows.length === 0)
    return h(
      "p.lead",
      null,
      `Nobody began in the months up to ${formatPeriod(untilMonth(view))}, so there is no cohort to follow.`,
    );
  const style = { ...numberStyle(view), isStrong: true };
  const write = (rate: Rate, at: number) => number(measured(view, shown, rate, at), style);
  if (age < 1)
    return h(
      "p.lead",
      null,
      `Every customer began in ${formatPeriod(untilMonth(view))}: what stays of them can be told from next month on.`,
    );
  const later = (rows.at(-1)?.cells[24] ?? null) !== null && age === 12;
  const verb = view.state.basis === "live" ? "pay" : "have committed";
  return h(
    "p.lead",
    null,
    `${plural(age, "month")} after their first${view.product === undefined ? "" : ` with ${view.product}`}, `,
    write(rates[1], age),
    ` of customers ${view.product === undefined ? "are still there" : "still have it"} and ${verb} `,
    write(rates[0], age),
    " of what they all began with, ",
    write(rates[2], age),
    " without growth",
    later
      ? [`; after 24 months `, write(rates[1], 24), ", ", write(rates[0], 24), " and ", write(rates[2], 24)]
      : "",
    isWhole(view.state) ? "." : ` (${view.who}).`,
  );
}

/** "Do the customers we win stay and grow?" in one sentence of live numbers. */
export function cohortAnswer(page: Page, file: CohortsFile): HTMLElement {
  return live(page, (view) => sentence(page, ofChosenProduct(view), file), {
    className: "answer",
    usesLedger: true,
  });
}
