import { isGiven, type NumberOptions, numberText } from "./sql-values.ts";

/** The largest amount a line may have, in minor units a month: sums of many stay whole in every number type. */
const largestMinor = "1000000000000000";

/** SQL expressions by column name, one layer of a scan after the other. */
export type Layers = [Record<string, string>, Record<string, string>, Record<string, string>];

/**
 * The columns that read one cell of money, in three layers.
 *
 * `<name>_small`: the value x 10,000 as a bigint where it has at most four decimals and no exponent (the usual
 * case; casts from and to 128-bit decimals take a hundred times as long); `<name>_wide`: every other value to nine
 * decimals; `<name>_near`: the value as a double, only to choose a path and to find what is too large.
 */
export function readMoney(name: string, raw: string, options: NumberOptions): Layers {
  const text = `${name}_text`;
  const short = `(strpos(${text}, '.') = 0 or length(${text}) - strpos(${text}, '.') <= 4)`;
  const plain = `(length(${text}) <= 14 and ${short} and not contains(${text}, 'e') and not contains(${text}, 'E'))`;
  const small = `${name}_small`;
  return [
    { [text]: numberText(raw, options) },
    {
      [`${name}_four`]: `case when ${plain} then try_cast(${text} as decimal(18, 4)) end`,
      [`${name}_near`]: `try_cast(${text} as double)`,
    },
    {
      [small]: `case when abs(${name}_near) < 9000000000 then cast(${name}_four * 10000 as bigint) end`,
      [`${name}_wide`]: `case when (${name}_four is null or abs(${name}_near) >= 9000000000) and ${text} is not null
        then try_cast(${text} as decimal(29, 9)) end`,
    },
  ];
}

/** Is a given cell of money no number? */
export function isNotMoney(name: string, raw: string): string {
  return `(${isGiven(raw)} and isfinite(${name}_near) is not true)`;
}

/** A quantity: as a bigint (null when it has decimals), in millionths as a hugeint, roughly as a double. */
export interface Quantity {
  whole: string;
  million: string;
  near: string;
}

export interface MoneyParts {
  /** The name given to `readMoney`. */
  name: string;
  /** Minor units one printed unit has (bigint; 100 for dollars in major units). */
  factor: string;
  /** The billing period's factor (bigint). */
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
  const size = near(parts, times);
  const scale = months === 1 ? `${factor} * ${numerator}` : `${factor} * ${numerator} * ${months}`;
  const small = times === undefined ? `${name}_small` : `${name}_small * ${times.whole}`;
  const wide = `${billionths(name)} * ${times?.million ?? "1000000"}`;
  const isSmall = [`${name}_small is not null`, `${size} * ${denominator} * ${months} < 400000000000000`];
  if (times !== undefined) isSmall.push(`${times.whole} is not null`);
  return `case
    when ${isSmall.join(" and ")} then ${quotient(`${small} * ${scale}`, `10000 * ${denominator}`)}
    when ${size} <= ${largestMinor} then
      cast(${quotient(`${wide} * (${scale})`, `cast(1000000000000000 as hugeint) * ${denominator}`)} as bigint)
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
  const size = near(parts);
  const scale = `${factor} * ${numerator}`;
  const smallOver = over === undefined ? denominator : `${denominator} * ${over.whole}`;
  const wide = `${billionths(name)} * (${scale}) * 1000000`;
  const wideOver = `cast(${denominator} as hugeint) * ${over?.million ?? "1000000"}`;
  const isSmall = [`${name}_small is not null`, `${size} * ${denominator} < 4000000000`];
  if (over !== undefined) isSmall.push(`${over.whole} is not null`);
  return `case
    when ${isSmall.join(" and ")} then ${fromBillionths(quotient(`${name}_small * ${scale} * 100000`, smallOver))}
    when ${size} <= ${largestMinor} then ${fromBillionths(quotient(wide, wideOver))}
  end`;
}

function near({ name, factor, numerator, denominator }: MoneyParts, times?: Quantity): string {
  const quantity = times === undefined ? "" : ` * ${times.near}`;
  return `abs(${name}_near${quantity} * ${factor} * ${numerator} / ${denominator})`;
}

function billionths(name: string): string {
  return `cast(coalesce(${name}_wide, ${name}_four) * 1000000000 as hugeint)`;
}

function fromBillionths(whole: string): string {
  return `try_cast(try_cast(${whole} as decimal(29, 0)) * 0.000000001 as decimal(28, 9))`;
}

/** n / d to the nearest whole number, half away from zero; whole numbers only, d above 0. */
function quotient(n: string, d: string): string {
  return `sign(${n}) * ((${d} + 2 * abs(${n})) // (2 * ${d}))`;
}
