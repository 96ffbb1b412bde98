import { formatDate } from "@tideline/metrics";
import { lastDay } from "./calendar.ts";
import type { NumberStyle } from "./number.ts";
import type { View } from "./view.ts";

/** How the Survival page writes its numbers: customers are followed to the last reported month, whatever the period. */
export function survivalStyle(view: View): NumberStyle {
  const last = view.company.last_month;
  const basis = `${view.state.basis} basis, ${view.who}, followed to ${last ? formatDate(lastDay(last)) : "the last month"}`;
  return { money: view.money, basis };
}

/** How the interval of the page is made, in words. */
export function intervalWords(view: View): string {
  return `${view.state.own.interval ?? "log-log"}, 95 %`;
}

/** Where annual terms fall due. */
export const renewalMonths = [12, 24, 36] as const;

/** The day on which an anniversary has passed in every year: 366 for twelve months. */
export function anniversary(months: number): number {
  return Math.ceil((months * 365.25) / 12);
}
