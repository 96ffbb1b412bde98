import { formatMoney, formatMoneyCompact } from "@tideline/metrics";
import { scaleBand, ticks } from "d3";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { chooseMarks } from "./choose-marks.ts";
import { hatch } from "./hatch.ts";
import { linearScale } from "./linear-scale.ts";
import { missing } from "./missing.ts";
import { type MovementGroup, movementGroups } from "./movement-groups.ts";
import {
  chosenGround,
  endLabels,
  type MovementDrawing,
  type MovementSelection,
  periodBar,
} from "./movement-marks.ts";
import { periodLabel, periodTicks, spanLabel } from "./period-label.ts";
import type { BridgeRow } from "./rows.ts";
import { type Stack, stackMovements } from "./stack-movements.ts";
import { contentId, svgElement, svgFigure, svgText } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { lineHeight, theme } from "./theme.ts";

export type MovementBarsOptions = ChartOptions &
  MoneyOptions & {
    groups?: readonly MovementGroup[];
    /** The chosen period, tinted, and of it the chosen group, outlined. */
    selected?: { period: string; kind?: string } | null;
    /** Keeps the scale when a filter changes: minor units; default, and at least, what the rows need. */
    domain?: readonly [number, number];
    onSelect?: (selection: MovementSelection) => void;
  };

/** A few periods do not fill a wide screen. */
const widestStep = 90;

/**
 * Did gains outrun losses, period by period? Gains stacked above zero, losses below, a tick at the net (closing -
 * opening), names at the right; periods with missing months are hatched.
 * Rows: one a period in order, signed minor units. No rows, or none with a movement, give a sentence instead.
 * @example
 * movementBars(sumPeriods(waterfall(openLedger(exampleLedgerFile)), "quarter"), { currency: "USD", exponent: 2 }).getAttribute("aria-label") // => "MRR movements, Q1 2025 to Q1 2026: gains outran losses in 3 of 5 periods; net of Q1 2026 $0.00."
 */
export function movementBars(
  rows: readonly BridgeRow[],
  options: MovementBarsOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, measure = "MRR", document = globalThis.document, groups = movementGroups } = options;
  const { currency, exponent, selected = null, onSelect } = options;
  const stacks = stackMovements(rows, groups);
  const span = spanLabel(rows[0]?.period ?? "", rows.at(-1)?.period ?? "");
  if (stacks.length === 0) return missing(`No ${measure} movements: there are no periods.`, document);
  if (stacks.every(({ pieces, net }) => pieces.length === 0 && net === 0)) {
    return missing(`No ${measure} movements, ${span}: nothing was won, grown or lost.`, document);
  }
  const isPartial = rows.some((row) => row.is_partial);
  const height = options.height ?? Math.round(Math.min(300, Math.max(200, width * 0.36)));
  const bottom = height - 22 - (isPartial ? lineHeight + 4 : 0);
  const domain = valueDomain(stacks, options.domain);
  const y = linearScale(domain, [bottom, 10]);
  const values = ticks(...domain, 5).map((at) => ({
    at,
    text: formatMoneyCompact(at, options, { signed: true, symbol: false }),
  }));
  const names = groupNames(stacks, groups, width);
  const left = Math.max(...values.map(({ text }) => textWidth(text))) + 8;
  const right = Math.max(textWidth("net"), ...[...names.values()].map((name) => textWidth(name))) + 14;
  const end = Math.min(width - right, left + rows.length * widestStep);
  const x = scaleBand([...rows.keys()], [left, end])
    .paddingInner(0.22)
    .paddingOuter(0.15);
  const id = options.id ?? contentId("movements", JSON.stringify([rows, width]));
  const drawing: MovementDrawing = { document, id, x, y, currency, exponent, selected, onSelect };
  const bars = stacks.map((stack, column) => periodBar(stack, column, drawing));
  chooseMarks(bars.flatMap(({ choosable }) => choosable));
  const named = periodTicks(
    rows.map(({ period }) => period),
    x.step(),
    textWidth,
  );
  return svgFigure(
    {
      document,
      width,
      height,
      isInteractive: onSelect !== undefined,
      label: `${measure} movements, ${span}: ${message(stacks, options)}`,
      description: stacks.map((stack) => describe(stack, options)).join("; "),
    },
    isPartial ? svgElement(document, "defs", {}, hatch(document, `${id}-partial`, theme.paper)) : null,
    chosenGround(stacks, bottom, drawing),
    ...values.map(({ at }) => rule(document, y(at), left, end, theme.hairline)),
    ...values.map(({ at, text }) =>
      svgText(document, left - 6, y(at) + 4, text, { "text-anchor": "end", class: "chart-tick" }),
    ),
    ...bars.map(({ element }) => element),
    rule(document, y(0), left, end, theme.ink),
    ...named.map(({ index, label }) =>
      svgText(document, (x(index) ?? 0) + x.bandwidth() / 2, bottom + 16, label, {
        "text-anchor": "middle",
        class: "chart-tick",
      }),
    ),
    ...endLabels(stacks, names, { x: end + 8, bottom }, drawing),
    isPartial ? svgText(document, left, height - 3, "hatched: months are missing", noteStyle) : null,
  );
}

const noteStyle = { fill: theme.muted, class: "chart-note" };

function rule(document: Document, y: number, x1: number, x2: number, stroke: string): SVGLineElement {
  return svgElement(document, "line", { x1, x2, y1: y, y2: y, stroke, "pointer-events": "none" });
}

/** From the lowest loss to the highest gain or net, zero included; wider when the caller keeps a scale. */
function valueDomain(stacks: readonly Stack[], kept: readonly [number, number] = [0, 0]): [number, number] {
  return [
    Math.min(0, kept[0], ...stacks.flatMap(({ low, net }) => [low, net])),
    Math.max(0, kept[1], ...stacks.flatMap(({ high, net }) => [high, net])),
  ];
}

/** The groups that occur, with the names there is room for. */
function groupNames(stacks: readonly Stack[], groups: readonly MovementGroup[], width: number) {
  const present = new Set(stacks.flatMap(({ pieces }) => pieces.map(({ group }) => group)));
  return new Map(
    groups
      .filter((group) => present.has(group))
      .map((group) => [group, width < 560 ? group.short : group.name]),
  );
}

function message(stacks: readonly Stack[], money: MoneyOptions): string {
  const grown = stacks.filter(({ net }) => net > 0).length;
  const last = stacks.at(-1);
  const periods = stacks.length === 1 ? "1 period" : `${stacks.length} periods`;
  const net = last ? formatMoney(last.net, money, { signed: true }) : "n/a";
  return `gains outran losses in ${grown} of ${periods}; net of ${periodLabel(last?.row.period ?? "")} ${net}.`;
}

function describe({ row, pieces, net }: Stack, money: MoneyOptions): string {
  const parts = pieces.map(
    ({ group, value }) => `${group.name} ${formatMoney(value, money, { signed: true })}`,
  );
  const partial = row.is_partial ? " (months are missing)" : "";
  const all = [...parts, `net ${formatMoney(net, money, { signed: true })}`];
  return `${periodLabel(row.period)}${partial}: ${all.join(", ")}`;
}
