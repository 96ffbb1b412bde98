import { cohorts, formatPeriod, OUTSIDE } from "@tideline/metrics";
import { loadCohortCharts } from "./cohort-charts.ts";
import { type CohortMeasure, cohortMeasure } from "./cohort-measures.ts";
import { panelOptions, writeCell } from "./cohort-panel.ts";
import { ofChosenProduct } from "./cohort-product.ts";
import { heatDomain, heatRows, measuredCell, type ShownRow, shownRows } from "./cohort-rows.ts";
import { cohortsOver, type ShownCohorts, untilMonth } from "./cohort-tables.ts";
import { h } from "./dom.ts";
import { plural } from "./format.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { inSentence, mrrWord } from "./words.ts";

const gap = 28;
const narrowest = 330;
const mostPanels = 6;

interface PanelRow {
  panel: string;
  shown: ShownCohorts;
  row: ShownRow;
}

/** The labels that have a triangle each: of the second cut, else of the first; the largest, by customers. */
function panelsOf(view: View): {
  panels: { label: string; shown: ShownCohorts; size: number }[];
  labels: number;
} {
  const { ledger, state } = view;
  const name = state.second ?? state.cut;
  if (!ledger || ledger.has_fx || name === null || state.label !== null) return { panels: [], labels: 0 };
  // One pass tells how large each label is; only the largest are followed.
  const { rows } = cohorts(ledger, { by: { cut: name }, until: untilMonth(view) });
  const sizes = rows
    .filter(({ cohort }) => cohort !== OUTSIDE)
    .sort((a, b) => b.size - a.size || (a.cohort < b.cohort ? -1 : 1));
  const panels = sizes.slice(0, mostPanels).map(({ cohort, size }) => ({
    label: cohort,
    shown: cohortsOver(view, ledger, panelOptions(view, cohort)),
    size,
  }));
  return { panels, labels: sizes.length };
}

function specOf(page: Page, view: View): FigureSpec<PanelRow> | null {
  const { panels, labels } = panelsOf(view);
  if (panels.length === 0) return null;
  const measure = cohortMeasure(view);
  const oldest = Math.max(
    ...panels.map(({ shown }) => shown.table.average.findLastIndex((cell) => cell !== null)),
  );
  const step = oldest > 36 ? 12 : oldest > 12 ? 6 : 1;
  const ages = Array.from({ length: Math.floor(oldest / step) + 1 }, (_, index) => index * step);
  const heats = panels.map(({ shown }) => heatRows(view, shown, { measure, ages }));
  const scale = heatDomain(heats.flat(), ages, measure);
  const title = inSentence((view.second ?? view.cut)?.title ?? "label");
  const rowsAre = view.second ? inSentence(view.cut?.title ?? "") : "start year";
  const rows = panels.flatMap(({ label, shown }) =>
    shownRows(shown).map((row): PanelRow => ({ panel: label, shown, row })),
  );
  return {
    claim: `The same by ${title}, each by ${rowsAre}, on one scale`,
    subtitle: `the ${panels.length} largest of ${plural(labels, "label")} of ${title} · ${inSentence(measure.name)}, ${measure.unit === "rate" ? "% of the first month" : measure.unit === "money" ? `${view.money.currency} a month` : "customers"} · to ${formatPeriod(untilMonth(view))}`,
    draw: async (width) => {
      const charts = await loadCohortCharts();
      const columns = Math.max(1, Math.floor((width + gap) / (narrowest + gap)));
      const each = Math.floor((width - gap * (columns - 1)) / columns);
      return h(
        "div.multiples",
        null,
        panels.map(({ label, size }, index) => {
          const heat = heats[index] ?? [];
          return h(
            "figure",
            null,
            h("figcaption", null, `${label || "(none)"} · ${plural(size, "customer")}`),
            charts.cohortHeat(heat.slice(0, -1), {
              width: each,
              ages,
              measure: `${measure.name} of ${label || "(none)"}`,
              sides: ["customers"],
              ...scale,
              average: heat.at(-1),
              strong: measure.unit === "rate" ? { from: 1, words: "bold: 100 % or more" } : undefined,
              small: fewCustomers,
              hasLegend: index === 0,
              onSelect: ({ key, age }) => page.show({ cell: writeCell({ cohort: key, age, label }) }),
            }),
          );
        }),
      );
    },
    caveat: `Labels are those a customer carried in its first month; a small cohort moves a lot when one customer leaves.${heats.flat().some(({ cells }) => cells.some((cell) => cell?.isFew)) ? ` Italics: fewer than ${fewCustomers} customers.` : ""}`,
    table: {
      columns: [
        { key: "label", name: title, unit: "text", value: ({ panel }) => panel },
        { key: "cohort", name: rowsAre, unit: "text", value: ({ row }) => row.name },
        { key: "size", name: "Customers", unit: "count", value: ({ row }) => row.size },
        {
          key: "opening_minor",
          name: `Opening ${mrrWord(view.state.basis)}`,
          unit: "money",
          value: ({ row }) => row.opening_minor,
          cell: ({ row, panel, shown }) =>
            number(
              {
                value: row.opening_minor,
                unit: "money",
                mart: shown.mart,
                key: `opening_minor ${panel} ${row.key} ${view.state.basis}`,
                method: "what they began with, a month",
              },
              numberStyle(view),
            ),
        },
        ...ages.map((age) => ({
          key: `age_${age}`,
          name: String(age),
          unit: unitOf(measure),
          value: ({ row, shown }: PanelRow) => measuredCell(view, shown, { measure, row, age }).value,
          cell: ({ row, shown, panel }: PanelRow) => {
            const measured = measuredCell(view, shown, { measure, row, age });
            return row.cells[age]
              ? number(
                  { ...measured, key: `${measured.key} panel ${panel}` },
                  { ...numberStyle(view), isBare: true },
                )
              : "";
          },
        })),
      ],
      rows,
    },
    definition: measure.definition,
  };
}

function unitOf({ unit }: CohortMeasure): "rate" | "money" | "count" {
  return unit === "rate" || unit === "money" ? unit : "count";
}

/** A small triangle for each label of the second cut, else of the cut; nothing without a cut. */
export function cohortMultiples(page: Page): HTMLElement {
  return figure<PanelRow>(page, "Cohorts by label", (view) => specOf(page, ofChosenProduct(view)), {
    usesLedger: true,
    usesCut: true,
  });
}
