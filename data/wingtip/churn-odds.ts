import { type Day, day } from "./days.ts";
import { annualCents } from "./lines.ts";
import { CHANNEL_CHURN, INDUSTRY_CHURN, REGION_CHURN } from "./market.ts";
import type { Account, Line } from "./records.ts";

/** Chance of not renewing at the first, second, third and later renewal, per mille of an average account. */
const AT_RENEWAL = [184, 99, 66, 50] as const;

/** Three days without service, from 13 June 2023. */
export const OUTAGE: Day = day("2023-06-13");

/** The outage of June 2023 weighs on the renewals of the quarter after it. */
export const isAfterOutage = (due: Day): boolean => due >= day("2023-07-01") && due < day("2023-10-01");

function sizePerCent(lines: readonly Line[]): number {
  const usd = annualCents(lines) / 100;
  if (usd < 20_000) return 118;
  return usd < 50_000 ? 55 : 18;
}

/** The odds that an account leaves at a renewal, per mille: by ordinal, size, industry, channel, start and cause. */
export function churnPerMille(
  account: Account,
  lines: readonly Line[],
  due: Day,
  renewalsBehind: number,
): number {
  if (account.isKey) return 0;
  const base = AT_RENEWAL[Math.min(renewalsBehind, 3)] ?? 40;
  const start = account.daysToValue > 60 ? 138 : 76;
  const cause = isAfterOutage(due) ? 265 : 100;
  const early = due < day("2023-01-01") ? 80 : 100;
  const factors = [
    early,
    sizePerCent(lines),
    INDUSTRY_CHURN[account.industry],
    CHANNEL_CHURN[account.channel],
    REGION_CHURN[account.region],
    start,
    cause,
  ];
  const odds = factors.reduce((perMille, perCent) => Math.floor((perMille * perCent) / 100), base);
  return Math.min(odds, 780);
}
