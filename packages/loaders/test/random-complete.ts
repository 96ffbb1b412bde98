import fc from "fast-check";
import { addDays, addMonths, monthsBetween } from "./oracle/calendar.ts";
import type { Assignment, MonthRate, OracleCompany, OracleLine } from "./oracle/oracle-line.ts";
import { customerCutsArb, cutsOf, type RandomCompany, settingsArb } from "./random-companies.ts";
import { linesOfThread, threadArb } from "./random-thread.ts";

/*
 * Companies with everything the ledger knows: list prices, automatic renewals, pauses, notices taken back, contracts that
 * go from one customer to another, month-end rates, a history that begins later. Small, so that ten thousand are many
 * coincidences and not many months.
 */

const customerArb = fc.record({
  threads: fc.array(threadArb, { minLength: 1, maxLength: 2 }),
  cuts: customerCutsArb,
});

/** A story that goes to another customer: which, from when, and whether later lines print the new one. */
const moveArb = fc.record({
  story: fc.nat({ max: 5 }),
  line: fc.nat({ max: 5 }),
  to: fc.nat({ max: 2 }),
  month: fc.integer({ min: 1, max: 24 }),
  day: fc.constantFrom(0, 0, 9, 27, 29),
  isPrinted: fc.boolean(),
});

type Move = typeof moveArb extends fc.Arbitrary<infer Value> ? Value : never;

/** One to three customers with one or two stories each; contracts may move between them. */
export const completeCompanyArb: fc.Arbitrary<RandomCompany> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.array(customerArb, { minLength: 1, maxLength: 1 }) },
      { weight: 2, arbitrary: fc.array(customerArb, { minLength: 2, maxLength: 3 }) },
    ),
    fc.array(moveArb, { maxLength: 2 }),
  )
  .map(([customers, moves]) => {
    const stories = customers.flatMap(({ threads }, at) =>
      threads.map((thread, story) => linesOfThread(thread, `k${at}`, `${at}${story}`)),
    );
    // Each story goes once: one that comes back is a fixture.
    const apart = moves.filter(
      (move, at) => moves.findIndex((other) => storyOf(other, stories) === storyOf(move, stories)) === at,
    );
    const assignments = customers.length === 1 ? [] : apart.flatMap(assignmentOf(stories, customers.length));
    return {
      lines: stories.flat(),
      cuts: cutsOf(customers.map((customer) => customer.cuts)),
      assignments,
    };
  });

const storyOf = (move: Move, stories: readonly OracleLine[][]): number => move.story % stories.length;

/** Assigns a story, unless a credit in it would leave the line it is nested in. */
const assignmentOf =
  (stories: readonly OracleLine[][], customers: number) =>
  (move: Move, at: number): Assignment[] => {
    const story = stories[storyOf(move, stories)] ?? [];
    const first = story[0];
    const line = story[move.line % Math.max(1, story.length)];
    if (!first || !line || story.some((each) => each.monthly_minor < 0)) return [];
    const customer_id = `k${move.to % customers}`;
    const assigned_on = addDays(`${addMonths("2023-01", move.month)}-01`, move.day + at);
    if (move.isPrinted) printNew(story, line, customer_id, assigned_on);
    return [{ line_id: line.line_id, customer_id, assigned_on }];
  };

/** Later lines that name a line of the chain print the new customer. */
function printNew(
  story: readonly OracleLine[],
  line: OracleLine,
  customer_id: string,
  assigned_on: string,
): void {
  const chain = new Set([line.line_id]);
  for (const later of story) {
    const isNext = [later.renewal_of, later.replaces].some((name) => name !== null && chain.has(name));
    if (!isNext || later.is_trial || !later.is_recurring) continue;
    chain.add(later.line_id);
    if (later.start_on >= assigned_on) later.customer_id = customer_id;
  }
}

const months = monthsBetween("2022-01", "2026-12");

/** Rates that go up and down, and stay now and then. */
function monthRates(rates: Record<string, string>, steps: readonly number[]): MonthRate[] {
  return Object.entries(rates).flatMap(([currency, rate]) =>
    months.map((month, at) => {
      const step = steps[at % steps.length] ?? 0;
      return { currency, month, rate: (Number(rate) * (1 + step / 1000)).toFixed(5) };
    }),
  );
}

const reasons = {
  budget: { category: "price", avoidable: true },
  acquired: { category: "company", avoidable: false },
};

/** The settings of a batch, with month-end rates, a history and reasons in some. */
export const completeSettingsArb: fc.Arbitrary<OracleCompany> = fc
  .record({
    plain: settingsArb,
    as_of: fc.constantFrom("2024-06-30", "2024-06-30", "2024-12-31", "2025-02-14"),
    steps: fc.oneof(
      fc.constant(null),
      fc.array(fc.constantFrom(0, 0, 10, -15, 40, -7), { minLength: 3, maxLength: 7 }),
    ),
    history_from: fc.constantFrom(undefined, undefined, undefined, "2023-07-01", "2024-01-01"),
    hasReasons: fc.boolean(),
  })
  .map(({ plain, as_of, steps, history_from, hasReasons }) => ({
    ...plain,
    as_of,
    ...(steps && { month_rates: monthRates(plain.exchange_rates, steps), exchange_rates: {} }),
    ...(history_from && { history_from }),
    ...(hasReasons && { reasons }),
  }));
