import { formatDate } from "@tideline/metrics";
import { lastDay } from "./calendar.ts";
import { namedAndLargest } from "./claims.ts";
import { loadCohortCharts } from "./cohort-charts.ts";
import type { Columns } from "./data.ts";
import type { Child } from "./dom.ts";
import { plural } from "./format.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { type ShownCurve, type ShownSurvival, shownSurvival } from "./survival-data.ts";
import { medianDays, survivalAfter } from "./survival-numbers.ts";
import { anniversary, intervalWords, renewalMonths, survivalStyle } from "./survival-style.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";
import { inSentence, listed, quoted } from "./words.ts";

const mostCurves = 5;

/** The first anniversary that is known of all. */
const toldMonths = (view: View, shown: ShownSurvival): number | undefined =>
  renewalMonths.find((months) => survivalAfter(view, shown, { one: shown.all, months }).value !== null);

/** Who stays most and who least of all labels of a cut that are not few, however many are drawn; none of fewer than two. */
function furthest(view: View, shown: ShownSurvival): readonly ShownCurve[] {
  const months = toldMonths(view, shown);
  if (months === undefined || shown.labels.length < 2) return [];
  const known = shown.labels
    .filter((one) => one.curve.observations >= fewCustomers)
    .map((one) => ({ one, rate: survivalAfter(view, shown, { one, months }).value }))
    .filter(({ rate }) => rate !== null)
    .toSorted((a, b) => (b.rate ?? 0) - (a.rate ?? 0));
  const [first, last] = [known[0], known.at(-1)];
  return first && last && first !== last ? [first.one, last.one] : [];
}

/** The curves that are drawn: those of the claim and the largest labels of a cut, else all who are shown. */
function drawnCurves(view: View, shown: ShownSurvival): readonly ShownCurve[] {
  if (shown.labels.length < 2) return [{ ...shown.all, name: "All" }];
  return namedAndLargest(shown.labels, furthest(view, shown), mostCurves);
}

function claim(view: View, shown: ShownSurvival): Child {
  const style = survivalStyle(view);
  const { all, test } = shown;
  const { observations, events } = all.curve;
  if (observations === 0) return "Nobody was followed";
  const at = (one: ShownCurve, months: number) => survivalAfter(view, shown, { one, months });
  const months = toldMonths(view, shown);
  if (months === undefined) return `${events} of ${plural(observations, "customer")} left so far`;
  const [first, last] = furthest(view, shown);
  const isSplit = first && last;
  if (!isSplit && events === observations) {
    const half = number(medianDays(view, shown, { one: all, of: "time" }), style);
    return ["Everybody who was followed has left, half within ", half, " days"];
  }
  if (!isSplit)
    return [`After ${months} months `, number(at(all, months), style), " of all who began are still there"];
  const p = test?.p ?? null;
  return [
    `After ${months} months `,
    number(at(first, months), style),
    ` of ${quoted(first.name)} are still there, `,
    number(at(last, months), style),
    ` of ${quoted(last.name)}`,
    p === null
      ? ""
      : p < 0.05
        ? "; the labels differ by more than chance"
        : "; the labels may differ by chance",
  ];
}

/** The months at which those at risk are counted: about ten of them up to the longest stay. */
function riskMonths(shown: ShownSurvival): number[] {
  const longest = shown.all.curve.steps.at(-1)?.time ?? 0;
  const months = Math.floor((longest * 12) / 365.25);
  const step = [1, 3, 6, 12, 24, 60].find((one) => months / one <= 11) ?? 120;
  return Array.from({ length: Math.floor(months / step) + 1 }, (_, index) => index * step);
}

interface StepRow {
  one: ShownCurve;
  months: number;
  atRisk: number;
}

function columnsOf(view: View, shown: ShownSurvival): Column<StepRow>[] {
  const rate = (of: "survival" | "lower" | "upper", name: string): Column<StepRow> => ({
    key: of,
    name,
    unit: "rate",
    value: (row) => survivalAfter(view, shown, { ...row, of }).value,
    cell: (row) => number(survivalAfter(view, shown, { ...row, of }), survivalStyle(view)),
  });
  return [
    { key: "label", name: "Customers", unit: "text", value: ({ one }) => one.name },
    { key: "months", name: "Months", unit: "count", value: ({ months }) => months },
    rate("survival", "Still there"),
    rate("lower", "at least"),
    rate("upper", "at most"),
    { key: "at_risk", name: "At risk", unit: "count", value: ({ atRisk }) => atRisk },
  ];
}

function caveat({ all, labels }: ShownSurvival): string {
  const rest = labels.length - mostCurves;
  return [
    "Kaplan-Meier, in days from the first day of the first balance; the event is the first churn or archive, and who is still there counts as long as it was followed.",
    `Dotted lines: ${listed(renewalMonths.map(String))} months, where annual terms fall due.`,
    all.late > 0
      ? `${plural(all.late, "customer")} began before the history does and ${all.late === 1 ? "counts" : "count"} from there on (delayed entry).`
      : "",
    rest > 0
      ? `Drawn are the largest labels and those of the claim; ${plural(rest, "other")} ${rest === 1 ? "is" : "are"} in the table below.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function specOf(page: Page, view: View, file: Columns): FigureSpec<StepRow> | null {
  const shown = shownSurvival(page, view, file);
  const by = [view.cutTitle, view.second?.title].flatMap((title) => (title ? [inSentence(title)] : []));
  const split = by.length > 0 && view.state.label === null ? `, by ${by.join(" and ")} at the start` : "";
  const end = formatDate(lastDay(view.company.last_month ?? view.period.last_month));
  const subtitle = `${view.who}${split} · share still there, % · ${view.state.basis}, followed to ${end}`;
  if (!shown)
    return {
      claim: "How long customers stay",
      subtitle,
      draw: async () => ledgerMessage(page),
      table: { columns: [], rows: [] },
      definition: "survivalAt",
    };
  const months = riskMonths(shown);
  const days = months.map(anniversary);
  const curves = drawnCurves(view, shown).map((one) => ({ one, atRisk: shown.atRisk(one.key, days) }));
  return {
    claim: claim(view, shown),
    subtitle,
    caveat: caveat(shown),
    draw: async (width) =>
      (await loadCohortCharts()).survivalCurves(
        curves.map(({ one, atRisk }) => ({ key: one.key, name: one.name, steps: one.curve.steps, atRisk })),
        { width, months, renewals: renewalMonths, interval: intervalWords(view) },
      ),
    table: {
      columns: columnsOf(view, shown),
      rows: curves.flatMap(({ one, atRisk }) =>
        months.map((month, index): StepRow => ({ one, months: month, atRisk: atRisk[index] ?? 0 })),
      ),
    },
    definition: "survivalAt",
  };
}

/** Survival curves of all customers, or by label of a cut, with intervals and numbers at risk. */
export function survivalFigure(page: Page, file: Columns): HTMLElement {
  return figure<StepRow>(page, "Survival", (view) => specOf(page, view, file), {
    usesLedger: true,
    usesCut: true,
  });
}
