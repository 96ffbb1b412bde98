import fc from "fast-check";
import { aLine } from "./a-line.ts";
import { addDays, addMonths, monthOf } from "./oracle/calendar.ts";
import type { EndMeans, OracleLine, OrderType } from "./oracle/oracle-line.ts";

/** Terms of a line: months, a few days (often no month end inside), or open. */
const termArb = fc.oneof(
  { weight: 7, arbitrary: fc.constantFrom(12, 12, 6, 3, 1, 18).map((months) => ({ months })) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 45 }).map((days) => ({ days })) },
  { weight: 2, arbitrary: fc.constant(null) },
);

const noticeArb = fc.record({
  /** Days from the due day. */
  days: fc.oneof(fc.integer({ min: -120, max: 100 }), fc.constantFrom(-1, 0, 1, 30, 60)),
  /** Share of ten that remains; 0 = nothing, as null. */
  remains: fc.constantFrom(0, 0, 0, 7, 5),
  quantity: fc.constantFrom(null, null, "2", "0.5"),
});

/** What a line says beside its dates and links. */
export const versionArb = fc.record({
  quantity: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 9 }).map(String) },
    fc.constantFrom("2.5", "0.25"),
  ),
  /** Minor units for one a month, or a yearly total that does not divide by twelve. */
  price: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(1000, 1000, 1200, 900) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 30_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9_999 }).map((annual) => ({ annual })) },
  ),
  sku: fc.constantFrom(null, "s1", "s2"),
  term: termArb,
  endMeans: fc.constantFrom<EndMeans>("term", "term", "term", "term", "cancelled", "replaced"),
  notice: fc.option(noticeArb, { freq: 4 }),
  reason: fc.constantFrom(null, "budget", "acquired"),
  orderType: fc.constantFrom<OrderType | null>(
    null,
    null,
    null,
    null,
    "new",
    "add_on",
    "renewal",
    "replacement",
    "step",
  ),
  order: fc.constantFrom(null, null, null, "o1", "o2"),
  /** First letter of the line id, so that ids do not follow time. */
  salt: fc.constantFrom("a", "b", "c", "d"),
});

export type Version = typeof versionArb extends fc.Arbitrary<infer Value> ? Value : never;

/** Same day of the month, `months` later. */
const monthsAfter = (date: string, months: number): string =>
  addDays(`${addMonths(monthOf(date), months)}-01`, Number(date.slice(8)) - 1);

/** What the story says of a line: it wins over what the version drew. */
export type Facts = Partial<OracleLine> & {
  line_id: string;
  customer_id: string;
  product: string;
  start_on: string;
};

/** A line of the drawn version, with the facts of the story. */
export function lineFrom(version: Version, facts: Facts): OracleLine {
  const { price, quantity, term } = version;
  const money =
    typeof price === "number"
      ? { monthly_minor: Math.max(1, Math.round(price * Number(quantity))) }
      : { annual_amount: Math.max(12, Math.round(price.annual * Number(quantity))) };
  const start = facts.start_on;
  const end =
    term === null ? null : "days" in term ? addDays(start, term.days) : monthsAfter(start, term.months);
  const drawn = aLine({
    ...money,
    quantity,
    sku: version.sku,
    order_id: version.order && `${facts.customer_id}-${version.order}`,
    order_type: version.orderType,
    end_on: end,
    end_means: version.endMeans,
    reason: version.reason,
    line_id: facts.line_id,
    start_on: start,
  });
  const line: OracleLine = { ...drawn, signed_on: start, ...facts };
  return version.notice === null ? line : withNotice(line, version.notice);
}

/** What remains is a whole number of units at a whole price, or names its quantity: so its quantity is exact. */
function withNotice(line: OracleLine, notice: NonNullable<Version["notice"]>): OracleLine {
  const unit = Number(line.unit_monthly_minor);
  const isWhole = Number.isInteger(unit) && Number.isInteger(Number(line.quantity));
  const share = (line.monthly_minor * notice.remains) / 10;
  const remains = notice.quantity === null ? Math.floor(share / unit) * unit : Math.floor(share);
  const isNamed = remains > 0 && (isWhole || notice.quantity !== null);
  return {
    ...line,
    notice_on: addDays(line.end_on ?? addDays(line.start_on, 200), notice.days),
    notice_monthly_minor: isNamed ? remains : null,
    notice_quantity: isNamed ? notice.quantity : null,
  };
}
