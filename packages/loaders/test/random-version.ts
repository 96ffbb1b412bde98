import fc from "fast-check";
import { aLine, nineDecimals } from "./a-line.ts";
import { addDays, addMonths, monthOf } from "./oracle/calendar.ts";
import { fraction, times } from "./oracle/fraction.ts";
import type { EndMeans, OracleLine, OrderType } from "./oracle/oracle-line.ts";

/** Terms of a line: months, a few days (often no month end inside), or open. */
const termArb = fc.oneof(
  { weight: 7, arbitrary: fc.constantFrom(12, 12, 6, 3, 1, 18).map((months) => ({ months })) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 45 }).map((days) => ({ days })) },
  { weight: 2, arbitrary: fc.constant(null) },
);

const noticeArb = fc.record({
  /** Days from the due day. */
  days: fc.oneof(
    fc.integer({ min: -120, max: 100 }),
    fc.constantFrom(-90, -60, -59, -31, -30, -14, -5, -1, 0, 1, 30, 60),
  ),
  /** Share of ten that remains; 0 = nothing, as null. */
  remains: fc.constantFrom(0, 0, 0, 7, 5),
  quantity: fc.constantFrom(null, null, "2", "0.5"),
  /** Days until it is taken back. */
  withdrawn: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom(1, 5, 30, 31, 60, 90) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 150 }) },
  ),
});

/** Facts only the complete ledger knows; a plain company has none of them. */
const factsArb = fc.record({
  list: fc.constantFrom(null, null, null, 1, 1.25, 2, "1000", "1250"),
  renews: fc.constantFrom(null, null, null, null, null, null, "term", 1, 3, 12),
  pause: fc.option(
    fc.record({
      days: fc.oneof(fc.integer({ min: -10, max: 300 }), fc.constantFrom(0, 30, 31, 365)),
      length: fc.constantFrom(null, null, 1, 20, 31, 90, 200),
    }),
    { freq: 6 },
  ),
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
  facts: factsArb,
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
  const line: OracleLine = withFacts({ ...drawn, signed_on: start, ...facts }, version.facts);
  return version.notice === null ? line : withNotice(line, version.notice);
}

/** List price, automatic renewal and pause, as drawn. */
function withFacts(line: OracleLine, { list, renews, pause }: Version["facts"]): OracleLine {
  const unit = fraction(line.unit_monthly_minor);
  // A multiple of a price that is not whole would be rounded, and the discount with it.
  const isWhole = Number.isInteger(Number(line.unit_monthly_minor));
  const priced =
    typeof list !== "number" ? list : isWhole ? nineDecimals(times(unit, fraction(list))) : "1500";
  const paused_on = pause && addDays(line.start_on, pause.days);
  return {
    ...line,
    list_unit_monthly_minor: Number(priced) > 0 ? priced : null,
    auto_renews: renews !== null && line.end_means === "term" && line.end_on !== null,
    renewal_months: typeof renews === "number" ? renews : null,
    paused_on,
    resumes_on: pause?.length && paused_on ? addDays(paused_on, pause.length) : null,
  };
}

/** The same line with nothing that only the complete ledger knows. */
export const withoutFacts = (line: OracleLine): OracleLine => ({
  ...line,
  notice_withdrawn_on: null,
  list_unit_monthly_minor: null,
  auto_renews: false,
  renewal_months: null,
  paused_on: null,
  resumes_on: null,
});

/** What remains is a whole number of units at a whole price, or names its quantity: so its quantity is exact. */
function withNotice(line: OracleLine, notice: NonNullable<Version["notice"]>): OracleLine {
  const unit = Number(line.unit_monthly_minor);
  const isWhole = Number.isInteger(unit) && Number.isInteger(Number(line.quantity));
  const share = (line.monthly_minor * notice.remains) / 10;
  const remains = notice.quantity === null ? Math.floor(share / unit) * unit : Math.floor(share);
  const isNamed = remains > 0 && (isWhole || notice.quantity !== null);
  const notice_on = addDays(line.end_on ?? addDays(line.start_on, 200), notice.days);
  return {
    ...line,
    notice_on,
    notice_withdrawn_on: notice.withdrawn === null ? null : addDays(notice_on, notice.withdrawn),
    notice_monthly_minor: isNamed ? remains : null,
    notice_quantity: isNamed ? notice.quantity : null,
  };
}
