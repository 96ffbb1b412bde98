import type { Definition } from "../definition.ts";

const DAY = 86_400_000;

/**
 * Time to value: how many days from signature to going live?
 *
 * Takes dates "YYYY-MM-DD"; returns whole days, 0 on the day of signing; null while the customer has not gone live, or
 * without a day of signing. Throws on a text that is no date, and on going live before signing.
 *
 * @example
 * timeToValue({ signed_on: "2025-01-10", live_on: "2025-03-18" }) // => 67
 *
 * Source: definitions, "Rates".
 */
export function timeToValue(row: { signed_on: string | null; live_on: string | null }): number | null {
  if (row.signed_on === null || row.live_on === null) return null;
  const days = (dayNumber(row.live_on) - dayNumber(row.signed_on)) / DAY;
  if (days >= 0) return days;
  throw new Error(
    `timeToValue: live before it was signed, got ${row.live_on} and ${row.signed_on}; leave the customer out or correct the date`,
  );
}

function dayNumber(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new Error(`timeToValue: not a date, got ${JSON.stringify(date)}; give YYYY-MM-DD`);
}

export const timeToValueDefinition: Definition = {
  name: "timeToValue",
  title: "Time to value",
  question: "How many days from signature to going live?",
  formula: "day of going live - day of signing",
  unit: "days",
  direction: "lower is better",
  basis:
    "Of one customer. Those still waiting have no value yet and are not 0: their share belongs beside any average.",
  example: {
    text: "Signed on 10 January, live on 18 March 2025: 67 days",
    run: () => timeToValue({ signed_on: "2025-01-10", live_on: "2025-03-18" }),
    result: 67,
  },
  source: "definitions.md, Rates: time to value (Financiality: 67)",
  variants: [{ title: "Activation", difference: "Asks whether, not how soon." }],
  not_available: "the customer has not gone live, or the day of signing is not known",
};
