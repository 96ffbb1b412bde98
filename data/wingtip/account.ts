import type { BillingPeriod } from "./catalogue.ts";
import type { Dice } from "./dice.ts";
import {
  billingCurrency,
  CHANNELS,
  INDUSTRIES,
  type Industry,
  regions,
  type SizeBand,
  STARTER_CHANNELS,
  USE_CASES,
} from "./market.ts";
import type { Account } from "./records.ts";

function sizeBand(dice: Dice, usd: number): SizeBand {
  if (usd < 10_000) return dice.chance(930) ? "SMB" : "Mid-market";
  if (usd < 30_000) return dice.chance(400) ? "SMB" : "Mid-market";
  if (usd < 80_000) return dice.chance(740) ? "Mid-market" : "Enterprise";
  return "Enterprise";
}

function billingPeriod(dice: Dice, usd: number): BillingPeriod {
  if (usd < 10_000) return dice.chance(420) ? "monthly" : "annual";
  if (usd < 25_000) {
    return dice.weighted([
      ["annual", 82],
      ["quarterly", 11],
      ["monthly", 7],
    ]);
  }
  return dice.chance(950) ? "annual" : "quarterly";
}

/** Draws who an account is from the size of its first deal (whole USD a year) and the year it signs. */
export function drawAccount(
  dice: Dice,
  deal: { usd: number; year: number; isKey: boolean },
  name: (dice: Dice, industry: Industry) => string,
): Account {
  const industry = dice.weighted(INDUSTRIES);
  const region = dice.weighted(regions(deal.year));
  return {
    name: name(dice, industry),
    industry,
    region,
    sizeBand: sizeBand(dice, deal.usd),
    channel: deal.isKey ? "Direct sales" : dice.weighted(deal.usd < 10_000 ? STARTER_CHANNELS : CHANNELS),
    useCase: dice.weighted(USE_CASES),
    currency: billingCurrency(region, deal.year, dice.int(1, 100)),
    period: deal.isKey ? "annual" : billingPeriod(dice, deal.usd),
    daysToValue: dice.chance(600) ? dice.int(18, 60) : dice.int(61, 150),
    isKey: deal.isKey,
    lines: [],
  };
}
