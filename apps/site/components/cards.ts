import { changeNode, changeOf } from "./change.ts";
import { loadCharts } from "./charts.ts";
import { fewLost } from "./churn-verdicts.ts";
import { fill, h } from "./dom.ts";
import type { Figure } from "./figure.ts";
import { type FigureId, figures } from "./figures.ts";
import { definitionAddress } from "./frame.ts";
import { live } from "./live.ts";
import { figureName, lostBehind, measure, trend } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { onBasis } from "./words.ts";

/** A card: which figure, and how it is called here. */
export interface Card {
  id: FigureId;
  name?: string;
  method?: string;
  isSigned?: boolean;
}

/** The widths of a strip's lines by figure. */
interface Known {
  widths: Map<FigureId, number>;
  id: FigureId;
}

/**
 * Draws a line as wide as its place: at the width of the line it replaces, else once that is known, and when it changes: to
 * ask for it is to lay out the page.
 */
function drawLine(
  place: HTMLElement,
  { values, label, widths, id }: { values: readonly (number | null)[]; label: string } & Known,
): void {
  let drawn = 0;
  const draw = (width: number) => {
    drawn = width;
    widths.set(id, width);
    void loadCharts().then(({ sparkline }) => {
      if (drawn === width) fill(place, sparkline(values, { width, height: 28, label }));
    });
  };
  const before = widths.get(id);
  if (before !== undefined) draw(before);
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width !== drawn && width !== 0) draw(width);
  }).observe(place);
}

function cardNode(view: View, card: Card, widths: Known["widths"]): HTMLElement {
  const figure: Figure = figures[card.id];
  const key = view.period.period;
  const change = changeOf(view, card.id);
  const name = card.name ? onBasis(card.name, view.state.basis) : figureName(view, card.id);
  const line = h("span.line");
  const lost = lostBehind(view, card.id, key);
  const isFew = lost !== null && Number(lost.value) < fewLost;
  const values = trend(view, card.id, key);
  const span = figure.isAtMonthEnd ? `${values.length} months` : `${values.length} ${view.state.by}s`;
  if (values.filter((value) => value !== null).length > 1) {
    drawLine(line, { values, label: `${name}, ${span}`, widths, id: card.id });
  }
  return h(
    "li.card",
    { "data-card": card.id },
    h("span.name", null, h("a", { href: definitionAddress(figure.definition) }, name)),
    h(
      "span.value",
      null,
      number(measure(view, card.id, key), { ...numberStyle(view), isSigned: card.isSigned ?? false }),
      isFew && h("small", null, " few"),
    ),
    h("span.change", null, changeNode(view, change), ` vs ${change.against}`),
    line,
    h(
      "span.method",
      null,
      onBasis(card.method ?? figure.method, view.state.basis),
      lost && [
        "; rests on ",
        number(lost, numberStyle(view)),
        lost.value === 1 ? " customer lost" : " customers lost",
        isFew && ` (few: under ${fewLost})`,
      ],
    ),
  );
}

/** A strip of cards between two rules: name, value, change with its comparison, two-year line, method. */
export function cardStrip(page: Page, cards: readonly Card[]): HTMLElement {
  const widths: Known["widths"] = new Map();
  return live(
    page,
    (view) =>
      h(
        "ul.cards",
        { "aria-label": "Key figures" },
        cards.map((card) => cardNode(view, card, widths)),
      ),
    {
      isQuiet: true,
    },
  );
}
