const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

const base62 = (value: number, digits: number): string => {
  let text = "";
  for (let rest = value; text.length < digits; rest = Math.floor(rest / 62)) text = DIGITS[rest % 62] + text;
  return text;
};

/** What of five characters is a capital, as one sign: bit i for letter i. */
const capitals = (five: string): string =>
  SIGNS[[...five].reduce((bits, letter, bit) => bits + (/[A-Z]/.test(letter) ? 2 ** bit : 0), 0)] ?? "";

const OBJECTS = {
  account: "001",
  opportunity: "006",
  contract: "800",
  contractLine: "a0X",
  user: "005",
} as const;

/**
 * The key of 18 characters a record has in Salesforce: object, instance, a number that grows, and the capitals of each
 * five characters. Keys of one object are in the order of their numbers.
 *
 * @param number of the record among those of its object, from 1
 * @example
 * salesforceId("account", 42); // "001Wt00000002PaIAI"
 */
export function salesforceId(object: keyof typeof OBJECTS, number: number): string {
  const short = `${OBJECTS[object]}Wt0${base62(1_000 + number * 197, 9)}`;
  return short + [0, 5, 10].map((from) => capitals(short.slice(from, from + 5))).join("");
}
