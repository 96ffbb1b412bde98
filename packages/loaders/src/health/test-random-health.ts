import fc from "fast-check";
import { type Facts, healthLine } from "./test-health.ts";

const day = (after: number): string =>
  new Date(Date.UTC(2023, 0, 1) + after * 86_400_000).toISOString().slice(0, 10);
const monthOf = (on: string): string => `${on.slice(0, 7)}-01`;
/** The last day a fact may happen on. */
export const lastDay = 700;

const aDay = fc.integer({ min: 0, max: lastDay });
const late = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 90 }));

const aFact = fc.record({
  kind: fc.constantFrom(
    "ticket",
    "ticket",
    "nps",
    "csat",
    "use",
    "use",
    "use",
    "use",
    "activity",
    "engagement",
    "invoice",
    "contact",
  ),
  at: aDay,
  late,
  lasts: fc.option(fc.integer({ min: 0, max: 60 })),
  score: fc.integer({ min: 0, max: 10 }),
  person: fc.constantFrom("p1", "p2", "p3"),
});
type AFact = typeof aFact extends fc.Arbitrary<infer Fact> ? Fact : never;

const aCustomer = fc.record({
  start: fc.integer({ min: 0, max: 300 }),
  months: fc.integer({ min: 2, max: 24 }),
  quantity: fc.integer({ min: 1, max: 20 }),
  tier: fc.constantFrom("high", "tech", null),
  facts: fc.array(aFact, { maxLength: 60 }),
});

/** Facts of random customers, each dated by the day it was known. Always the same for one seed. */
export function randomFacts(
  customers: number,
  seed: number,
): { known_on: string; table: string; row: object }[] {
  return fc.sample(aCustomer, { numRuns: customers, seed }).flatMap((customer, number) => {
    const customer_id = `C${String(number).padStart(3, "0")}`;
    const start_on = day(customer.start);
    const line = healthLine({
      line_id: `L${number}`,
      customer_id,
      start_on,
      end_on: day(customer.start + customer.months * 30),
      quantity: customer.quantity,
    });
    return [
      { known_on: "", table: "read_customers", row: { customer_id, touch_tier: customer.tier } },
      { known_on: "", table: "read_contract_lines", row: line },
      ...customer.facts.map((fact, at) =>
        // Every seventh is entered one to two years after its day.
        rowOf(at % 7 === 3 ? { ...fact, late: 365 + 4 * fact.late } : fact, {
          customer_id,
          id: `${customer_id}-${at}`,
        }),
      ),
    ];
  });
}

function rowOf(
  { kind, at, late: lag, lasts, score, person }: AFact,
  { customer_id, id }: { customer_id: string; id: string },
): { known_on: string; table: string; row: object } {
  const [on, known_on] = [day(at), day(at + lag)];
  const person_id = `${customer_id}-${person}`;
  const until = lasts === null ? null : day(at + lasts);
  switch (kind) {
    case "ticket":
      return {
        known_on: on,
        table: "read_tickets",
        row: { ticket_id: id, customer_id, opened_on: on, solved_on: until },
      };
    case "nps":
    case "csat": {
      const answer = {
        response_id: id,
        customer_id,
        person_id,
        survey_type: kind,
        responded_on: on,
        known_on,
      };
      return {
        known_on,
        table: "read_survey_responses",
        row: { ...answer, score: kind === "csat" ? Math.ceil(score / 2) : score },
      };
    }
    case "use":
      return {
        known_on,
        table: "read_usage",
        row: {
          customer_id,
          person_id,
          feature: `f${score % 4}`,
          usage_month: monthOf(on),
          known_month: monthOf(known_on),
          event_count: score + 1,
          days_used: 1 << (Number(on.slice(8)) - 1),
          row_count: 1,
        },
      };
    case "activity":
      return {
        known_on,
        table: "read_activities",
        row: {
          activity_id: id,
          customer_id,
          activity_on: on,
          activity_type: score > 7 ? "risk" : score < 2 ? "risk_closed" : "call",
          pulse: score > 3 && score < 8 ? score - 2 : null,
          known_on,
        },
      };
    case "engagement":
      return {
        known_on,
        table: "read_engagement",
        row: {
          engagement_id: id,
          customer_id,
          engaged_on: on,
          engagement_group: ["marketing", "community", "participation"][score % 3],
          engagement_type: "something",
          known_on,
        },
      };
    case "invoice":
      return {
        known_on: on,
        table: "read_invoices",
        row: {
          invoice_id: id,
          customer_id,
          currency: "USD",
          invoiced_on: on,
          due_on: day(at + 14),
          paid_on: until,
          status: until === null ? "open" : "paid",
          total_minor: 1000,
        },
      };
    default:
      return {
        known_on: on,
        table: "read_contacts",
        row: {
          person_id: id,
          customer_id,
          role: ["sponsor", "champion", "user"][score % 3],
          from_on: on,
          left_on: until,
          known_on: until,
        },
      };
  }
}

/** What was known by a day, table by table. What would happen later has not happened yet. */
export function factsKnownBy(facts: ReturnType<typeof randomFacts>, asOf: string): Facts {
  const tables: Record<string, Record<string, unknown>[]> = {};
  for (const { known_on, table, row } of facts) {
    if (known_on > asOf) continue;
    const copy: Record<string, unknown> = { ...row };
    for (const name of ["solved_on", "left_on", "paid_on"]) {
      if (name in copy && String(copy[name] ?? "") > asOf) copy[name] = null;
    }
    if (table === "read_contacts" && copy.left_on === null) copy.known_on = null;
    if (table === "read_invoices" && copy.paid_on === null) copy.status = "open";
    tables[table] = [...(tables[table] ?? []), copy];
  }
  return tables as Facts;
}
