import { divide, listMinor, PERIODS_A_YEAR, STARTER } from "./catalogue.ts";
import { AS_OF, addMonths, type Day, day, yearOf } from "./days.ts";
import type { Dice } from "./dice.ts";
import { addLine, replaceOn } from "./lines.ts";
import { churnReason } from "./reasons.ts";
import type { Account } from "./records.ts";

const PRICE_RISE: Day = day("2023-02-01");

/** A Starter plan by the month without a term: a price rise on the way, and for many a cancellation some day. */
export function openEndedLife(account: Account, dice: Dice, deal: { usd: number; signed: Day }): void {
  const { signed } = deal;
  const unit = listMinor(STARTER, yearOf(signed), account.currency, "monthly") * PERIODS_A_YEAR.monthly;
  let line = addLine(account, {
    order: { signed },
    orderType: "new",
    sku: STARTER,
    quantity: Math.max(3, divide(deal.usd * 100, unit)),
    discountPerCent: 0,
    start: signed,
    end: null,
  });
  line.endMeans = "cancelled";
  const end = addMonths(signed, dice.int(7, 62));
  const noticeOn = end - dice.int(3, 28);
  if (signed < PRICE_RISE - 180 && end > PRICE_RISE) {
    replaceOn(line, PRICE_RISE, PRICE_RISE - 31);
    line = addLine(account, {
      order: { signed: PRICE_RISE - 31 },
      orderType: "replacement",
      sku: STARTER,
      quantity: line.quantity,
      discountPerCent: 0,
      start: PRICE_RISE,
      end: null,
      replaces: line,
    });
    line.endMeans = "cancelled";
  }
  if (noticeOn > AS_OF) return;
  const reason = churnReason(dice, { afterOutage: false, slowStart: false });
  Object.assign(line, { end, noticeOn, changed: noticeOn, paidUntil: end, reason });
}
