import { ticks } from "d3";
import type { Attributes } from "./svg.ts";
import type { Tone } from "./theme.ts";

/** One bar of a bridge: a total stands on the axis, a movement hangs from the level before it. */
export type BridgeStep = {
  /** Full name, used where there is room (beside the bars on a phone). */
  name: string;
  /** The name broken in lines for under a bar. */
  lines: readonly string[];
  /** A total's level or a movement's signed change. */
  value: number;
  isTotal: boolean;
  tone: Tone;
  /** The direct label of the value. */
  text: string;
  /** The sentence spoken for the bar, and its tooltip. */
  description: string;
  /** Written on the bar as data-... attributes. */
  data: Attributes;
  isSelected?: boolean;
  onSelect?: (() => void) | undefined;
};

/** A bar with the level it starts from and the level it ends on. */
export type PlacedStep = BridgeStep & { from: number; to: number };

/** Where each bar starts and ends, on an axis that starts at `start`; a total sets the level anew. */
export function placeSteps(steps: readonly BridgeStep[], start = 0): PlacedStep[] {
  let level = 0;
  return steps.map((step) => {
    const from = step.isTotal ? start : level;
    level = step.isTotal ? step.value : level + step.value;
    return { ...step, from, to: level };
  });
}

/**
 * Where the axis of a bridge starts: 0, or, when the movements would be slivers (all levels within the top quarter),
 * a round number below the lowest level, with room so that the smallest total is still seen as a bar.
 * Levels in any unit; none gives 0.
 * @example
 * axisStart([3_300_000, 3_370_000, 3_410_000]) // => 3220000
 */
export function axisStart(levels: readonly number[]): number {
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  const span = high - low;
  if (levels.length === 0 || low <= 0 || span === 0 || span > 0.25 * high) return 0;
  const wanted = low - 0.55 * span;
  const [first = 0, second = 0] = ticks(wanted - span, high, 10);
  const step = second - first;
  return step > 0 ? Math.max(0, Math.floor(wanted / step) * step) : 0;
}

/** The lowest and highest level drawn, the start of the axis included. */
export function bridgeDomain(steps: readonly PlacedStep[], start: number): [number, number] {
  const levels = steps.flatMap(({ from, to }) => [from, to]);
  const low = Math.min(start, ...levels);
  const high = Math.max(start, ...levels);
  return low === high ? [low, low + 1] : [low, high];
}
