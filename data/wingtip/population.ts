import { drawAccount } from "./account.ts";
import { STARTER } from "./catalogue.ts";
import { companyNames } from "./company-names.ts";
import { contractLife } from "./contract-life.ts";
import { addMonths, type Day, day, dayOf, weekday, yearOf } from "./days.ts";
import * as demand from "./demand.ts";
import { type Dice, dice } from "./dice.ts";
import { addLine } from "./lines.ts";
import { openEndedLife } from "./open-ended.ts";
import type { Account } from "./records.ts";

type Deal = { usd: number; signed: Day; isKey: boolean; stream: number };

/** A working day of a month: half of the deals are signed in its last third. */
function signingDay(die: Dice, year: number, month: number): Day {
  const from = dayOf(year, month, 1);
  const days = addMonths(from, 1) - from;
  const drawn = from + (die.chance(450) ? die.int(days - 11, days - 1) : die.int(2, days - 1));
  return Math.max(weekday(drawn), from);
}

/** Deal sizes of a quarter in whole USD: Starter deals, then the size shape around the mean that is left. */
function dealSizes(die: Dice, count: number, meanUsd: number, starterPerCent: number): number[] {
  const starters = Math.round((count * starterPerCent) / 100);
  const sizes: number[] = [];
  for (let index = 0; index < starters; index++) sizes.push(3_400 + Math.floor((5_800 * index) / starters));
  const others = count - starters;
  const shape = demand.SIZE_SHAPE;
  const shapeSum = shape.reduce((sum, perCent) => sum + perCent, 0);
  const rest = count * meanUsd - sizes.reduce((sum, usd) => sum + usd, 0);
  for (let index = 0; index < others; index++) {
    const perCent = shape[Math.floor(((2 * index + 1) * shape.length) / (2 * others))] ?? 100;
    const usd = Math.floor((rest * perCent * shape.length) / (others * shapeSum));
    sizes.push(Math.max(Math.floor((usd * die.int(962, 1038)) / 1000), 10_600));
  }
  return die.shuffled(sizes);
}

/** Every deal of five years, in the order of months. */
function deals(): Deal[] {
  const all: Deal[] = [];
  for (const [yearIndex, months] of demand.NEW_DEALS.entries()) {
    for (let quarter = 0; quarter < 4; quarter++) {
      const die = dice(900_000 + yearIndex * 4 + quarter);
      const counts = months.slice(quarter * 3, quarter * 3 + 3);
      const count = counts.reduce((sum, deals) => sum + deals, 0);
      const mean = demand.FIRST_CONTRACT_USD[yearIndex]?.[quarter] ?? 0;
      const sizes = dealSizes(die, count, mean, demand.STARTER_PER_CENT[yearIndex]?.[quarter] ?? 0);
      for (const [monthIndex, monthCount] of counts.entries()) {
        const month = quarter * 3 + monthIndex + 1;
        const stream = (yearIndex * 12 + month) * 1_000; // a month's accounts do not depend on how many came before
        for (const [turn, usd] of sizes.splice(0, monthCount).entries()) {
          all.push({
            usd,
            signed: signingDay(die, 2021 + yearIndex, month),
            isKey: false,
            stream: stream + turn,
          });
        }
        for (const [keyMonth, usd] of demand.KEY_ACCOUNTS) {
          const [keyYear, keyMonthOfYear] = keyMonth.split("-").map(Number);
          if (keyYear !== 2021 + yearIndex || keyMonthOfYear !== month) continue;
          all.push({ usd, signed: signingDay(die, keyYear, month), isKey: true, stream: stream + 900 });
        }
      }
    }
  }
  return all;
}

/** A free month of Starter before the first contract. */
function tryOut(account: Account, die: Dice, start: Day): void {
  const order = { signed: start };
  const end = start + die.pick([14, 30]);
  const line = addLine(account, {
    order,
    orderType: "new",
    sku: STARTER,
    quantity: 5,
    discountPerCent: 0,
    start,
    end,
  });
  line.isTrial = true;
  line.endMeans = "cancelled";
  if (die.chance(500)) line.unitMinor = 0;
}

/** All drawn accounts with their contract histories, in no particular order. */
export function population(): Account[] {
  const names = companyNames();
  const accounts = deals().map((deal) => {
    const die = dice(deal.stream);
    const year = yearOf(deal.signed);
    const account = drawAccount(die, { ...deal, year }, names);
    if (deal.usd < 10_000 && account.period === "monthly" && die.chance(260)) {
      openEndedLife(account, die, deal);
      return account;
    }
    if (!deal.isKey && deal.signed > day("2021-06-01") && die.chance(110)) {
      tryOut(account, die, deal.signed - die.int(18, 45));
    }
    contractLife(account, die, deal);
    return account;
  });
  for (let quarter = 4; quarter < 20; quarter++) {
    for (let index = 0; index < demand.TRIALS_ONLY_A_QUARTER; index++) {
      const die = dice(800_000 + quarter * 10 + index);
      const signed = addMonths(day("2021-01-01"), quarter * 3) + die.int(3, 80);
      const year = 2021 + Math.floor(quarter / 4);
      const account = drawAccount(die, { usd: 6_000, year, isKey: false }, names);
      tryOut(account, die, signed);
      accounts.push(account);
    }
  }
  return accounts;
}
