import type { Definition } from "../definition.ts";
import { roundHalfAway } from "../round.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";

/** Renewals decided of a band, and how many of them were lost, so many days before. */
export interface BandPast {
  readonly horizon_days: number;
  readonly band: string;
  readonly decisions: number;
  readonly lost: number;
}

/** What is open of a band, and how many days ahead it is taken to be. */
export interface OpenPart {
  readonly horizon_days: number | null;
  readonly band: string;
  /** Minor units a month, 0 or more. */
  readonly open_due_minor: number;
}

export interface ExpectedLoss {
  /** Minor units a month, 0 or negative; null where nothing open has a rate. */
  readonly expected_minor: number | null;
  /** The same with every rate at the upper and at the lower end of its interval: the largest loss first. */
  readonly worst_minor: number | null;
  readonly best_minor: number | null;
  /** Open amounts with a rate, and without one. */
  readonly rated_minor: number;
  readonly unrated_minor: number;
}

/** Of fewer decided renewals no rate is taken: one more loss would move it by over five points. */
export const fewestDecisions = 20;

/**
 * Loss rate of a band: which share of the renewals decided was lost, so many days after the customer stood in it?
 *
 * Lost / decided with its 95 % Wilson interval; shares from 0 to 1. Null where fewer than 20 were decided, because a
 * probability is counted or not given.
 *
 * @example
 * bandLossRate([{ horizon_days: 90, band: "red", decisions: 40, lost: 10 }], { horizon_days: 90, band: "red" }).share // => 0.25
 *
 * Source: definitions, "Health" (validation: churn rate per band with Wilson intervals).
 */
export function bandLossRate(
  past: readonly BandPast[],
  { horizon_days, band }: Pick<OpenPart, "horizon_days" | "band">,
): { share: number; lower: number; upper: number } | null {
  const found = past.find((one) => one.horizon_days === horizon_days && one.band === band);
  return found === undefined || found.decisions < fewestDecisions
    ? null
    : wilsonInterval(found.lost, found.decisions);
}

/**
 * Expected loss of what is open: how much would go if it went as it did in the past?
 *
 * Sum over what is open of its amount x the loss rate of its band at the nearest validated horizon; the two limits take
 * every rate at the upper and at the lower end of its interval. A rate is a share of renewals, not of money: large and
 * small are taken to be lost alike. Amounts in minor units, 0 or more, in; losses negative, rounded once half away from
 * zero, out. Parts without a rate are in no sum and counted apart; without any rated part the sums are null.
 *
 * @example
 * expectedLoss([{ horizon_days: 90, band: "red", open_due_minor: 1000 }], [{ horizon_days: 90, band: "red", decisions: 40, lost: 10 }]).expected_minor // => -250
 *
 * Source: definitions, "Health" (validation) and "The two bases" (anticipated loss stands beside CMRR).
 */
export function expectedLoss(parts: readonly OpenPart[], past: readonly BandPast[]): ExpectedLoss {
  let [expected, worst, best, rated, unrated] = [0, 0, 0, 0, 0];
  for (const part of parts) {
    const rate = bandLossRate(past, part);
    if (rate === null) {
      unrated += part.open_due_minor;
      continue;
    }
    rated += part.open_due_minor;
    expected += part.open_due_minor * rate.share;
    worst += part.open_due_minor * rate.upper;
    best += part.open_due_minor * rate.lower;
  }
  const loss = (amount: number) => (rated === 0 ? null : -roundHalfAway(amount) + 0);
  return {
    expected_minor: loss(expected),
    worst_minor: loss(worst),
    best_minor: loss(best),
    rated_minor: rated,
    unrated_minor: unrated,
  };
}

export const expectedLossDefinition: Definition = {
  name: "expectedLoss",
  title: "Expected loss of open renewals",
  question: "How much of what is open would be lost if it went as it did in the past?",
  formula:
    "sum of open amounts x share of decided renewals lost, of the same band of health so many days before",
  unit: "money",
  direction: "neither",
  basis:
    "Open renewals of this quarter and the next, monthly amounts. The rate is that of the validated horizon (180, 90 or 30 days) nearest to the days ahead; bands with fewer than 20 decided renewals have none. A forecast: it moves neither basis.",
  example: {
    text: "1,000.00 open in a band of which 10 of 40 were lost 90 days on: −$250",
    run: () =>
      expectedLoss(
        [{ horizon_days: 90, band: "red", open_due_minor: 100_000 }],
        [{ horizon_days: 90, band: "red", decisions: 40, lost: 10 }],
      ).expected_minor,
    result: -25_000,
  },
  source: "definitions.md, Health: validation",
  variants: [
    {
      title: "Anticipated loss",
      difference: "What customer success expects, account by account, with a probability it sets itself.",
    },
  ],
  not_available: "no band with open renewals has 20 decided ones to take a rate from",
};
