import type { Sku } from "./catalogue.ts";
import * as catalogue from "./catalogue.ts";
import { addMonths, type Day, day, firstOfMonth, yearOf } from "./days.ts";
import type { Dice } from "./dice.ts";
import { addLine, addOnboarding, replaceOn } from "./lines.ts";
import type { Account, Line, Order } from "./records.ts";

/** The Workspace plan a deal of that size (whole USD a year) buys. */
function corePlan(dice: Dice, usd: number): Sku {
  if (usd < 10_000) return catalogue.STARTER;
  if (usd < 20_000) return dice.chance(800) ? catalogue.TEAM : catalogue.BUSINESS;
  if (usd < 55_000) return dice.chance(850) ? catalogue.BUSINESS : catalogue.TEAM;
  return dice.chance(900) ? catalogue.ENTERPRISE : catalogue.BUSINESS;
}

/** Families an account may add on a day, with their weights. */
export function addOnsFor(on: Day): readonly (readonly [Sku, number])[] {
  const offered: (readonly [Sku, number])[] = [
    [catalogue.AUTOMATE, 34],
    [catalogue.CONNECT, 26],
  ];
  if (on < day("2023-04-01")) offered.push([catalogue.REPORTS, 24]);
  if (on >= day("2022-05-01")) offered.push([catalogue.INSIGHTS, 22]);
  if (on >= day("2023-01-01")) offered.push([catalogue.INSIGHTS_PRO, 12]);
  if (on >= day("2024-03-01")) offered.push([catalogue.ASSIST, 46]);
  return offered;
}

function startDay(dice: Dice, signed: Day, small: boolean): Day {
  const die = dice.int(1, 100);
  if (small || die <= 42) return signed + dice.int(0, 6);
  if (die <= 86) return firstOfMonth(signed, 1);
  return firstOfMonth(signed, dice.int(2, 3));
}

function firstDiscount(dice: Dice, usd: number): number {
  if (usd < 10_000) return dice.chance(600) ? 0 : dice.pick([5, 10]);
  return dice.pick(usd < 40_000 ? [5, 10, 12, 15, 15, 18, 20, 22, 25] : [10, 15, 18, 20, 22, 25, 28, 30]);
}

/** Units that come nearest to an amount (whole USD a year), at least one. */
function units(account: Account, sku: Sku, year: number, discount: number, usd: number): number {
  const unitMinor = catalogue.listMinor(sku, year, account.currency, account.period);
  const aYear = catalogue.PERIODS_A_YEAR[account.period] * catalogue.inUsd(unitMinor, account.currency);
  return Math.max(1, catalogue.divide(usd * 10_000, aYear * (100 - discount)));
}

/** Splits a multi-year order into contracted steps of a year, each a quarter to a half larger than the one before. */
function ramp(account: Account, dice: Dice, first: Line, years: number): Line {
  let step = first;
  for (let year = 1; year < years; year++) {
    const start = addMonths(first.start, 12 * year);
    replaceOn(step, start, step.signed);
    step = addLine(account, {
      order: first.order,
      orderType: "step",
      sku: step.sku,
      quantity: catalogue.divide(step.quantity * dice.int(122, 140), 100),
      discountPerCent: step.discountPerCent,
      start,
      end: addMonths(first.start, 12 * years),
      replaces: step,
    });
  }
  return step;
}

/** Signs a first (or returning) contract: a Workspace plan, perhaps add-ons, several years, steps, onboarding. */
export function signFirstOrder(account: Account, dice: Dice, deal: { usd: number; signed: Day }): Line[] {
  const { usd, signed } = deal;
  const order: Order = { signed };
  const year = yearOf(signed);
  const small = usd < 10_000;
  const start = startDay(dice, signed, small);
  const years =
    small || account.isKey
      ? 1
      : dice.weighted<number>(
          usd < 30_000
            ? [
                [1, 87],
                [2, 9],
                [3, 4],
              ]
            : [
                [1, 74],
                [2, 14],
                [3, 12],
              ],
        );
  const end = addMonths(start, 12 * years);
  const discount = firstDiscount(dice, usd);
  const lines: Line[] = [];
  let rest = usd;
  const addOnCount = small
    ? 0
    : dice.weighted<number>(
        usd < 30_000
          ? [
              [0, 48],
              [1, 42],
              [2, 10],
            ]
          : [
              [0, 24],
              [1, 46],
              [2, 30],
            ],
      );
  for (let index = 0; index < addOnCount; index++) {
    const sku = dice.weighted(addOnsFor(signed));
    if (lines.some((line) => line.sku.family === sku.family)) continue;
    const quantity = units(account, sku, year, discount, catalogue.divide(usd * dice.int(17, 30), 100));
    const line = addLine(account, {
      order,
      orderType: "new",
      sku,
      quantity,
      discountPerCent: discount,
      start,
      end,
    });
    rest -= catalogue.divide(
      catalogue.inUsd(line.quantity * line.unitMinor * catalogue.PERIODS_A_YEAR[line.period], line.currency),
      100,
    );
    lines.push(line);
  }
  const sku = corePlan(dice, usd);
  const quantity = units(account, sku, year, discount, Math.max(rest, catalogue.divide(usd, 3)));
  let core = addLine(account, {
    order,
    orderType: "new",
    sku,
    quantity,
    discountPerCent: discount,
    start,
    end,
  });
  if (years > 1 && !account.isKey && dice.chance(330)) core = ramp(account, dice, core, years);
  if (usd > 18_000 && dice.chance(420)) {
    addOnboarding(account, order, catalogue.ONBOARDING, start, dice.int(8, 36) * 50_000);
  }
  return [core, ...lines];
}
