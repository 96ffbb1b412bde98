import { MOVEMENT_KINDS, MOVEMENT_SIDES } from "../ledger-file.ts";

const NONE = MOVEMENT_SIDES.indexOf("none");
const OWN = MOVEMENT_KINDS.map((kind) => {
  if (kind === "add_on" || kind === "upgrade") return MOVEMENT_SIDES.indexOf("expansion");
  if (kind === "downgrade" || kind === "product_churn" || kind === "archive")
    return MOVEMENT_SIDES.indexOf("contraction");
  return NONE;
});

/**
 * The side of a row when one product is looked at alone: there is nothing to net it against, so its own kind decides,
 * under both netting policies. Kind and sides are indexes into their lists; a row without a side stays without one.
 */
export function ownSide(kind: number, side: number): number {
  return side === NONE ? NONE : (OWN[kind] as number);
}
