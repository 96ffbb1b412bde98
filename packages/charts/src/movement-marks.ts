import { formatMoney } from "@tideline/metrics";
import type { ScaleBand } from "d3";
import type { MoneyOptions } from "./chart-options.ts";
import type { ChoosableMark } from "./choose-marks.ts";
import type { LinearScale } from "./linear-scale.ts";
import type { MovementGroup } from "./movement-groups.ts";
import { periodLabel } from "./period-label.ts";
import { type ListedKind, listedKinds } from "./rows.ts";
import { spreadLabels } from "./spread-labels.ts";
import type { Piece, Stack } from "./stack-movements.ts";
import { svgElement, svgText } from "./svg.ts";
import { lineHeight, theme } from "./theme.ts";

/** What the reader chose: one colour of one period. */
export type MovementSelection = {
  period: string;
  /** The group's key: "new", "expansion", "contraction", "churn" or "other". */
  kind: string;
  /** The ledger kinds in it, as `customersBehind` takes them. */
  kinds: readonly ListedKind[];
};

/** What the marks are drawn with. */
export type MovementDrawing = MoneyOptions & {
  document: Document;
  /** Prefix of pattern ids. */
  id: string;
  x: ScaleBand<number>;
  y: LinearScale;
  selected: { period: string; kind?: string } | null;
  onSelect: ((selection: MovementSelection) => void) | undefined;
};

/** The pieces of a period that can be chosen, gains above losses for the arrow keys. */
export type PeriodBar = { element: SVGGElement; choosable: ChoosableMark[] };

/** One period's pieces, each a mark, and the tick of its net. */
export function periodBar(stack: Stack, column: number, drawing: MovementDrawing): PeriodBar {
  const { document, x, y, onSelect } = drawing;
  const { row, pieces, net } = stack;
  const left = x(column) ?? 0;
  const choosable: ChoosableMark[] = [];
  const marks = pieces.map((piece, index) => {
    const { kind, kinds, name } = piece.group;
    const label = `${periodLabel(row.period)}, ${name}: ${formatMoney(piece.value, drawing, { signed: true })}`;
    const element = pieceMark(piece, stack, left, label, drawing);
    if (onSelect) {
      const selection = { period: row.period, kind, kinds: listedKinds(kinds) };
      const order = piece.value > 0 ? -index : index + pieces.length;
      choosable.push({ element, column, row: order, label, onSelect: () => onSelect(selection) });
    }
    return element;
  });
  const tick = svgElement(document, "line", {
    x1: left - 1,
    x2: left + x.bandwidth() + 1,
    y1: y(net),
    y2: y(net),
    stroke: theme.ink,
    "stroke-width": 2,
    "pointer-events": "none",
    class: "chart-net",
    "data-period": row.period,
    "data-value": net,
  });
  return { element: svgElement(document, "g", {}, ...marks, tick), choosable };
}

function pieceMark(
  piece: Piece,
  { row }: Stack,
  left: number,
  label: string,
  { document, id, x, y, selected }: MovementDrawing,
): SVGGElement {
  const { group, value, from, to } = piece;
  const isChosen = selected?.period === row.period && selected.kind === group.kind;
  const top = Math.min(y(from), y(to));
  const place = { x: left, y: top, width: x.bandwidth(), height: Math.abs(y(to) - y(from)) };
  const rim = isChosen ? { stroke: theme.link, "stroke-width": 2 } : {};
  return svgElement(
    document,
    "g",
    { class: "chart-mark", "data-period": row.period, "data-kind": group.kind, "data-value": value },
    svgElement(document, "title", {}, label),
    svgElement(document, "rect", { ...place, ...rim, class: "chart-bar", fill: group.fill }),
    row.is_partial ? svgElement(document, "rect", { ...place, fill: `url(#${id}-partial)` }) : null,
  );
}

/** The tint behind the chosen period. */
export function chosenGround(
  stacks: readonly Stack[],
  bottom: number,
  { document, x, selected }: MovementDrawing,
): SVGRectElement | null {
  const column = stacks.findIndex(({ row }) => row.period === selected?.period);
  if (column < 0) return null;
  const left = (x(column) ?? 0) - (x.step() - x.bandwidth()) / 2;
  return svgElement(document, "rect", {
    x: left,
    y: 0,
    width: x.step(),
    height: bottom + 22,
    fill: theme.selectionTint,
  });
}

/** Names beside the last bar that has the group, and "net", moved apart where they would touch. */
export function endLabels(
  stacks: readonly Stack[],
  names: ReadonlyMap<MovementGroup, string>,
  place: { x: number; bottom: number },
  { document, y }: MovementDrawing,
): SVGTextElement[] {
  const labels = [...names].map(([group, text]) => {
    const piece = stacks.flatMap(({ pieces }) => pieces.filter((one) => one.group === group)).at(-1);
    return { text, fill: group.ink, at: piece ? y((piece.from + piece.to) / 2) : y(0) };
  });
  labels.push({ text: "net", fill: theme.ink, at: y(stacks.at(-1)?.net ?? 0) });
  const wanted = labels.map(({ at }) => at);
  const placed = spreadLabels(wanted, lineHeight, 8, place.bottom);
  return labels.map(({ text, fill }, index) =>
    svgText(document, place.x, (placed[index] ?? 0) + 4, text, {
      fill,
      "font-weight": 600,
      class: "chart-name",
    }),
  );
}
