import * as catalogue from "./catalogue.ts";
import { churnPerMille, isAfterOutage, OUTAGE } from "./churn-odds.ts";
import { AS_OF, addMonths, type Day, weekday, yearOf } from "./days.ts";
import type { Dice } from "./dice.ts";
import { addLine, annualCents, annualMinor } from "./lines.ts";
import { GROWTH_LIMIT_CENTS } from "./mid-term.ts";
import { churnReason } from "./reasons.ts";
import type { Account, Line, Order } from "./records.ts";

/** Days a term line is held after its due day (company.json says the same). */
export const GRACE_DAYS = 30;

type Term = { account: Account; dice: Dice; lines: Line[]; due: Day; renewalsBehind: number };
export type Outcome = "renewed" | "archived" | "gone" | "open";

/** When a renewal is signed, and the start it prints. */
function signing(dice: Dice, due: Day): { signed: Day; start: Day } {
  const die = dice.int(1, 1000);
  if (die <= 82) return { signed: due + dice.int(1, 28), start: due };
  if (die <= 96) {
    const signed = due + dice.int(34, 78);
    return { signed, start: signed };
  }
  if (die <= 112) {
    const start = due - dice.int(18, 80);
    return { signed: start - dice.int(2, 12), start };
  }
  if (die <= 121) return { signed: due - dice.int(4, 20), start: due + dice.int(3, 21) };
  return { signed: weekday(due - dice.int(4, 96)), start: due };
}

function leave(term: Term): Outcome {
  const { dice, due, lines, account } = term;
  const reason = churnReason(dice, {
    afterOutage: isAfterOutage(due),
    slowStart: term.renewalsBehind === 0 && account.daysToValue > 60,
  });
  const die = dice.int(1, 100);
  const early = weekday(due - dice.int(25, 125));
  const noticed = isAfterOutage(due) ? Math.max(early, OUTAGE + dice.int(2, 14)) : early;
  const noticeOn = die <= 72 ? noticed : die <= 80 ? due + dice.int(1, 25) : null;
  const known = noticeOn ?? due + GRACE_DAYS;
  for (const line of lines) {
    line.paidUntil = noticeOn === null ? due + GRACE_DAYS : Math.max(due, noticeOn);
    if (known > AS_OF) {
      line.paidUntil = due + GRACE_DAYS;
      continue;
    }
    line.reason = reason;
    line.noticeOn = noticeOn;
    line.changed = Math.max(line.changed, known);
  }
  return known > AS_OF ? "open" : "gone";
}

/** The line is handed over to what follows it: early, on the day, late within the window, or after it. */
function handOver(old: Line, next: Line, due: Day): void {
  const isLate = next.signed >= due;
  old.paidUntil = isLate ? Math.min(next.signed, due + GRACE_DAYS) : next.start;
  next.paidFrom = isLate
    ? Math.max(next.signed, next.signed < due + GRACE_DAYS ? 0 : next.start)
    : next.start;
}

function archiveAll(term: Term): Outcome {
  const { dice, account, due, lines } = term;
  const signed = weekday(due - dice.int(8, 70));
  const core = lines[0];
  if (core === undefined || signed > AS_OF) return "open";
  const fee = catalogue.divide(annualMinor(core) * dice.int(8, 14), 100 * 10_000);
  for (const line of lines) {
    line.reason = "project_ended";
    line.changed = Math.max(line.changed, signed);
    if (line !== core) line.noticeOn = signed;
  }
  const archive = addLine(account, {
    order: { signed },
    orderType: "archive",
    sku: catalogue.ARCHIVE,
    quantity: Math.max(fee, 4),
    discountPerCent: 0,
    start: due,
    end: addMonths(due, 12),
    renewalOf: core,
  });
  term.lines.splice(0, lines.length, archive);
  return "archived";
}

/** Drops an add-on at its renewal: the rest of the account goes on. */
function drop(line: Line, due: Day, dice: Dice): void {
  const noticeOn = weekday(due - dice.int(15, 90));
  if (noticeOn > AS_OF || noticeOn < line.signed) return;
  line.noticeOn = noticeOn;
  line.reason = dice.pick(["low_adoption", "price", "unused_seats", "missing_feature"]);
  line.changed = noticeOn;
}

type Terms = { quantity: number; discountPerCent: number; keepsPrice: boolean; reason: string };

function newTerms(term: Term, line: Line, isCore: boolean): Terms {
  const { dice, account } = term;
  const aYear = annualCents(term.lines);
  const isFirst = term.renewalsBehind === 0;
  const flat: Terms = {
    quantity: line.quantity,
    discountPerCent: catalogue.divide(
      line.discountPerCent * (isFirst ? dice.int(35, 70) : dice.int(80, 100)),
      100,
    ),
    keepsPrice: dice.chance(200),
    reason: "",
  };
  if (account.isKey) {
    const growth = aYear < 15_600_000 ? dice.int(126, 142) : dice.int(100, 107);
    return { ...flat, quantity: catalogue.divide(line.quantity * growth, 100) };
  }
  if (!isCore) return flat;
  const die = dice.int(1, 1000);
  if (die <= 115 && line.quantity > 3) {
    const reason = dice.pick(["unused_seats", "team_reduced", "budget_cut"]);
    return {
      ...flat,
      keepsPrice: true,
      quantity: catalogue.divide(line.quantity * dice.int(62, 90), 100),
      reason,
    };
  }
  if (die <= 165 && line.discountPerCent <= 22) {
    const discountPerCent = line.discountPerCent + dice.int(7, 15);
    return { ...flat, keepsPrice: false, discountPerCent, reason: "price_concession" };
  }
  if (die <= 500 && aYear < GROWTH_LIMIT_CENTS) {
    return {
      ...flat,
      quantity: Math.max(catalogue.divide(line.quantity * dice.int(106, 126), 100), line.quantity + 1),
    };
  }
  return flat;
}

function renewLine(
  term: Term,
  line: Line,
  order: Order,
  when: { start: Day; end: Day },
  isCore: boolean,
): Line {
  const terms = newTerms(term, line, isCore);
  const list = catalogue.listMinor(line.sku, yearOf(order.signed), line.currency, line.period);
  const keepsPrice = terms.keepsPrice || list <= 0;
  const next = addLine(term.account, {
    order,
    orderType: "renewal",
    sku: line.sku,
    quantity: terms.quantity,
    discountPerCent: keepsPrice ? line.discountPerCent : terms.discountPerCent,
    ...when,
    renewalOf: line,
    ...(keepsPrice ? { listMinor: line.listMinor } : {}),
  });
  if (keepsPrice) next.unitMinor = line.unitMinor;
  line.reason = terms.reason;
  line.changed = Math.max(line.changed, order.signed);
  handOver(line, next, term.due);
  return next;
}

/** A notice that was taken back by a later renewal, whole or naming what then remains. */
function noticeTakenBack(term: Term, old: Line, next: Line): void {
  const { dice, due } = term;
  const noticeOn = weekday(next.signed - dice.int(10, 40));
  if (next.signed >= due || next.start !== due || noticeOn <= old.start + 60) return;
  const isLess = annualMinor(next) < annualMinor(old);
  if (!dice.chance(isLess ? 200 : 25)) return;
  old.noticeOn = noticeOn;
  old.noticeMinor = isLess ? next.quantity * next.unitMinor : null;
}

/** One account at one due day: leaves, archives, or renews early, on the day, late or after the window. */
export function renew(term: Term): Outcome {
  const { account, dice, due, lines } = term;
  const isArchived = lines[0]?.sku === catalogue.ARCHIVE;
  if (dice.chance(isArchived ? 260 : churnPerMille(account, lines, due, term.renewalsBehind)))
    return leave(term);
  if (!isArchived && !account.isKey && annualCents(lines) > 900_000 && dice.chance(13))
    return archiveAll(term);
  const { signed, start } =
    account.isKey || isArchived
      ? { signed: weekday(due - dice.int(10, 90)), start: due }
      : signing(dice, due);
  if (signed > AS_OF) {
    for (const line of lines) line.paidUntil = due + GRACE_DAYS;
    return "open";
  }
  const years =
    isArchived || account.isKey ? 1 : dice.weighted([[1, 85] as const, [2, 10] as const, [3, 5] as const]);
  const when = { start, end: addMonths(Math.max(start, due), 12 * years) };
  const order: Order = { signed };
  const renewed: Line[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0 && dice.chance(62) && !account.isKey) drop(line, due, dice);
    if (index > 0 && line.noticeOn !== null) continue;
    const next = renewLine(term, line, order, when, index === 0);
    if (isArchived) next.orderType = "archive";
    renewed.push(next);
    if (index === 0) noticeTakenBack(term, line, next);
  }
  term.lines.splice(0, lines.length, ...renewed);
  return isArchived ? "archived" : "renewed";
}
