import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Discount at signing: how much of the list price did customers not pay when they first signed?
 *
 * 1 - net / list at signing, over customers whose first renewal is decided (rows of `renewals__first_discount`). Minor units
 * in, a ratio out; null without rows.
 *
 * @example
 * discountAtSigning([{ signed_list_minor: 100, signed_net_minor: 75 }]) // => 0.25
 *
 * Source: definitions, "Renewals".
 */
export function discountAtSigning(
  rows: readonly { signed_list_minor: number; signed_net_minor: number }[],
): number | null {
  return ratio(
    sumOf(rows, (row) => row.signed_list_minor - row.signed_net_minor),
    sumOf(rows, (row) => row.signed_list_minor),
  );
}

export const discountAtSigningDefinition: Definition = {
  name: "discountAtSigning",
  title: "Discount at signing",
  question: "How much of the list price did customers not pay when they first signed?",
  formula: "1 - monthly amounts at signing / monthly list prices at signing",
  unit: "ratio",
  direction: "lower is better",
  basis:
    "Customers whose first renewal is decided as renewed and whose list prices are known on both sides; of all their contracts that fell due that day, in sum.",
  example: {
    text: "List 1,000, signed at 800: 1 - 800 / 1,000 = 20 %",
    run: () => discountAtSigning([{ signed_list_minor: 100_000, signed_net_minor: 80_000 }]),
    result: 0.2,
  },
  source: "definitions.md, Renewals",
  variants: [{ title: "Discount at first renewal", difference: "The same customers, one term later." }],
  not_available: "no list price is known for a customer who renewed",
};
