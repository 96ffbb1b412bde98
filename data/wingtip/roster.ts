import { AS_OF } from "./days.ts";
import { annualCents, annualCentsOn } from "./lines.ts";
import type { Account, Line } from "./records.ts";

/** Two mid-market CSMs share the 25 largest customers, eleven carry about 50 each. */
const TOP_PAIR = ["Ines Calder", "Theo Marchetti"];
const MID_MARKET = [
  "Amara Osei",
  "Bjorn Lindqvist",
  "Celia Duarte",
  "Dev Raman",
  "Elin Vasko",
  "Farid Haddad",
  "Grace Whitlock",
  "Hugo Pereira",
  "Ivy Chandra",
  "Jonas Keller",
  "Kezia Morrow",
];
/** Four SMB CSMs pool 600 customers; each is the first contact of a quarter of them. */
const SMB_POOL = ["Liam Tran", "Maya Brandt", "Noor Salim", "Oscar Nilsen"];
/** One person runs one-to-many programmes for everybody else. */
const TECH_TOUCH = "Priya Vance";

const TOP = 25;
const MID = 550;
const POOL = 600;

export type Owner = { csm: string; touchTier: "high" | "low" | "tech" };

/** Who looks after the n-th largest customer (0 is the largest); later ranks are tech touch. */
function ownerOfRank(rank: number): Owner {
  const turn = (names: readonly string[], index: number) => names[index % names.length] ?? TECH_TOUCH;
  if (rank < TOP) return { csm: turn(TOP_PAIR, rank), touchTier: "high" };
  if (rank < TOP + MID) return { csm: turn(MID_MARKET, rank - TOP), touchTier: "high" };
  if (rank < TOP + MID + POOL) return { csm: turn(SMB_POOL, rank), touchTier: "low" };
  return { csm: TECH_TOUCH, touchTier: "tech" };
}

const counts = (line: Line): boolean => line.isRecurring && !line.isTrial && line.paidUntil > line.paidFrom;
const isAlive = (line: Line): boolean => counts(line) && line.paidFrom <= AS_OF && line.paidUntil > AS_OF;

/** What an account pays at as_of in US cents a year; archive fees alone are not paying. */
function paysNow(account: Account): number {
  const alive = account.lines.filter(isAlive);
  return alive.every((line) => line.orderType === "archive") ? 0 : annualCents(alive);
}

/** What a former customer paid on its last day; 0 for archived accounts and for those that never paid. */
function paidLast(account: Account): number {
  const counted = account.lines.filter(counts);
  if (counted.length === 0 || counted.some(isAlive)) return 0;
  return annualCentsOn(account.lines, Math.max(...counted.map((line) => line.paidUntil)) - 1);
}

/**
 * Gives every account its CSM and touch tier: paying customers by rank of what they pay at as_of, former customers
 * by the rank their last amount would have had it grown by a tenth since; archived accounts and those that never paid are tech touch.
 */
export function assignOwners(accounts: readonly Account[]): Map<Account, Owner> {
  const paying = accounts
    .map((account) => ({ account, cents: paysNow(account) }))
    .filter(({ cents }) => cents > 0)
    .sort((a, b) => b.cents - a.cents || (a.account.name < b.account.name ? -1 : 1));
  const owners = new Map(paying.map(({ account }, rank) => [account, ownerOfRank(rank)] as const));
  for (const [index, account] of accounts.entries()) {
    if (owners.has(account)) continue;
    const last = paidLast(account);
    const larger = paying.filter(({ cents }) => 10 * cents > 11 * last).length;
    owners.set(
      account,
      ownerOfRank(last === 0 ? paying.length : Math.max(larger, TOP) + (index % MID_MARKET.length)),
    );
  }
  return owners;
}
