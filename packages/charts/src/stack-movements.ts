import type { MovementGroup } from "./movement-groups.ts";
import { type BridgeRow, finite, movementOf } from "./rows.ts";

/** One piece of a stacked bar: from `from` (nearer to zero) to `to`, minor units. */
export type Piece = { group: MovementGroup; value: number; from: number; to: number };

export type Stack = { row: BridgeRow; pieces: Piece[]; high: number; low: number; net: number };

/**
 * Stacks each period's groups, gains up and losses down from zero in the order of the groups; a group whose sum is 0
 * has no piece. Net is closing - opening.
 */
export function stackMovements(rows: readonly BridgeRow[], groups: readonly MovementGroup[]): Stack[] {
  return rows.map((row) => {
    let high = 0;
    let low = 0;
    const pieces = groups.flatMap((group): Piece[] => {
      const value = group.kinds.reduce((sum, kind) => sum + movementOf(row, kind), 0);
      if (value === 0) return [];
      const from = value > 0 ? high : low;
      const to = from + value;
      if (value > 0) high = to;
      else low = to;
      return [{ group, value, from, to }];
    });
    return { row, pieces, high, low, net: finite(row.closing_minor) - finite(row.opening_minor) };
  });
}
