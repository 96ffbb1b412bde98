import { AS_OF, type Day, day, iso } from "./days.ts";
import { dice } from "./dice.ts";
import type { Life } from "./life.ts";
import type { Numbered, Row } from "./rows.ts";

type Colleague = { name: string; role: string; team: string; from: string; cost: number };

const colleague = (team: string, role: string, cost: number, hired: readonly (readonly [string, string])[]) =>
  hired.map(([name, from]): Colleague => ({ name, role, team, from, cost }));

/** The 21 people of customer success: who, since when, and what a year costs in USD. */
export const COLLEAGUES: readonly Colleague[] = [
  ...colleague("Mid-market", "csm", 118_000, [
    ["Ines Calder", "2021-01-04"],
    ["Theo Marchetti", "2022-03-01"],
  ]),
  ...colleague("Mid-market", "csm", 96_000, [
    ["Amara Osei", "2021-06-01"],
    ["Bjorn Lindqvist", "2022-01-10"],
    ["Celia Duarte", "2022-05-02"],
    ["Dev Raman", "2022-09-01"],
    ["Elin Vasko", "2023-02-01"],
    ["Farid Haddad", "2023-05-02"],
    ["Grace Whitlock", "2023-11-01"],
    ["Hugo Pereira", "2024-02-01"],
    ["Ivy Chandra", "2024-06-03"],
    ["Jonas Keller", "2024-10-01"],
    ["Kezia Morrow", "2025-03-03"],
  ]),
  ...colleague("SMB", "csm", 74_000, [
    ["Liam Tran", "2021-01-04"],
    ["Maya Brandt", "2022-08-01"],
    ["Noor Salim", "2023-09-01"],
    ["Oscar Nilsen", "2024-09-02"],
  ]),
  ...colleague("Tech touch", "csm", 88_000, [["Priya Vance", "2021-01-04"]]),
  ...colleague("Customer success", "director", 172_000, [
    ["Renata Holm", "2021-01-04"],
    ["Samuel Adeyemi", "2023-06-01"],
  ]),
  ...colleague("Customer success", "operations", 92_000, [["Tessa Lorne", "2022-10-03"]]),
];

/** The people of customer success, one row a person. */
export const rosterRows = (): Row[] =>
  COLLEAGUES.map(({ name, role, team, from, cost }) => ({
    name,
    role,
    segment: team,
    since: from,
    annual_cost: String(cost),
  }));

const HIRED: ReadonlyMap<string, Day> = new Map(COLLEAGUES.map(({ name, from }) => [name, day(from)]));
/** Who looked after the accounts of each tier before a colleague was hired. */
const BEFORE = { high: "Ines Calder", low: "Liam Tran", tech: "Priya Vance" } as const;

/** Handed over from sales the day after it was signed. */
const handedOver = ({ account }: Pick<Life, "account">): Day =>
  Math.min(...account.lines.filter(({ isTrial }) => !isTrial).map(({ signed }) => signed + 1));

/** Whose an account was, first day by first day. */
export function careOf(life: Life): { csm: string; from: Day; to: Day | null }[] {
  const from = Math.min(handedOver(life), AS_OF);
  const last = life.stints.at(-1)?.until ?? AS_OF;
  // Who is late to renew, or has signed anew, is still somebody's.
  const isGone =
    last <= AS_OF && life.account.lines.every(({ paidUntil, isTrial }) => isTrial || paidUntil <= AS_OF);
  const to = isGone ? last : null;
  const { csm, touchTier } = life.owner;
  // Handed over some weeks after the colleague has begun.
  const taken = (HIRED.get(csm) ?? 0) + dice(7_000_000 + life.number).int(10, 60);
  if (taken <= from || csm === BEFORE[touchTier]) return [{ csm, from, to }];
  if (taken >= last) return [{ csm: BEFORE[touchTier], from, to }];
  return [
    { csm: BEFORE[touchTier], from, to: taken },
    { csm, from: taken, to },
  ];
}

/** Who looked after an account on a day. */
export const csmOn = (life: Life, on: Day): string => {
  const care = careOf(life);
  return (care.findLast(({ from }) => from <= on) ?? care[0])?.csm ?? life.owner.csm;
};

/** Whose customer each one was, and when: one row a customer in the care of a CSM. Who has signed is somebody's too. */
export const careRows = (lives: readonly Life[], ahead: readonly Numbered[]): Row[] => [
  ...lives.flatMap((life) =>
    careOf(life).map(({ csm, from, to }) => ({
      customer_id: life.id,
      csm,
      from_on: iso(from),
      to_on: to === null ? "" : iso(to),
    })),
  ),
  ...ahead.map((one) => ({
    customer_id: one.id,
    csm: one.owner.csm,
    from_on: iso(Math.min(handedOver(one), AS_OF)),
    to_on: "",
  })),
];
