import type { PeriodGrain } from "@tideline/metrics";
import { monthNumber, periodKey, periodMonths } from "./calendar.ts";
import { type Basis, basesOf, type Summary } from "./data.ts";

/** What the reader chose; it lives in the address and is shared by all pages. */
export interface ViewState {
  basis: Basis;
  by: PeriodGrain;
  /** Key of the ending period: "2025-12", "2025-Q4" or "2025". */
  to: string;
  cut: string | null;
  label: string | null;
}

const names = ["basis", "by", "to", "cut", "label"] as const;

/** First and last reported month by number; null where no whole month is reported. */
export function reportedSpan({ company }: Summary): { first: number; last: number } | null {
  const { first_month, last_month } = company;
  return first_month && last_month
    ? { first: monthNumber(first_month), last: monthNumber(last_month) }
    : null;
}

/** The newest period of a grain whose months are all reported; the newest one at all where none is whole. */
export function newestPeriod(summary: Summary, grain: PeriodGrain): string {
  const span = reportedSpan(summary);
  if (!span) return "";
  const key = periodKey(span.last, grain);
  const months = periodMonths(key);
  if (!months || months.last === span.last) return key;
  const before = periodKey(months.first - 1, grain);
  const isWhole = (periodMonths(before)?.first ?? 0) >= span.first;
  return isWhole ? before : key;
}

/** Every period of a grain that holds a reported month, newest first. */
export function periodChoices(summary: Summary, grain: PeriodGrain): string[] {
  const span = reportedSpan(summary);
  if (!span) return [];
  const keys = new Set<string>();
  for (let month = span.last; month >= span.first; month -= 1) keys.add(periodKey(month, grain));
  return [...keys];
}

/** The period of another grain that ends where `key` ends, or holds its end; always one that is reported. */
export function samePeriod(summary: Summary, key: string, grain: PeriodGrain): string {
  const span = reportedSpan(summary);
  if (!span) return "";
  const end = Math.min(periodMonths(key)?.last ?? span.last, span.last);
  const wanted = periodKey(end, grain);
  return periodChoices(summary, grain).includes(wanted) ? wanted : newestPeriod(summary, grain);
}

/** Reads the address; what it does not say, or says of another company, is the default. */
export function readState(search: string, summary: Summary): ViewState {
  const params = new URLSearchParams(search);
  const bases = basesOf(summary);
  const asked = params.get("by");
  const by = asked === "month" || asked === "year" ? asked : "quarter";
  const to = params.get("to") ?? "";
  const cut = summary.cuts.find(({ name }) => name === params.get("cut"));
  const label = cut?.labels.find((one) => one === params.get("label"));
  return {
    basis: bases.find((basis) => basis === params.get("basis")) ?? bases[0] ?? "live",
    by,
    to: periodChoices(summary, by).includes(to) ? to : newestPeriod(summary, by),
    cut: cut?.name ?? null,
    label: label ?? null,
  };
}

/** Writes a state over the other parameters of an address; defaults are left out unless `isPinned`. */
export function writeState(search: string, state: ViewState, summary: Summary, isPinned = false): string {
  const params = new URLSearchParams(search);
  for (const name of names) params.delete(name);
  if (isPinned || state.basis !== basesOf(summary)[0]) params.set("basis", state.basis);
  if (isPinned || state.by !== "quarter") params.set("by", state.by);
  if (isPinned || state.to !== newestPeriod(summary, state.by)) params.set("to", state.to);
  if (state.cut) params.set("cut", state.cut);
  if (state.cut && state.label !== null) params.set("label", state.label);
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The part of an address that travels from page to page: the state, without what is open on this one. */
export function sharedSearch(search: string): string {
  const params = new URLSearchParams();
  const all = new URLSearchParams(search);
  for (const name of names) {
    const value = all.get(name);
    if (value !== null) params.set(name, value);
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** What a state selects, without a cut that only splits: two states of one key show the same numbers. */
export function selectionOf({ basis, by, to, cut, label }: ViewState): string {
  return JSON.stringify(label === null ? [basis, by, to] : [basis, by, to, cut, label]);
}
