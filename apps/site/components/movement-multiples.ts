import { formatMoneyCompact, type PeriodRow } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { h } from "./dom.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { rankedLabels } from "./label-table.ts";
import { drawnKinds, periodColumns } from "./movement-columns.ts";
import type { Page } from "./page.ts";
import { writeQuery } from "./rows-query.ts";
import type { Series } from "./series.ts";
import { periodName, type View } from "./view.ts";
import { inSentence, mrrWord } from "./words.ts";

const gap = 28;
const narrowest = 300;

function domainOf(rows: readonly PeriodRow[]): [number, number] {
  let low = 0;
  let high = 0;
  for (const row of rows) {
    const amounts = drawnKinds.map((kind) => row[`${kind}_minor`]);
    low = Math.min(
      low,
      amounts.reduce((sum, amount) => sum + Math.min(0, amount), 0),
    );
    high = Math.max(
      high,
      amounts.reduce((sum, amount) => sum + Math.max(0, amount), 0),
    );
  }
  return [low, high];
}

function specOf(page: Page, view: View): FigureSpec<PeriodRow> | null {
  const { cut } = view;
  if (!cut || view.state.label !== null) return null;
  const labels = rankedLabels(view).slice(0, 6);
  if (labels.length === 0) return null;
  const keys = view.periods.slice(-12).map(({ period }) => period);
  const rowsOf = (series: Series) => keys.flatMap((key) => series.period(key) ?? []);
  const rows = labels.flatMap(rowsOf);
  const domain = domainOf(rows);
  const closing = labels.reduce((sum, series) => sum + (series.period(view.state.to)?.closing_minor ?? 0), 0);
  const part = `${formatMoneyCompact(closing, view.money)} of ${formatMoneyCompact(view.sums().closing_minor, view.money)} ${mrrWord(view.state.basis)}`;
  return {
    claim: `What each ${inSentence(cut.title)} gained and lost, on one scale`,
    subtitle: `the ${labels.length} largest of ${cut.series.length} labels, ${part} · movements in ${view.money.currency} a month by ${view.state.by} · to ${periodName(view.period)}`,
    draw: async (width) => {
      const { movementBars } = await loadCharts();
      const columns = Math.max(1, Math.floor((width + gap) / (narrowest + gap)));
      const each = Math.floor((width - gap * (columns - 1)) / columns);
      const one = (series: Series) =>
        h(
          "figure",
          null,
          h("figcaption", null, series.label || "(none)"),
          movementBars(rowsOf(series), {
            width: each,
            height: 170,
            domain,
            measure: mrrWord(view.state.basis),
            ...view.money,
            onSelect: ({ kinds, period }) =>
              page.show({ rows: writeQuery({ kinds, period, label: series.label ?? "" }) }),
          }),
        );
      return h("div.multiples", null, labels.map(one));
    },
    caveat:
      "A month's movements carry the label a customer had at the end of the month before; a changed label is moved, neither won nor lost.",
    table: {
      columns: [
        { key: cut.name, name: cut.title, unit: "text", value: ({ label }) => label },
        ...periodColumns(view, rows),
      ],
      rows,
    },
    definition: "movements",
  };
}

/** Movement bars of the six largest labels of the chosen cut, on one scale; nothing without a cut. */
export function movementMultiples(page: Page): HTMLElement {
  return figure<PeriodRow>(page, "MRR movements by label", (view) => specOf(page, view), {
    usesLedger: true,
    usesCut: true,
  });
}
