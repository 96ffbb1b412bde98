import { formatPeriod } from "@tideline/metrics";
import { loadMore } from "./charts.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { rankedLabels } from "./label-table.ts";
import { measure } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { type MonthRow, monthRows, rateLine } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { inSentence } from "./words.ts";

const names = { nrr: "NRR", grr: "GRR" } as const;
const definitions = { nrr: "nrrCohort", grr: "grrCohort" } as const;

function specOf(view: View, id: "nrr" | "grr"): FigureSpec<MonthRow> | null {
  const { cut } = view;
  if (!cut || view.state.label !== null) return null;
  const labels = rankedLabels(view).slice(0, 5);
  const key = view.state.to;
  const name = names[id];
  const style = numberStyle(view);
  const rated = labels
    .map((series) => ({ series, measured: measure(view, id, key, series) }))
    .filter(({ measured }) => measured.value !== null)
    .sort((a, b) => (b.measured.value ?? 0) - (a.measured.value ?? 0));
  const [best, worst] = [rated[0], rated.at(-1)];
  const title = inSentence(cut.title);
  return {
    claim:
      best && worst && best !== worst
        ? [
            `${name} runs from `,
            number(worst.measured, style),
            ` (${worst.series.label}) to `,
            number(best.measured, style),
            ` (${best.series.label})`,
          ]
        : `${name} by ${title}`,
    subtitle: `the ${labels.length} largest labels of ${title} · ${name}, 12-month cohort by the label then, % · to ${formatPeriod(view.period.last_month)}`,
    draw: async (width) =>
      (await loadMore()).rateLines(
        labels.map((series) => rateLine(view, id, series.label || "(none)", series, 24)),
        { width, measure: name, reference: { value: 1, label: "100 %" } },
      ),
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

/** NRR or GRR by label as lines, the five largest labels of the chosen cut; nothing without a cut. */
export function retentionByLabel(page: Page, id: "nrr" | "grr"): HTMLElement {
  return figure<MonthRow>(page, `${names[id]} by label`, (view) => specOf(view, id), {
    usesLedger: true,
    usesCut: true,
  });
}
