import fc from "fast-check";
import { expect, test } from "vitest";
import { bridgeRow } from "../gallery/sample-rows.ts";
import { movementGroups } from "./movement-groups.ts";
import type { BridgeRow } from "./rows.ts";
import { stackMovements } from "./stack-movements.ts";

const runs = { seed: 20261122, numRuns: 300 };

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
const row: fc.Arbitrary<BridgeRow> = fc
  .record({
    new_minor: amount,
    reactivation_minor: amount,
    add_on_minor: amount,
    upgrade_minor: amount,
    downgrade_minor: amount,
    product_churn_minor: amount,
    archive_minor: amount,
    churn_minor: amount,
    transfer_minor: amount,
    fx_minor: amount,
    moved_minor: amount,
  })
  .map((movements) => bridgeRow("2025-01", 5_000_000, movements));

test("pieces add up to the net, gains from 0 up and losses from 0 down without gaps", () => {
  fc.assert(
    fc.property(row, (one) => {
      const [stack] = stackMovements([one], movementGroups);
      expect(stack).toBeDefined();
      if (!stack) return;
      expect(stack.pieces.reduce((sum, { value }) => sum + value, 0)).toBe(stack.net);
      expect(stack.high + stack.low).toBe(stack.net);
      for (const sign of [1, -1]) {
        const side = stack.pieces.filter(({ value }) => value * sign > 0);
        for (const [index, piece] of side.entries()) {
          expect(piece.from).toBe(index === 0 ? 0 : side[index - 1]?.to);
          expect(piece.to - piece.from).toBe(piece.value);
        }
      }
    }),
    runs,
  );
});

test("a group whose kinds cancel has no piece", () => {
  const [stack] = stackMovements(
    [bridgeRow("2025-01", 0, { add_on_minor: 5, upgrade_minor: -5 })],
    movementGroups,
  );
  expect(stack?.pieces).toEqual([]);
});
