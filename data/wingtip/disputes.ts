import { type Bill, billsOf } from "./bills.ts";
import { type Day, weekday } from "./days.ts";
import { dice } from "./dice.ts";
import type { Life } from "./life.ts";
import { vigourOf } from "./vigour.ts";

/** A serious case a customer waits for, and until it is settled lets us wait for the money. */
export type Dispute = { opened: Day; settled: Day; bills: string[] };

/** Where it goes worse than this, per mille, so many of a thousand days of billing end in a dispute. */
const SORE = 520;
const HELD = 300;

/** One bill among all of an account. */
export const billKey = ({ customer, line, from, to }: Bill): string =>
  `${customer.number} ${customer.lineNumbers.get(line) ?? 0} ${from} ${to}`;

/** The disputes of an account, of those whose contract sales keeps: one a day of billing. */
export function disputesOf(life: Life): Dispute[] {
  if (life.account.isTold || life.book !== "salesforce") return [];
  const vigour = vigourOf(life);
  const draw = dice(5_500_000 + life.number);
  const owed = billsOf(life).filter(({ minor }) => minor > 0);
  return [...new Set(owed.map(({ on }) => on))].flatMap((on) => {
    const bills = owed.filter((bill) => bill.on === on);
    const isHeld = draw.chance(HELD);
    const opened = weekday(on + draw.int(4, 26));
    const settled = on + draw.int(70, 180);
    return isHeld && vigour(on) < SORE ? [{ opened, settled, bills: bills.map(billKey) }] : [];
  });
}

/** When the bills held back were paid, by their keys. */
export const heldUntil = (lives: readonly Life[]): Map<string, Day> =>
  new Map(
    lives.flatMap(disputesOf).flatMap(({ bills, settled }) => bills.map((bill) => [bill, settled] as const)),
  );
