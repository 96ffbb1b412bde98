import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded draws. Whole numbers only, so that every machine draws the same. */
export type Dice = {
  /** A whole number in low..high, both included. */
  int(low: number, high: number): number;
  /** True in `perMille` of 1,000 throws. */
  chance(perMille: number): boolean;
  /** One item, all equally likely. */
  pick<T>(items: readonly T[]): T;
  /** One item by its whole weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** The same items in a new order. */
  shuffled<T>(items: readonly T[]): T[];
};

const SEED = 25;

/** Scrambles two whole numbers into one seed (the finalizer of MurmurHash3), so neighbours share nothing. */
function scramble(stream: number): number {
  let h = Math.imul(SEED ^ Math.imul(stream + 1, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/** The dice of one stream (an account, a quarter): the same stream throws the same numbers, whatever the others do. */
export function dice(stream: number): Dice {
  const generator = xoroshiro128plus(scramble(stream));
  for (let warmUp = 0; warmUp < 8; warmUp++) generator.next();
  const int = (low: number, high: number) => uniformInt(generator, low, high);
  const at = <T>(items: readonly T[], index: number): T => {
    const item = items[index];
    if (item === undefined) throw new RangeError(`dice: nothing to draw from, got ${items.length} items`);
    return item;
  };
  return {
    int,
    chance: (perMille) => int(1, 1000) <= perMille,
    pick: (items) => at(items, int(0, items.length - 1)),
    weighted(items) {
      let rest = int(
        1,
        items.reduce((sum, [, weight]) => sum + weight, 0),
      );
      for (const [item, weight] of items) {
        rest -= weight;
        if (rest <= 0) return item;
      }
      throw new RangeError(`dice: weights must be positive, got ${items.length} items`);
    },
    shuffled(items) {
      const drawn = [...items];
      for (let last = drawn.length - 1; last > 0; last--) {
        const other = int(0, last);
        const kept = at(drawn, last);
        drawn[last] = at(drawn, other);
        drawn[other] = kept;
      }
      return drawn;
    },
  };
}
