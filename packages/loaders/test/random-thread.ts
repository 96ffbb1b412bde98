import fc from "fast-check";
import { addDays, addMonths, latest } from "./oracle/calendar.ts";
import type { OracleLine, OrderType } from "./oracle/oracle-line.ts";
import { type Facts, lineFrom, type Version, versionArb } from "./random-version.ts";

/*
 * A thread is the story of one product of a customer: a first line and what became of it, turn by turn. The arbitraries
 * draw plain choices; `linesOfThread` tells the story from them. Whatever is drawn is a file a reader would accept.
 */

const products = ["Core", "Plus", "Data", "Desk"];
const currencies = ["USD", "USD", "USD", "EUR", "JPY"];

const moves = [
  "renew_early",
  "renew_early",
  "renew_on_time",
  "renew_on_time",
  "renew_late",
  "renew_late",
  "renew_late",
  "replace",
  "replace",
  "step",
  "archive",
  "archive",
  "split",
  "merge",
  "gap",
  "swap",
  "swap",
  "change_currency",
  "free",
  "trial",
  "one_off",
  "credit",
  "never_started",
  "add_on",
] as const;

const turnArb = fc.record({
  move: fc.constantFrom(...moves),
  version: versionArb,
  isNamed: fc.constantFrom(true, true, true, false),
  /** The name is of a line that is not there. */
  isLost: fc.constantFrom(false, false, false, false, false, false, false, false, false, true),
  isAmended: fc.boolean(),
  /** Days before or after, as the move reads it. */
  days: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.constantFrom(1, 5, 14, 30, 31, 59, 60, 61, 90)),
  /** Days the start is off the day it would be; mostly none. */
  shift: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -60, max: 90 }) },
  ),
  product: fc.constantFrom(...products),
  currency: fc.constantFrom(...currencies),
});

type Turn = typeof turnArb extends fc.Arbitrary<infer Value> ? Value : never;

/** One product's story of one customer. */
export const threadArb = fc.record({
  product: fc.constantFrom(...products),
  currency: fc.constantFrom(...currencies),
  /** Month from 2023-01 and day; mostly the first. */
  month: fc.integer({ min: 0, max: 20 }),
  day: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }) },
  ),
  signedDays: fc.constantFrom(0, 0, -20, 15, -70),
  first: versionArb,
  turns: fc.array(turnArb, { maxLength: 5 }),
});

export type Thread = typeof threadArb extends fc.Arbitrary<infer Value> ? Value : never;

/** Tells the story: the lines of one thread of one customer, ids from `prefix`. */
export function linesOfThread(thread: Thread, customerId: string, prefix: string): OracleLine[] {
  const lines: OracleLine[] = [];
  const nextId = (version: Version) => `${version.salt}${prefix}${lines.length}`;
  const add = (version: Version, facts: Omit<Facts, "line_id" | "customer_id">): OracleLine => {
    const line = lineFrom(version, { ...facts, line_id: nextId(version), customer_id: customerId });
    lines.push(line);
    return line;
  };
  const start = addDays(`${addMonths("2023-01", thread.month)}-01`, thread.day);
  const { product, currency } = thread;
  const first = add(thread.first, {
    product,
    currency,
    start_on: start,
    signed_on: addDays(start, thread.signedDays),
  });
  /** The lines that something may still happen to, oldest first. */
  let ends: OracleLine[] = [first];
  for (const turn of thread.turns) ends = afterTurn(turn, ends, add);
  return lines;
}

type Add = (version: Version, facts: Omit<Facts, "line_id" | "customer_id">) => OracleLine;

/** One turn of the story: adds lines, amends what they follow, and says what is open after it. */
function afterTurn(turn: Turn, ends: readonly OracleLine[], add: Add): OracleLine[] {
  const [old, ...others] = ends;
  if (!old) return [];
  const { version, days } = turn;
  const { product, currency } = old;
  const endOf = (line: OracleLine) => line.end_on ?? addDays(line.start_on, 100 + days);
  const due = endOf(old);
  const due_ = { product, currency, start_on: latest([addDays(due, turn.shift), addDays(old.start_on, 1)]) };
  const midway = addDays(old.start_on, days);
  const name = turn.isLost ? "nowhere" : old.line_id;
  const renews = turn.isNamed ? { renewal_of: name } : {};
  const replaces = turn.isNamed ? { replaces: name } : {};
  const notNew = (type: OrderType | null) => (type === "new" || type === "add_on" ? null : type);
  const following: Version = turn.isNamed ? version : { ...version, orderType: notNew(version.orderType) };
  switch (turn.move) {
    case "renew_early":
      return [...others, add(following, { ...due_, ...renews, signed_on: addDays(due, -days) })];
    case "renew_on_time":
      return [...others, add(following, { ...due_, ...renews, signed_on: due_.start_on })];
    case "renew_late":
      return [...others, add(following, { ...due_, ...renews, signed_on: addDays(due, days - 1) })];
    case "step":
      return [
        ...others,
        add(
          { ...following, orderType: "step" },
          { ...due_, ...renews, start_on: due, signed_on: old.signed_on },
        ),
      ];
    case "free":
      return [
        ...others,
        add(following, {
          ...due_,
          ...renews,
          monthly_minor: 0,
          annual_minor: 0,
          unit_monthly_minor: "0.000000000",
        }),
      ];
    case "archive": {
      const facts = turn.isAmended ? due_ : { ...due_, start_on: amended(old, midway) };
      const link = turn.days % 2 === 0 ? renews : replaces;
      const shown = turn.product === product ? {} : { product: "Archive" };
      return [
        ...others,
        add(
          { ...version, orderType: "archive", quantity: "1", price: 150 },
          { ...facts, ...link, ...shown, signed_on: addDays(facts.start_on, -turn.shift) },
        ),
      ];
    }
    case "replace":
      return [
        ...others,
        add(following, {
          ...due_,
          ...replaces,
          start_on: turn.isAmended ? amended(old, midway) : midway,
          signed_on: midway,
        }),
      ];
    case "swap":
      return [
        ...others,
        add(following, {
          ...due_,
          ...replaces,
          product: turn.product,
          start_on: turn.isAmended ? amended(old, midway) : due,
          signed_on: addDays(due, -days),
        }),
      ];
    case "change_currency":
      return [
        ...others,
        add(following, { ...due_, ...renews, currency: turn.currency, signed_on: addDays(due, -1) }),
      ];
    case "split":
      return [
        ...others,
        add(following, { ...due_, ...renews, signed_on: addDays(due, turn.shift) }),
        add({ ...following, salt: "b" }, { ...due_, ...renews, signed_on: addDays(due, days - 30) }),
      ];
    case "merge": {
      const other = others[0];
      if (!other) return [...ends];
      const start_on = latest([due, addDays(other.start_on, 1)]);
      const line = add(version, {
        product,
        currency,
        start_on,
        renewal_of: old.line_id,
        replaces: other.line_id,
        signed_on: addDays(start_on, turn.shift),
      });
      return [...others.slice(1), line];
    }
    case "gap":
      return [...others, add(version, { product, currency, start_on: addDays(due, days) })];
    case "add_on":
      return [...ends, add({ ...version, orderType: "add_on" }, { product, currency, start_on: midway })];
    case "trial": {
      // Sometimes what follows names the trial as what it continues.
      const trial = add(version, { ...due_, ...renews, is_trial: true });
      return turn.isAmended ? [trial, ...others] : [...ends];
    }
    case "one_off":
      add(version, { ...due_, is_recurring: false });
      return [...ends];
    case "never_started":
      add(calmed(version), {
        product,
        currency,
        ...(turn.isAmended ? renews : {}),
        start_on: midway,
        signed_on: addDays(midway, -60),
        end_on: addDays(midway, -20),
        notice_on: addDays(midway, -20),
        notice_monthly_minor: null,
      });
      return [...ends];
    case "credit": {
      // A host that nothing ever happens to, and a credit inside it: the product stays above 0 by any reading.
      const calm = {
        ...calmed(version),
        orderType: "add_on" as const,
        order: null,
        endMeans: "cancelled" as const,
      };
      const host = add(
        { ...calm, term: null, quantity: "1", price: 5000 },
        { product, currency, start_on: midway },
      );
      add(
        { ...calm, term: { months: 6 }, quantity: "1" },
        {
          product,
          currency,
          start_on: addDays(host.start_on, turn.days),
          monthly_minor: -2000,
          annual_minor: -24000,
          unit_monthly_minor: "-2000.000000000",
        },
      );
      return [...ends];
    }
  }
}

/** The same version of which no notice, pause or automatic renewal is known. */
const calmed = (version: Version): Version => ({
  ...version,
  notice: null,
  facts: { ...version.facts, pause: null, renews: null },
});

/** Ends the line on `day` as replaced by what follows, and says the day. */
function amended(line: OracleLine, day: string): string {
  line.end_on = day;
  line.end_means = "replaced";
  line.auto_renews = false;
  return day;
}
