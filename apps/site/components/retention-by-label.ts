import { formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { type LabelRange, labelRange, namedAndLargest } from "./claims.ts";
import { type Child, h } from "./dom.ts";
import { figures } from "./figures.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { rankedLabels } from "./label-table.ts";
import { measure } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers, type MonthRow, monthRows, rateLine } from "./rate-line.ts";
import type { Series } from "./series.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { inSentence, whyNoLabelRates } from "./words.ts";

const names = { nrr: "NRR", grr: "GRR" } as const;
const definitions = { nrr: "nrrCohort", grr: "grrCohort" } as const;

const mostLines = 5;

function claim(view: View, id: "nrr" | "grr", ranked: readonly Series[], range: LabelRange | null): Child {
  if (!range) return `${names[id]} by ${inSentence(view.cut?.title ?? "label")}`;
  const end = (label: string): Child => {
    const series = ranked.find((one) => one.label === label) ?? view.series;
    return [number(measure(view, id, view.state.to, series), numberStyle(view)), ` (${label || "(none)"})`];
  };
  const among =
    range.rated < ranked.length
      ? `Among the ${range.rated} of ${ranked.length} labels that had ${fewCustomers} customers or more, `
      : "";
  return [`${among}${names[id]} runs from `, end(range.lowest), " to ", end(range.highest)];
}

function specOf(view: View, id: "nrr" | "grr"): FigureSpec<MonthRow> | null {
  const { cut } = view;
  if (!cut || view.state.label !== null) return null;
  const ranked = rankedLabels(view);
  const key = view.state.to;
  const range = labelRange(
    ranked.map((series) => ({
      label: series.label ?? "",
      rate: figures[id].value(series, key),
      customers: figures[id].customers(series, key),
    })),
    fewCustomers,
  );
  const named = ranked.filter(({ label }) => label === range?.lowest || label === range?.highest);
  const labels = namedAndLargest(ranked, named, mostLines);
  const name = names[id];
  const style = numberStyle(view);
  const title = inSentence(cut.title);
  return {
    claim: claim(view, id, ranked, range),
    subtitle: `${labels.length < ranked.length ? `${labels.length} of ${ranked.length} labels of ${title}, the largest and those of the claim` : `by ${title}`} · ${name}, 12-month cohort by the label then, % · to ${formatPeriod(view.period.last_month)}`,
    draw: async (width) => {
      if (view.ledger?.has_fx) return h("p.chart-missing", null, `${name} is n/a: ${whyNoLabelRates}.`);
      return (await loadCharts()).rateLines(
        labels.map((series) => rateLine(view, id, series.label || "(none)", series, 24)),
        { width, measure: name, reference: { value: 1, label: "100 %" } },
      );
    },
    table: {
      columns: [
        {
          key: "report_month",
          name: "Month",
          unit: "text",
          value: ({ month }) => month,
          cell: ({ month }) => formatPeriod(month),
        },
        ...labels.map((series) => ({
          key: `${id} ${series.label}`,
          name: series.label || "(none)",
          unit: "rate" as const,
          value: ({ month }: MonthRow) => measure(view, id, month, series).value,
          cell: ({ month }: MonthRow) => number(measure(view, id, month, series), style),
        })),
      ],
      rows: monthRows(view, 24),
    },
    definition: definitions[id],
  };
}

/** NRR or GRR by label as lines: the worst, the best and the largest labels of the chosen cut; nothing without a cut. */
export function retentionByLabel(page: Page, id: "nrr" | "grr"): HTMLElement {
  return figure<MonthRow>(page, `${names[id]} by label`, (view) => specOf(view, id), {
    usesLedger: true,
    usesCut: true,
  });
}
