import { normalQuantile } from "./normal-quantile.ts";

export interface ShareInterval {
  /** Shares from 0 to 1. */
  share: number;
  lower: number;
  upper: number;
}

/**
 * Wilson interval of a share: between which shares does the true one lie, after so few cases?
 *
 * (p + z^2/2n -+ z sqrt(p (1-p)/n + z^2/4n^2)) / (1 + z^2/n) for p = successes / trials and the normal quantile z of the
 * level (default 0.95). Takes whole counts; returns shares from 0 to 1, null when there were no trials. Unlike the
 * textbook interval it stays inside 0 and 1, and says something when nothing or everything happened. Throws on counts
 * that are not whole, below 0, or more successes than trials, and on a level that is not between 0 and 1.
 *
 * @example
 * wilsonInterval(0, 20).upper.toFixed(4) // => "0.1611"
 *
 * Source: E. B. Wilson (1927), Probable inference, JASA 22; R. G. Newcombe (1998), Statistics in Medicine 17, method 3.
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  { level = 0.95 }: { level?: number } = {},
): ShareInterval | null {
  if (!Number.isInteger(trials) || !Number.isInteger(successes) || successes < 0 || successes > trials)
    throw new Error(
      `wilsonInterval: not counts, got ${successes} of ${trials}; give whole numbers, 0 <= successes <= trials`,
    );
  if (!(level > 0 && level < 1))
    throw new Error(`wilsonInterval: not a level between 0 and 1, got ${level}; give for example 0.95`);
  if (trials === 0) return null;
  const z = normalQuantile(0.5 + level / 2);
  const share = successes / trials;
  const middle = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    share,
    lower: successes === 0 ? 0 : (middle - half) / scale,
    upper: successes === trials ? 1 : (middle + half) / scale,
  };
}
