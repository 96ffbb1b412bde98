import { firstDueFrom, isAutomatic, isTerm, lastDue } from "./due-days.ts";
import type { OracleLine } from "./oracle-line.ts";

/** What a link between two lines is: due and renewed, a step of a ramp agreed at signing, or a change mid-term. */
export type LinkKind = "renewal" | "contracted_step" | "mid_term";

/** `to` continues `from`; guessed where the exports do not name it. */
export type Pair = { from: OracleLine; to: OracleLine; guessed: boolean };

/** "A replacement that starts on or after the `term` end of what it replaces is a renewal." */
export function kindOf({ from, to, guessed }: Pair): LinkKind {
  if (to.order_type === "step") return "contracted_step";
  const printsOrderOnly = to.order_type === null || to.order_type === "new" || to.order_type === "add_on";
  if (guessed && from.order_id !== null && from.order_id === to.order_id && printsOrderOnly)
    return "contracted_step";
  if (!isTerm(from) || from.end_on === null) return "mid_term";
  if (to.renewal_of === from.line_id) return "renewal";
  // An automatic line is due again and again, until it ends.
  if (isAutomatic(from)) {
    const end = lastDue(from);
    const isPast = end !== null && to.start_on >= end;
    return isPast || firstDueFrom(from, to.start_on) === to.start_on ? "renewal" : "mid_term";
  }
  return to.start_on >= from.end_on ? "renewal" : "mid_term";
}
