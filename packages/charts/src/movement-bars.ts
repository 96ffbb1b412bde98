import { type ScaleBand, type ScaleLinear, scaleBand, scaleLinear } from "d3";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { type ChoosableMark, chooseMarks } from "./choose-marks.ts";
import { hatch } from "./hatch.ts";
import { missing } from "./missing.ts";
import { type MovementGroup, movementGroups } from "./movement-groups.ts";
import { compactNumber, exactMoney } from "./number-label.ts";
import { periodLabel, periodTicks } from "./period-label.ts";
import { type BridgeRow, type ListedKind, listedKinds } from "./rows.ts";
import { spreadLabels } from "./spread-labels.ts";
import { type Piece, type Stack, stackMovements } from "./stack-movements.ts";
import { contentId, svgElement, svgFigure, svgText } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { lineHeight, theme } from "./theme.ts";

/** A few periods do not fill a wide screen. */
const widestStep = 90;

/** What the reader chose: one colour of one period. */
export type MovementSelection = {
  period: string;
  /** The group's key: "new", "expansion", "contraction", "churn" or "other". */
  kind: string;
  /** The ledger kinds in it, as `customersBehind` takes them. */
  kinds: readonly ListedKind[];
};

export type MovementBarsOptions = ChartOptions &
  MoneyOptions & {
    groups?: readonly MovementGroup[];
    /** The chosen period (and group), outlined. */
    selected?: { period: string; kind?: string } | null;
    /** Keeps the scale when a filter changes: minor units; default from the rows. */
    domain?: readonly [number, number];
    onSelect?: (selection: MovementSelection) => void;
  };

type Drawing = {
  options: MovementBarsOptions;
  document: Document;
  id: string;
  x: ScaleBand<number>;
  y: ScaleLinear<number, number>;
};

/**
 * Did gains outrun losses, period by period? Gains stacked above zero, losses below, a tick at the net, names at the
 * right; periods with missing months are hatched.
 * Rows: one a period in order, signed minor units. No rows give a sentence instead.
 * @example movementBars(periods, { width: 800, currency: "USD", exponent: 2, onSelect: ({ period }) => show(period) })
 */
export function movementBars(
  rows: readonly BridgeRow[],
  options: MovementBarsOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, measure = "MRR", document = globalThis.document, groups = movementGroups } = options;
  const stacks = stackMovements(rows, groups);
  const last = stacks.at(-1);
  const first = stacks[0];
  if (!first || !last) return missing(`No ${measure} movements: the chosen time has no periods.`, document);
  if (stacks.every(({ pieces, net }) => pieces.length === 0 && net === 0)) {
    return missing(`No ${measure} movements from ${span(stacks)}: nothing was won, grown or lost.`, document);
  }
  const isPartial = rows.some((row) => row.is_partial);
  const height = options.height ?? Math.round(Math.min(300, Math.max(200, width * 0.36)));
  const bottom = 22 + (isPartial ? lineHeight + 4 : 0);
  const y = yScale(stacks, options.domain, [height - bottom, 10]);
  const ticks = y.ticks(5).map((at) => ({ at, text: axisNumber(at, options) }));
  const present = groups.filter((group) =>
    stacks.some((stack) => stack.pieces.some((piece) => piece.group === group)),
  );
  const names = new Map(present.map((group) => [group, width < 560 ? group.short : group.name]));
  const left = Math.max(...ticks.map(({ text }) => textWidth(text))) + 8;
  const right = Math.max(textWidth("net"), ...[...names.values()].map((name) => textWidth(name))) + 14;
  const end = Math.min(width - right, left + rows.length * widestStep);
  const x = scaleBand(
    rows.map((_, index) => index),
    [left, end],
  )
    .paddingInner(0.22)
    .paddingOuter(0.15);
  const id = options.id ?? contentId("movements", JSON.stringify([rows, width]));
  const drawing: Drawing = { options, document, id, x, y };
  const choosable: ChoosableMark[] = [];
  const bars = stacks.map((stack, column) => periodBar(drawing, stack, column, choosable));
  chooseMarks(choosable);
  return svgFigure(
    {
      document,
      width,
      height,
      isInteractive: choosable.length > 0,
      label: `${measure} movements, ${span(stacks)}: ${message(stacks, options)}`,
      description: stacks.map((stack) => describe(stack, options)).join("; "),
    },
    isPartial ? svgElement(document, "defs", {}, hatch(document, `${id}-partial`, theme.paper)) : null,
    ...ticks.map(({ at, text }) => gridLine(drawing, at, text, left, end)),
    ...bars,
    ...periodTicks(
      rows.map(({ period }) => period),
      x.step(),
      textWidth,
    ).map(({ index, label }) =>
      svgText(document, (x(index) ?? 0) + x.bandwidth() / 2, height - bottom + 16, label, {
        "text-anchor": "middle",
        class: "chart-tick",
      }),
    ),
    ...endLabels(drawing, stacks, names, end + 8, height - bottom),
    isPartial
      ? svgText(document, left, height - 3, "hatched: months of the period are missing", {
          fill: theme.muted,
          class: "chart-note",
        })
      : null,
  );
}

function yScale(
  stacks: readonly Stack[],
  domain: readonly [number, number] | undefined,
  range: [number, number],
) {
  const low = Math.min(0, ...stacks.flatMap((stack) => [stack.low, stack.net]));
  const high = Math.max(0, ...stacks.flatMap((stack) => [stack.high, stack.net]));
  const [from, to] = domain ?? [low, high];
  return scaleLinear([Math.min(from, low), Math.max(to, high)], range);
}

function periodBar(
  { options, document, id, x, y }: Drawing,
  stack: Stack,
  column: number,
  choosable: ChoosableMark[],
) {
  const { row, pieces, net } = stack;
  const { selected, onSelect } = options;
  const place = { x: x(column) ?? 0, width: x.bandwidth() };
  const isChosen = (piece: Piece) =>
    selected?.period === row.period && (selected.kind === undefined || selected.kind === piece.group.kind);
  const marks = pieces.map((piece, index) => {
    const { group, value, from, to } = piece;
    const top = Math.min(y(from), y(to));
    const label = `${periodLabel(row.period)}, ${group.name}: ${exactMoney(value, options, { isSigned: true })}`;
    const at = { ...place, y: top, height: Math.abs(y(to) - y(from)) };
    const element = svgElement(
      document,
      "g",
      { class: "chart-mark", "data-period": row.period, "data-kind": group.kind, "data-value": value },
      svgElement(document, "title", {}, label),
      svgElement(document, "rect", {
        ...at,
        class: "chart-bar",
        fill: group.fill,
        stroke: isChosen(piece) ? theme.link : null,
        "stroke-width": isChosen(piece) ? 2 : null,
      }),
      row.is_partial ? svgElement(document, "rect", { ...at, fill: `url(#${id}-partial)` }) : null,
    );
    if (onSelect) {
      const selection = { period: row.period, kind: group.kind, kinds: listedKinds(group.kinds) };
      const order = value > 0 ? -index : index + pieces.length;
      choosable.push({ element, column, row: order, label, onSelect: () => onSelect(selection) });
    }
    return element;
  });
  const tick = svgElement(document, "line", {
    x1: place.x - 1,
    x2: place.x + place.width + 1,
    y1: y(net),
    y2: y(net),
    stroke: theme.ink,
    "stroke-width": 2,
    "pointer-events": "none",
    class: "chart-net",
    "data-period": row.period,
    "data-value": net,
  });
  return svgElement(document, "g", {}, ...marks, tick);
}

function gridLine({ document, y }: Drawing, at: number, text: string, left: number, right: number) {
  return svgElement(
    document,
    "g",
    {},
    svgElement(document, "line", {
      x1: left,
      x2: right,
      y1: y(at),
      y2: y(at),
      stroke: at === 0 ? theme.ink : theme.hairline,
      class: at === 0 ? "chart-axis" : "chart-grid",
    }),
    svgText(document, left - 6, y(at) + 4, text, { "text-anchor": "end", class: "chart-tick" }),
  );
}

/** Names beside the last bar that has the group, moved apart where they would touch. */
function endLabels(
  { document, y }: Drawing,
  stacks: readonly Stack[],
  names: ReadonlyMap<MovementGroup, string>,
  x: number,
  bottom: number,
): Node[] {
  const net = stacks.at(-1)?.net ?? 0;
  const labels = [...names].map(([group, text]) => {
    const piece = stacks
      .findLast((stack) => stack.pieces.some((one) => one.group === group))
      ?.pieces.find((one) => one.group === group);
    return { text, fill: group.ink, at: piece ? y((piece.from + piece.to) / 2) : y(0) };
  });
  labels.push({ text: "net", fill: theme.ink, at: y(net) });
  const placed = spreadLabels(
    labels.map(({ at }) => at),
    lineHeight,
    8,
    bottom,
  );
  return labels.map(({ text, fill }, index) =>
    svgText(document, x, (placed[index] ?? 0) + 4, text, { fill, "font-weight": 600, class: "chart-name" }),
  );
}

function axisNumber(minor: number, { exponent }: MovementBarsOptions): string {
  return compactNumber(minor / 10 ** exponent, { isSigned: true, isTrimmed: true });
}

function span(stacks: readonly Stack[]): string {
  const first = stacks[0]?.row.period ?? "";
  const last = stacks.at(-1)?.row.period ?? "";
  return first === last ? periodLabel(first) : `${periodLabel(first)} to ${periodLabel(last)}`;
}

function message(stacks: readonly Stack[], options: MovementBarsOptions): string {
  const grown = stacks.filter(({ net }) => net > 0).length;
  const last = stacks.at(-1);
  const latest = last
    ? `; net of ${periodLabel(last.row.period)} ${exactMoney(last.net, options, { isSigned: true })}`
    : "";
  return `gains outran losses in ${grown} of ${stacks.length} periods${latest}.`;
}

function describe({ row, pieces, net }: Stack, options: MovementBarsOptions): string {
  const parts = pieces.map(
    ({ group, value }) => `${group.name} ${exactMoney(value, options, { isSigned: true })}`,
  );
  const partial = row.is_partial ? " (not complete)" : "";
  return `${periodLabel(row.period)}${partial}: ${[...parts, `net ${exactMoney(net, options, { isSigned: true })}`].join(", ")}`;
}
