import { aucInterval, aucOfPairs } from "@tideline/metrics";
import type { Order, Validation } from "./validation-data.ts";

/** With fewer lost, or kept, nothing is claimed of a horizon. */
export const fewOutcomes = 20;

/** Whether too few were lost, or kept, to claim anything of how they were told apart. */
export const isTooFew = ({ decisions, lost }: Pick<Order, "decisions" | "lost">): boolean =>
  Math.min(lost, decisions - lost) < fewOutcomes;

/**
 * Whether nothing is claimed of how early the lost had turned red: fewer were lost than that takes, or at every horizon
 * too few were lost or kept, so that the verdict is that it is too early.
 */
export function isTooEarly({ orders, leads }: Pick<Validation, "orders" | "leads">): boolean {
  return leads.reduce((sum, { lost }) => sum + lost, 0) < fewOutcomes || orders.every(isTooFew);
}

/** What the score told so many days before. */
export type Told = "nobody" | "few" | "against" | "nothing" | "little" | "fairly" | "well";

/**
 * What did the score tell at a horizon? "well" from an area of 0.8 and "fairly" from 0.7 (Hosmer and Lemeshow, Applied
 * Logistic Regression, 5.2.4: acceptable and excellent discrimination), "little" below; "nothing" where the interval holds
 * 0.5, a coin; "against" where it lies below: the lost had scored higher.
 */
export function toldBy(order: Order): Told {
  const [auc, interval] = [aucOfPairs(order), aucInterval(order)];
  if (auc === null) return "nobody";
  if (isTooFew(order)) return "few";
  if (interval && interval.lower <= 0.5 && interval.upper >= 0.5) return "nothing";
  if (auc < 0.5) return "against";
  return auc >= 0.8 ? "well" : auc >= 0.7 ? "fairly" : "little";
}

/** The answer to "does it work?" in a word or two, from all horizons. */
export function verdictOf(told: readonly Told[]): string {
  const known = told.filter((one) => one !== "nobody" && one !== "few");
  const works = known.filter((one) => one === "little" || one === "fairly" || one === "well");
  if (known.length === 0) return "Too early to say.";
  if (works.length === 0) return "No.";
  if (works.length < known.length) return "In part.";
  if (works.every((one) => one === "little")) return "A little.";
  return works.includes("little") ? "Mostly." : "Yes.";
}

/** What stands before and after the number of those followed, where none of them has left. */
export function noneLeftWords(followed: number, since: string): [before: string, after: string] {
  return followed === 1
    ? ["The ", ` customer of ${since} has not left since`]
    : ["None of the ", ` customers of ${since} has left since`];
}
