import { billingOf } from "./balances.ts";
import { addDays, addMonths, lastDayOf, monthOf } from "./calendar.ts";
import type { Chain, Entry } from "./chains.ts";
import { amountOn, priceOn } from "./counting.ts";
import { sumOf } from "./money.ts";
import { split } from "./parts.ts";
import { countedEarlier } from "./spans.ts";

/**
 * How a product of a customer who stays comes back in a month: not at all; the whole of its rise; or up to what its
 * chains counted with before their notice was taken back, in billing minor units. `price` is what of the rest is price:
 * chains that stood at 0 are set against what they counted with before their notice.
 */
export type Comeback = { isReturn: boolean; cap: number | null; price: number; isTakenBack: boolean };

/**
 * Asks the chains of one product of one customer. `before` and `after` are the product's entries at the two month ends.
 */
export function comebackOf(month: string, before: readonly Entry[], after: readonly Entry[]): Comeback {
  let isReturn = false;
  let isWhole = false;
  let restored = 0;
  const restoredIn = new Set<string>();
  let price = 0;
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
    const notices = new Map(
      codes.flatMap(({ code, restored: line, noticed }) => {
        const day = noticed ?? line?.notice_on;
        return code === 1 && line && day ? [[line, day] as const] : [];
      }),
    );
    const takenBack = [...notices].map(([line, day]) => ({
      line,
      day,
      amount: restoredOf(chain, line.line_id, day, month),
    }));
    const amount = sumOf(takenBack.map((each) => each.amount));
    if (amount <= 0) continue;
    isReturn = true;
    restored += amount;
    for (const { line } of takenBack) restoredIn.add(line.currency);
    if (!stoodAtZero) continue;
    const noticed = takenBack
      .filter((each) => each.amount > 0)
      .flatMap(({ line, day }) => entryBeforeNotice(chain, line.line_id, day));
    price += split(
      noticed,
      after.filter((entry) => entry.chain === chain),
    ).price;
  }
  // A cap needs one currency: what rises in another, or in several at once, is reactivation whole.
  const isOne = changedCurrencies(before, after).every(
    (currency) => restoredIn.size === 1 && restoredIn.has(currency),
  );
  const isCapped = !isWhole && isOne;
  return { isReturn, cap: isCapped ? restored : null, price, isTakenBack: restored > 0 };
}

/** The billing currencies in which the product's amount changes. */
function changedCurrencies(before: readonly Entry[], after: readonly Entry[]): string[] {
  const inOne = (entries: readonly Entry[], currency: string) =>
    billingOf(entries.filter((entry) => entry.currency === currency));
  const all = [...new Set([...before, ...after].map((entry) => entry.currency))];
  return all.filter((currency) => inOne(before, currency) !== inOne(after, currency));
}

/** What a line counted with before the notice, less what it still counted with at the end of the month before. */
function restoredOf(chain: Chain, lineId: string, noticed: string, month: string): number {
  const span = chain.spans.find((each) => each.line.line_id === lineId);
  if (!span) return 0;
  const before = amountOn(span, addDays(noticed, -1));
  return Math.max(0, before - amountOn(span, lastDayOf(addMonths(month, -1))));
}

/** A line as it counted on the day before the notice. */
function entryBeforeNotice(chain: Chain, lineId: string, noticed: string): Entry[] {
  const span = chain.spans.find((each) => each.line.line_id === lineId);
  if (!span) return [];
  const { line } = span;
  const day = addDays(noticed, -1);
  return [
    {
      line,
      span,
      chain,
      product: line.product,
      currency: line.currency,
      amount: amountOn(span, day),
      isArchive: line.order_type === "archive",
      begins: span.on,
      cause: "notice",
      by: line,
      price: () => priceOn(span, day),
    },
  ];
}
