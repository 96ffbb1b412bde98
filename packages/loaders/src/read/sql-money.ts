import { isGiven, type NumberOptions, numberText } from "./sql-values.ts";

/** The largest amount a line may have, in minor units a month: sums of many stay whole in every number type. */
const largestMinor = "1000000000000000";

/** Whole numbers below it are exact as doubles, and so is the rounding of their quotients. */
const exactBelow = "4500000000000000";

/**
 * The columns that read one cell of money, in two layers of a scan.
 *
 * `<name>_near`: the value as a double; `<name>_units`: the value x 10,000, a whole number kept as a double, where
 * four decimals say all of it (nearly always; whole doubles below 2^52 are exact, and 128-bit decimals take fifty
 * times as long). Every other value is read from `<name>_text`, to nine decimals.
 */
export function readMoney(name: string, raw: string, options: NumberOptions): [first: Layer, second: Layer] {
  const text = numberText(raw, options);
  const isShort = `abs(${name}_near) < 100000000000 and cast(${name}_four as double) = ${name}_near`;
  return [
    {
      [`${name}_text`]: text,
      [`${name}_near`]: `try_cast(${text} as double)`,
      [`${name}_four`]: `try_cast(${text} as decimal(18, 4))`,
    },
    { [`${name}_units`]: `case when ${isShort} then round(${name}_near * 10000) end` },
  ];
}

/** SQL expressions by column name. */
export type Layer = Record<string, string>;

/** Is a given cell of money no number? */
export function isNotMoney(name: string, raw: string): string {
  return `(isfinite(${name}_near) is not true and ${isGiven(raw)})`;
}

/** A quantity: as a double, null when it has decimals; in millionths as a hugeint; roughly as a double. */
export interface Quantity {
  whole: string;
  million: string;
  near: string;
}

export interface MoneyParts {
  /** The name given to `readMoney`. */
  name: string;
  /** Minor units one printed unit has (100 for dollars in major units) and the billing period's factor, whole. */
  factor: string;
  numerator: string;
  denominator: string;
}

/** Is an amount beyond what a line may have? */
export function isTooLarge(parts: MoneyParts, times?: Quantity): string {
  return `(${near(parts, times)} > ${largestMinor})`;
}

/**
 * An amount in whole minor units, rounded once half away from zero from the printed amount.
 *
 * printed amount x quantity x minor units x numerator / denominator x months (1: a month, 12: a year)
 * @returns a SQL expression of type bigint; null where the amount is missing, no number or too large
 */
export function wholeMinor(
  parts: MoneyParts,
  { months, times }: { months: 1 | 12; times?: Quantity },
): string {
  const { name, factor, numerator, denominator } = parts;
  const scale = months === 1 ? `${factor} * ${numerator}` : `${factor} * ${numerator} * ${months}`;
  const whole =
    times === undefined ? `${name}_units * ${scale}` : `${name}_units * ${times.whole} * ${scale}`;
  const wide = `${billionths(name)} * ${times?.million ?? "1000000"} * ${huge(scale)}`;
  return `case
    when abs(${whole}) < ${exactBelow} then cast(round(${whole} / (10000 * ${denominator})) as bigint)
    when ${near(parts, times)} <= ${largestMinor} then
      cast(${quotient(wide, `cast(1000000000000000 as hugeint) * ${huge(denominator)}`)} as bigint)
  end`;
}

/**
 * A net unit price a month in minor units to nine decimals, rounded half away from zero.
 *
 * printed amount x minor units x numerator / denominator / quantity
 * @returns a SQL expression of type decimal(28, 9); null where it is missing, no number or too large
 */
export function unitMinor(parts: MoneyParts, over?: Quantity): string {
  const { name, factor, numerator, denominator } = parts;
  const whole = `${name}_units * ${factor} * ${numerator} * 100000`;
  const wholeOver = over === undefined ? denominator : `(${denominator} * ${over.whole})`;
  const wide = `${billionths(name)} * ${huge(`${factor} * ${numerator}`)} * 1000000`;
  const wideOver = `${huge(denominator)} * ${over?.million ?? "1000000"}`;
  const isWhole = over === undefined ? "" : ` and ${over.whole} < 1000000000`;
  return `case
    when abs(${whole}) < ${exactBelow}${isWhole} then
      ${fromSmall(`cast(round(${whole} / ${wholeOver}) as bigint)`)}
    when ${near(parts)} <= ${largestMinor} then ${fromBillionths(quotient(wide, wideOver))}
  end`;
}

/**
 * A unit price a month before a discount, in minor units to nine decimals, rounded half away from zero.
 *
 * printed net amount x minor units x numerator / denominator / quantity / (1 - discount); the discount to six decimals
 * @returns a SQL expression of type decimal(28, 9); null where price or discount is missing, the discount is 100 %,
 *   the price is 0, or a thousand times too large for the arithmetic
 */
export function unitBeforeDiscount(parts: MoneyParts, discount: string, over?: Quantity): string {
  const { name, factor, numerator, denominator } = parts;
  const printed = `coalesce(${huge(`${name}_units * 100000`)}, ${billionths(name)})`;
  const wide = `${printed} * ${huge(`${factor} * ${numerator}`)} * 1000000000000`;
  const rest = `(1000000 - cast(round(${discount} * 1000000) as hugeint))`;
  const wideOver = `${huge(denominator)} * ${over?.million ?? "1000000"} * ${rest}`;
  return `case
    when ${discount} < 0.9999995 and ${name}_near <> 0 and ${near(parts)} * ${denominator} <= ${largestMinor} then
      ${fromBillionths(quotient(wide, wideOver))}
  end`;
}

function near({ name, factor, numerator, denominator }: MoneyParts, times?: Quantity): string {
  const quantity = times === undefined ? "" : ` * ${times.near}`;
  return `abs(${name}_near${quantity} * ${factor} * ${numerator} / ${denominator})`;
}

/** Only reached by the rare values that are not whole at four decimals, or too large for a double. */
function billionths(name: string): string {
  return `cast(try_cast(${name}_text as decimal(29, 9)) * 1000000000 as hugeint)`;
}

function huge(whole: string): string {
  return `cast(${whole} as hugeint)`;
}

function fromSmall(whole: string): string {
  return `cast(cast(${whole} as decimal(18, 0)) * cast(0.000000001 as decimal(9, 9)) as decimal(28, 9))`;
}

function fromBillionths(whole: string): string {
  return `try_cast(try_cast(${whole} as decimal(29, 0)) * 0.000000001 as decimal(28, 9))`;
}

/** n / d to the nearest whole number, half away from zero; whole numbers only, d above 0. */
function quotient(n: string, d: string): string {
  return `sign(${n}) * ((${d} + 2 * abs(${n})) // (2 * ${d}))`;
}
