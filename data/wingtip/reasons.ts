import type { Dice } from "./dice.ts";

/** The reason codes of the exports. Unavoidable: the customer died or was married off. */
export const REASONS = {
  acquired: { category: "Customer gone", avoidable: false },
  bankrupt: { category: "Customer gone", avoidable: false },
  shut_down: { category: "Customer gone", avoidable: false },
  price: { category: "Commercial", avoidable: true },
  budget_cut: { category: "Commercial", avoidable: true },
  price_concession: { category: "Commercial", avoidable: true },
  competitor: { category: "Product", avoidable: true },
  missing_feature: { category: "Product", avoidable: true },
  outage: { category: "Product", avoidable: true },
  product_retired: { category: "Product", avoidable: true },
  plan_change: { category: "Product", avoidable: true },
  low_adoption: { category: "Adoption", avoidable: true },
  slow_onboarding: { category: "Adoption", avoidable: true },
  champion_left: { category: "Adoption", avoidable: true },
  unused_seats: { category: "Adoption", avoidable: true },
  team_reduced: { category: "Customer change", avoidable: true },
  project_ended: { category: "Customer change", avoidable: true },
} as const;

export type Reason = keyof typeof REASONS;

const UNAVOIDABLE: readonly (readonly [Reason, number])[] = [
  ["acquired", 50],
  ["shut_down", 28],
  ["bankrupt", 22],
];
const LEFT: readonly (readonly [Reason | "", number])[] = [
  ["price", 19],
  ["competitor", 19],
  ["low_adoption", 22],
  ["champion_left", 12],
  ["missing_feature", 12],
  ["budget_cut", 9],
  ["", 4],
];

/** Why an account dies in the middle of a term. */
export const unavoidableReason = (dice: Dice): Reason => dice.weighted(UNAVOIDABLE);

/** Why an account does not renew: about three in ten for reasons nobody at Wingtip can change; a few say nothing. */
export function churnReason(dice: Dice, facts: { afterOutage: boolean; slowStart: boolean }): Reason | "" {
  if (facts.afterOutage && dice.chance(600)) return "outage";
  if (dice.chance(330)) return unavoidableReason(dice);
  if (facts.slowStart && dice.chance(450)) return "slow_onboarding";
  return dice.weighted(LEFT);
}

export const isUnavoidable = (reason: string): boolean =>
  reason in REASONS && !REASONS[reason as Reason].avoidable;
