import { addDays, addMonths, lastDayOf, monthOf } from "./calendar.ts";
import type { Chain, Entry } from "./chains.ts";
import { amountOn } from "./counting.ts";
import { sumOf } from "./money.ts";
import { countedEarlier } from "./spans.ts";

/**
 * How a product of a customer who stays comes back in a month: not at all; the whole of its rise; or up to what its
 * chains counted with before their notice was taken back, in billing minor units.
 */
export type Comeback = { isReturn: boolean; cap: number | null; isTakenBack: boolean };

/**
 * Asks the chains of one product of one customer. `before` and `after` are the product's entries at the two month ends.
 */
export function comebackOf(month: string, before: readonly Entry[], after: readonly Entry[]): Comeback {
  let isReturn = false;
  let isWhole = false;
  let restored = 0;
  for (const chain of new Set(after.map((entry) => entry.chain))) {
    if (!chain.countedBefore(month)) continue;
    const codes = chain.spans
      .flatMap((span) => span.returns.map((each) => ({ ...each, span })))
      .filter(
        (each) =>
          monthOf(each.on) === month && (each.on === each.span.on || countedEarlier(each.span, month)),
      );
    // A renewal signed when nothing held the chain, or the end of a pause: it stood at 0.
    const stoodAtZero = chain.entries(addMonths(month, -1)).length === 0;
    if (stoodAtZero && codes.some((each) => each.code !== 1)) {
      isReturn = true;
      isWhole = true;
    }
    const currencies = new Set(after.filter((entry) => entry.chain === chain).map((entry) => entry.currency));
    const lines = new Set(codes.flatMap((each) => (each.code === 1 && each.restored ? [each.restored] : [])));
    const takenBack = [...lines].map((line) => ({ line, amount: restoredOf(chain, line.line_id, month) }));
    const amount = sumOf(takenBack.map((each) => each.amount));
    if (amount <= 0) continue;
    isReturn = true;
    restored += amount;
    if (takenBack.some(({ line }) => !currencies.has(line.currency))) isWhole = true;
  }
  const currencies = new Set([...before, ...after].map((entry) => entry.currency));
  return { isReturn, cap: isWhole || currencies.size > 1 ? null : restored, isTakenBack: restored > 0 };
}

/** What a line counted with before its notice, less what it still counted with at the end of the month before. */
function restoredOf(chain: Chain, lineId: string, month: string): number {
  const span = chain.spans.find((each) => each.line.line_id === lineId);
  if (!span?.line.notice_on) return 0;
  const before = amountOn(span, addDays(span.line.notice_on, -1));
  return Math.max(0, before - amountOn(span, lastDayOf(addMonths(month, -1))));
}
