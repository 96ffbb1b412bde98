import { formatPercent, formatPoints } from "@tideline/metrics";
import { bridgeFigure } from "./bridge-figure.ts";
import type { BridgeStep } from "./bridge-steps.ts";
import type { ChartOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { contentId } from "./svg.ts";
import { textWidth } from "./text-width.ts";

/** A method's rate, or one reason why the next method's differs; in the order they are read. */
export type DivergenceRow = {
  name: string;
  /** The method's rate (1 = 100 %), or a reason's signed difference of rates (0.02 = two points). */
  rate: number | null;
  is_method: boolean;
};

/** Differences below a twentieth of a point are not worth a bar. */
const smallestDifference = 0.0005;

/**
 * Why do honest methods give different rates? Each method is a total; between two of them, the reasons in points, in
 * one grey: a difference of methods is neither good nor bad. What the reasons leave open gets its own hatched bar "not
 * explained", so that methods and reasons always meet.
 * Rows: methods and reasons in reading order; a method without a rate is left out and said. Fewer than two rates
 * give a sentence instead.
 * @example
 * divergence([{ name: "Cohort", rate: 1.1, is_method: true }, { name: "Returned", rate: -0.2667, is_method: false }, { name: "Bridge", rate: 0.8333, is_method: true }]).getAttribute("aria-label") // => "NRR by 2 methods: Cohort 110.0 %, Bridge 83.3 %."
 */
export function divergence(
  rows: readonly DivergenceRow[],
  options: ChartOptions = {},
): SVGSVGElement | HTMLElement {
  const { width = 640, height, measure = "NRR", document = globalThis.document, id } = options;
  const methods = rows.filter((row) => row.is_method);
  const unknown = methods.filter(({ rate }) => !isKnown(rate)).map(({ name }) => `${name}: n/a`);
  const known = methods.filter(({ rate }) => isKnown(rate));
  if (known.length < 2) {
    const what = unknown.length > 0 ? ` (${unknown.join(", ")})` : "";
    return missing(`No comparison of methods for ${measure}: fewer than two have a rate${what}.`, document);
  }
  const steps = divergenceSteps(rows);
  const summary = known.map(({ name, rate }) => `${name} ${formatPercent(rate)}`).join(", ");
  return bridgeFigure(steps, {
    document,
    width,
    height,
    id: id ?? contentId("divergence", summary),
    label: `${measure} by ${known.length} methods: ${summary}.`,
    description: steps.map(({ description }) => description).join("; "),
    notes: unknown,
    level: (value) => formatPercent(value, { digits: 0 }),
  });
}

/** The bars: methods as totals, reasons as movements, and what is left open between two methods. */
export function divergenceSteps(rows: readonly DivergenceRow[]): BridgeStep[] {
  const steps: BridgeStep[] = [];
  let level: number | null = null;
  for (const row of rows) {
    if (!isKnown(row.rate)) continue;
    if (row.is_method) {
      if (level !== null && Math.abs(row.rate - level) >= smallestDifference) {
        steps.push(reason("Not explained", row.rate - level, "neutral"));
      }
      level = row.rate;
      steps.push(method(row.name, row.rate));
    } else if (level !== null) {
      level += row.rate;
      if (Math.abs(row.rate) >= smallestDifference) {
        steps.push(reason(row.name, row.rate, "plain"));
      }
    }
  }
  while (steps.length > 0 && steps.at(-1)?.isTotal === false) steps.pop();
  return steps;
}

function method(name: string, rate: number): BridgeStep {
  return {
    name,
    lines: breakName(name),
    value: rate,
    isTotal: true,
    tone: "total",
    text: formatPercent(rate),
    description: `${name}: ${formatPercent(rate, { digits: 2 })}`,
    data: { kind: "method", value: String(rate) },
  };
}

function reason(name: string, difference: number, tone: BridgeStep["tone"]): BridgeStep {
  return {
    name,
    lines: breakName(name),
    value: difference,
    isTotal: false,
    tone,
    text: formatPoints(difference),
    description: `${name}: ${formatPoints(difference, { digits: 2 })}`,
    data: { kind: "reason", value: String(difference) },
  };
}

/** A name in lines of at most 72 px, broken at spaces. */
function breakName(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`) <= 72) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function isKnown(rate: number | null): rate is number {
  return rate !== null && Number.isFinite(rate);
}
