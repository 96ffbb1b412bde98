import { formatPeriod } from "@tideline/metrics";
import { type Compared, type ComparedLabel, claimable, comparedBy } from "./compare-data.ts";
import { metricOf, productChoice } from "./compare-metric.ts";
import { h } from "./dom.ts";
import { textButton } from "./figure-actions.ts";
import { figures } from "./figures.ts";
import { live } from "./live.ts";
import { figureName } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import { dataTable } from "./table.ts";
import type { View } from "./view.ts";
import { inSentence } from "./words.ts";

interface Spread {
  found: Compared;
  best: ComparedLabel;
  worst: ComparedLabel;
  spread: number;
}

/** Every cut with its best and worst label of enough customers, the widest apart first. */
function spreadsOf(page: Page, view: View): Spread[] {
  return page.summary.cuts
    .flatMap(({ name, title }): Spread[] => {
      const found = comparedBy(page, view, { name, title, isAtEnd: true });
      const labels = found ? claimable(found) : [];
      const [best, worst] = [labels[0], labels.at(-1)];
      if (!found || !best || !worst || best === worst) return [];
      return [
        { found, best, worst, spread: Math.abs((best.measured.value ?? 0) - (worst.measured.value ?? 0)) },
      ];
    })
    .sort((a, b) => b.spread - a.spread || (a.found.cut.title < b.found.cut.title ? -1 : 1));
}

function nodeOf(page: Page, view: View): Node {
  if (!view.ledger || page.summary.cuts.length === 0 || productChoice(view).of === "each") return h("span");
  const rows = spreadsOf(page, view);
  const metric = metricOf(view);
  const name = figureName(view, metric);
  const first = rows[0];
  if (!first)
    return h("p.note", null, `No cut has two labels of at least ${fewCustomers} customers to compare.`);
  const cell = ({ label, measured, customers }: ComparedLabel, { found }: Spread) =>
    h(
      "span",
      null,
      `${label || "(no label)"} `,
      number(measured, numberStyle(found.view)),
      ` (${customers})`,
    );
  return h(
    "div.table-section",
    { "data-table": "compare-spread" },
    h("h2", null, `${first.found.cut.title} tells customers furthest apart in ${inSentence(name)}`),
    h(
      "p.subtitle",
      null,
      `every cut, its best and its worst label of at least ${fewCustomers} customers, with how many · ${inSentence(name)} · to ${formatPeriod(view.period.last_month)}`,
    ),
    dataTable<Spread>(
      [
        {
          key: "cut",
          name: "Cut",
          unit: "text",
          value: ({ found }) => found.cut.title,
          cell: ({ found }) =>
            textButton(found.cut.title, () => page.set({ cut: found.cut.name, second: null, label: null })),
        },
        {
          key: "best",
          name: "Best",
          unit: "text",
          value: ({ best }) => best.label,
          cell: (row) => cell(row.best, row),
        },
        {
          key: "worst",
          name: "Worst",
          unit: "text",
          value: ({ worst }) => worst.label,
          cell: (row) => cell(row.worst, row),
        },
        {
          key: "spread",
          name: "Apart",
          unit: figures[metric].unit === "money" ? "money" : "rate",
          value: ({ spread }) => spread,
          cell: ({ spread, found }) =>
            number(
              {
                value: spread,
                unit: figures[metric].unit === "money" ? "money" : "points",
                mart: `ledger-${view.state.basis}`,
                key: `spread ${metric} ${found.cut.name}`,
                method: "best less worst",
              },
              { ...numberStyle(found.view), isSigned: false },
            ),
        },
      ],
      rows,
      { caption: `${name}: best and worst label of every cut` },
    ),
  );
}

/** Which cut tells customers furthest apart? Every cut with its best and worst label; one opens. */
export function compareSpread(page: Page): HTMLElement {
  return live(page, (view) => nodeOf(page, view), { usesLedger: true, isQuiet: true });
}
