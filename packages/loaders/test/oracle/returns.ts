import { billingOf } from "./balances.ts";
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
  const restoredIn = new Set<string>();
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
    const lines = new Set(codes.flatMap((each) => (each.code === 1 && each.restored ? [each.restored] : [])));
    const takenBack = [...lines].map((line) => ({ line, amount: restoredOf(chain, line.line_id, month) }));
    const amount = sumOf(takenBack.map((each) => each.amount));
    if (amount <= 0) continue;
    isReturn = true;
    restored += amount;
    for (const { line } of takenBack) restoredIn.add(line.currency);
  }
  // A cap needs one currency: what rises in another, or in several at once, is reactivation whole.
  const isOne = changedCurrencies(before, after).every(
    (currency) => restoredIn.size === 1 && restoredIn.has(currency),
  );
  const isCapped = !isWhole && isOne;
  return { isReturn, cap: isCapped ? restored : null, isTakenBack: restored > 0 };
}

/** The billing currencies in which the product's amount changes. */
function changedCurrencies(before: readonly Entry[], after: readonly Entry[]): string[] {
  const inOne = (entries: readonly Entry[], currency: string) =>
    billingOf(entries.filter((entry) => entry.currency === currency));
  const all = [...new Set([...before, ...after].map((entry) => entry.currency))];
  return all.filter((currency) => inOne(before, currency) !== inOne(after, currency));
}

/** What a line counted with before its notice, less what it still counted with at the end of the month before. */
function restoredOf(chain: Chain, lineId: string, month: string): number {
  const span = chain.spans.find((each) => each.line.line_id === lineId);
  if (!span?.line.notice_on) return 0;
  const before = amountOn(span, addDays(span.line.notice_on, -1));
  return Math.max(0, before - amountOn(span, lastDayOf(addMonths(month, -1))));
}
