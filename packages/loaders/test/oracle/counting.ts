import { dividedBy, type Fraction, fraction, isZero, rounded, times } from "./fraction.ts";
import type { OracleLine } from "./oracle-line.ts";
import type { Span } from "./spans.ts";

/** Quantity and net unit price a month, unrounded. */
export type Price = { quantity: Fraction; unit: Fraction };

const units = new WeakMap<OracleLine, Fraction>();

/**
 * The net unit price a month. The row prints nine decimals; where they are those of the annual amount / 12 / quantity,
 * that is the price they stand for.
 */
function unitPrice(line: OracleLine): Fraction {
  const known = units.get(line);
  if (known) return known;
  const unit = exactUnit(line);
  units.set(line, unit);
  return unit;
}

function exactUnit(line: OracleLine): Fraction {
  const printed = fraction(line.unit_monthly_minor);
  const quantity = fraction(line.quantity);
  if (isZero(quantity)) return printed;
  const exact = dividedBy({ over: BigInt(line.annual_minor), under: 12n }, quantity);
  const billionths: Fraction = { over: 1_000_000_000n, under: 1n };
  return rounded(times(exact, billionths)) === rounded(times(printed, billionths)) ? exact : printed;
}

/** Only what a notice leaves counts on `day`. */
const isReduced = ({ remains }: Span, day: string): boolean =>
  remains !== null && remains.from <= day && day < remains.until;

/** The amount a line counts with on `day`, in billing minor units; 0 when it does not count then. */
export function amountOn(span: Span, day: string): number {
  const counts = span.stretches.some((each) => each.on <= day && day < each.off);
  if (!counts) return 0;
  return isReduced(span, day) ? (span.line.notice_monthly_minor ?? 0) : span.line.monthly_minor;
}

/** Quantity and price on a day on which the line counts. The loss is quantity unless the notice names a quantity. */
export function priceOn(span: Span, day: string): Price {
  const { line } = span;
  const unit = unitPrice(line);
  if (!isReduced(span, day)) return { quantity: fraction(line.quantity), unit };
  const remains = fraction(line.notice_monthly_minor ?? 0);
  if (line.notice_quantity !== null && Number(line.notice_quantity) > 0) {
    const quantity = fraction(line.notice_quantity);
    return { quantity, unit: dividedBy(remains, quantity) };
  }
  return { quantity: dividedBy(remains, unit), unit };
}
