import * as catalogue from "./catalogue.ts";
import { AS_OF, addMonths, type Day, day } from "./days.ts";
import type { Dice } from "./dice.ts";
import { signFirstOrder } from "./first-order.ts";
import { addLine, annualCents } from "./lines.ts";
import { midTerm } from "./mid-term.ts";
import { isUnavoidable } from "./reasons.ts";
import type { Account, Line } from "./records.ts";
import { type Outcome, renew } from "./renewal.ts";

const STARTER_WITHDRAWN: Day = day("2024-07-01");

/** Lives through terms until the account leaves or as_of is reached. */
function liveOn(account: Account, dice: Dice, lines: Line[], renewals: number): Outcome {
  let from = lines[0]?.start ?? AS_OF;
  const first = account.lines.find((line) => line.order === lines[0]?.order && line.orderType === "new");
  if (first && renewals === 0) from = first.start;
  for (let renewalsBehind = renewals; ; renewalsBehind++) {
    const due = lines[0]?.end ?? AS_OF;
    for (let year = from; year < due - 200; year = addMonths(year, 12)) {
      if (!midTerm({ account, dice, lines }, year, due)) return "gone";
    }
    const outcome = renew({ account, dice, lines, due, renewalsBehind });
    if (outcome === "gone" || outcome === "open") return outcome;
    from = lines[0]?.start ?? AS_OF;
    if (outcome === "archived" && dice.chance(90)) wakeUp(account, dice, lines);
  }
}

/** An archived account comes back to paid use in the middle of its archive year. */
function wakeUp(account: Account, dice: Dice, lines: Line[]): void {
  const archive = lines[0];
  if (archive === undefined || archive.end === null) return;
  const start = archive.start + dice.int(90, 250);
  const signed = start - dice.int(2, 20);
  if (start > AS_OF || archive.sku !== catalogue.ARCHIVE) return;
  Object.assign(archive, { end: start, endMeans: "replaced", paidUntil: start, changed: signed });
  lines[0] = addLine(account, {
    order: { signed },
    orderType: "replacement",
    sku: catalogue.TEAM,
    quantity: dice.int(14, 26),
    discountPerCent: 0,
    start,
    end: addMonths(start, 12),
    replaces: archive,
  });
}

/** Writes the whole contract history of an account from its first deal on; some who left come back. */
export function contractLife(account: Account, dice: Dice, deal: { usd: number; signed: Day }): void {
  const lines = signFirstOrder(account, dice, deal);
  let outcome = liveOn(account, dice, lines, 0);
  while (outcome === "gone") {
    const reason = lines[0]?.reason ?? "";
    const gone = Math.max(...account.lines.map((line) => line.paidUntil));
    const signed = gone + dice.int(50, 420);
    if (isUnavoidable(reason) || !dice.chance(85) || signed > AS_OF) return;
    const before = Math.round(annualCents(lines) / 100);
    const usd = signed >= STARTER_WITHDRAWN ? Math.max(before, 10_800) : before;
    lines.splice(0, lines.length, ...signFirstOrder(account, dice, { usd, signed }));
    outcome = liveOn(account, dice, lines, 1);
  }
}
