import * as catalogue from "./catalogue.ts";
import { AS_OF, addMonths, type Day, day, weekday } from "./days.ts";
import type { Dice } from "./dice.ts";
import { addOnsFor } from "./first-order.ts";
import { addLine, annualCents, replaceOn } from "./lines.ts";
import { unavoidableReason } from "./reasons.ts";
import type { Account, Line } from "./records.ts";

/** Above this (US cents a year) only key accounts grow on. */
export const GROWTH_LIMIT_CENTS = 10_800_000;

type Event = "death" | "grow" | "add_on" | "upgrade" | "swap" | "cut";
type Term = { account: Account; dice: Dice; lines: Line[] };

const PER_MILLE: Record<Exclude<Event, "swap">, number> = {
  death: 9,
  grow: 232,
  add_on: 180,
  upgrade: 50,
  cut: 22,
};

/** How likely a swap of product families is in a year: Reports was retired in 2023, Automate Plus took in Connect. */
function swapPerMille(lines: readonly Line[], from: Day): number {
  if (lines.some((line) => line.sku === catalogue.REPORTS)) return from > day("2022-09-01") ? 850 : 0;
  return lines.some((line) => line.sku === catalogue.CONNECT) ? 50 : 0;
}

function replaceLine(
  term: Term,
  old: Line,
  on: Day,
  change: { sku?: catalogue.Sku; quantity?: number },
  reason = "",
) {
  const signed = weekday(on - term.dice.int(0, 16));
  const end = old.end;
  replaceOn(old, on, signed, reason);
  const sku = change.sku ?? old.sku;
  const isSame = sku === old.sku;
  const next = addLine(term.account, {
    order: { signed },
    orderType: "replacement",
    sku,
    quantity: change.quantity ?? old.quantity,
    discountPerCent: old.discountPerCent,
    start: on,
    end,
    replaces: old,
    ...(isSame ? { listMinor: old.listMinor } : {}),
  });
  if (isSame) next.unitMinor = old.unitMinor;
  term.lines[term.lines.indexOf(old)] = next;
}

function grow(term: Term, core: Line, on: Day): void {
  const more = catalogue.divide(core.quantity * term.dice.int(108, 134), 100);
  replaceLine(term, core, on, { quantity: Math.max(more, core.quantity + 1) });
}

function addOn(term: Term, core: Line, on: Day): void {
  const sku = term.dice.weighted(addOnsFor(on));
  if (term.lines.some((line) => line.sku.family === sku.family)) return;
  const signed = weekday(on - term.dice.int(0, 16));
  const perUnit = sku === catalogue.ASSIST || sku.family === "Reports" ? 90 : 48;
  term.lines.push(
    addLine(term.account, {
      order: { signed },
      orderType: "add_on",
      sku,
      quantity: Math.max(1, catalogue.divide(core.quantity * term.dice.int(perUnit / 2, perUnit), 100)),
      discountPerCent: term.dice.pick([0, 0, 5, 10]),
      start: on,
      end: core.end,
    }),
  );
}

function upgrade(term: Term, core: Line, on: Day): void {
  const next = { "Workspace Starter": catalogue.TEAM, "Workspace Team": catalogue.BUSINESS };
  const sku = next[core.sku.name as keyof typeof next] ?? catalogue.ENTERPRISE;
  if (sku !== core.sku) replaceLine(term, core, on, { sku });
}

function swap(term: Term, on: Day): void {
  const reports = term.lines.find((line) => line.sku === catalogue.REPORTS);
  const connect = term.lines.find((line) => line.sku === catalogue.CONNECT);
  const has = (family: string) => term.lines.some((line) => line.sku.family === family);
  if (reports && on >= day("2023-03-15") && !has("Insights")) {
    replaceLine(term, reports, on, { sku: catalogue.INSIGHTS }, "product_retired");
  } else if (connect && !has("Automate")) {
    replaceLine(term, connect, on, { sku: catalogue.AUTOMATE_PLUS }, "plan_change");
  }
}

/** Ends everything on a day for a reason nobody can change. */
function die(term: Term, on: Day): void {
  const noticeOn = on - term.dice.int(0, 25);
  const reason = unavoidableReason(term.dice);
  for (const line of term.lines) {
    Object.assign(line, {
      end: on,
      endMeans: "cancelled",
      noticeOn,
      changed: noticeOn,
      paidUntil: on,
      reason,
    });
  }
}

/** Lives through one contract year: what changes before the renewal talk begins. Says whether the account survived. */
export function midTerm(term: Term, from: Day, due: Day): boolean {
  const { dice } = term;
  const last = Math.min(addMonths(from, 12), due) - 130;
  const events: { on: Day; event: Event }[] = [];
  const draw = (event: Event, perMille: number) => {
    if (dice.chance(perMille)) events.push({ on: dice.int(from + 40, last), event });
  };
  const { isKey } = term.account;
  if (!isKey) draw("death", PER_MILLE.death);
  draw("grow", isKey ? 600 : PER_MILLE.grow);
  draw("add_on", from > day("2023-11-01") ? PER_MILLE.add_on + 45 : PER_MILLE.add_on);
  draw("upgrade", PER_MILLE.upgrade);
  draw("swap", swapPerMille(term.lines, from));
  if (!isKey) draw("cut", PER_MILLE.cut);
  events.sort((a, b) => a.on - b.on);
  for (const { on, event } of events) {
    if (on > AS_OF) return true;
    const core = term.lines[0];
    if (core === undefined || core.sku === catalogue.ARCHIVE) return true;
    if (core.start > on && event !== "add_on") continue; // a ramp is not touched before its last step
    if (event === "death") {
      die(term, on);
      return false;
    }
    if (event === "swap") swap(term, on);
    else if (event === "cut") {
      const fewer = catalogue.divide(core.quantity * dice.int(70, 90), 100);
      if (fewer > 0 && fewer < core.quantity)
        replaceLine(term, core, on, { quantity: fewer }, "team_reduced");
    } else if (isKey || annualCents(term.lines) < GROWTH_LIMIT_CENTS) {
      if (event === "grow") grow(term, core, on);
      if (event === "add_on") addOn(term, core, on);
      if (event === "upgrade") upgrade(term, core, on);
    }
  }
  return true;
}
