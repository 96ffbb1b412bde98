import { createHash } from "node:crypto";
import type { Life } from "./life.ts";
import type { Numbered, Row } from "./rows.ts";

/** The first digits of a text's SHA-256, in hex. */
export const hex = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/** A whole number of `digits` digits that looks like nobody chose it; the account's number makes it unique. */
const serial = (system: string, number: number, digits: number): string => {
  const drawn = BigInt(`0x${hex(`${system} ${number}`, 12)}`) % 10n ** BigInt(digits - 5);
  return `${String(drawn).padStart(digits - 5, "1")}${String(number).padStart(5, "0")}`;
};

const known = new Map<number, Keys>();

/** What the help desk, the product, the success tool, marketing and the payment service call an account. */
export function keysOf({ number }: Pick<Life, "number">): Keys {
  const keys = known.get(number) ?? newKeys(number);
  known.set(number, keys);
  return keys;
}

type Keys = ReturnType<typeof newKeys>;

const newKeys = (number: number) => ({
  zendesk: `36${serial("organization", number, 11)}`,
  segment: `ws_${hex(`workspace ${number}`, 10)}${number.toString(36)}`,
  gainsight: `1P02${hex(`company ${number}`, 20).toUpperCase()}${number.toString(36).toUpperCase().padStart(3, "0")}`,
  hubspot: `9${serial("company", number, 10)}`,
  stripe: `cus_${hex(`customer ${number}`, 11)}${number.toString(36).padStart(3, "0")}`,
});

export type System = keyof Keys;

/** Nobody has entered the key of six or seven customers of each system. */
const isUnmapped = (life: Life, place: number): boolean => (life.number + 7 * place) % 331 === 12;

/** Keys of an account by system: bookkeeping knows by name those whose contracts sales keeps. */
const keysBySystem = (life: Life): [string, string][] => {
  const { stripe: _, ...others } = keysOf(life);
  return [
    ...Object.entries(others),
    ...(life.book === "salesforce" ? [["xero", life.account.name] as [string, string]] : []),
  ];
};

/**
 * The mapping table, one row a key: what each system calls a customer, and who it is. The keys of the payment service are
 * complete, because money hangs on them.
 */
export function customerMapRows(lives: readonly Life[], subscribers: readonly Numbered[]): Row[] {
  const paying = subscribers.map((one) => ({
    system: "stripe",
    key: keysOf(one).stripe,
    customer_id: one.id,
  }));
  const others = lives.flatMap((life) =>
    keysBySystem(life)
      .filter((_, place) => !isUnmapped(life, place))
      .map(([system, key]) => ({ system, key, customer_id: life.id })),
  );
  return [...others, ...paying];
}
