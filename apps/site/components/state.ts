import type { CutFilter, PeriodGrain } from "@tideline/metrics";
import { monthNumber, periodKey, periodMonths } from "./calendar.ts";
import { type Basis, basesOf, type Summary } from "./data.ts";

/** What the reader chose; it lives in the address and is shared by all pages. */
export interface ViewState {
  basis: Basis;
  by: PeriodGrain;
  /** Key of the ending period: "2025-12", "2025-Q4" or "2025". */
  to: string;
  cut: string | null;
  /** A second cut, only beside a first. */
  second: string | null;
  /** The label of `cut` that is shown alone. */
  label: string | null;
  /** Only customers that carry one of the labels of every filter; each cut at most once, in the order of cuts. */
  only: readonly CutFilter[];
  /** What the reader chose of the page's own choices. */
  own: Readonly<Record<string, string>>;
}

/**
 * A page's own choices by name, as they stand in its address: the values of each, the default first; "any" takes what the
 * address says, and nothing by default.
 */
export type Choices = Readonly<Record<string, readonly string[] | "any">>;

const names = ["basis", "by", "to", "cut", "second", "label", "only"] as const;

/**
 * Whether customers can be filtered and cut twice: over the ledgers, where they are in the browser and hold balances.
 */
export function canFilter({ ledger, company }: Summary): boolean {
  return ledger?.is_shipped !== false && company.exchange_rates?.policy !== "month_end";
}

/** "industry:Media" for each label, as a filter stands in the address. */
function readFilters(params: URLSearchParams, summary: Summary): CutFilter[] {
  if (!canFilter(summary)) return [];
  const asked = new Set(params.getAll("only"));
  return summary.cuts.flatMap(({ name, labels }) => {
    const wanted = labels.filter((label) => asked.has(`${name}:${label}`));
    return wanted.length > 0 ? [{ cut: name, labels: wanted }] : [];
  });
}

/** The filters with one more label, or with a label left out. */
export function toggleFilter(state: ViewState, cut: string, label: string, summary: Summary): CutFilter[] {
  const has = state.only.some((filter) => filter.cut === cut && filter.labels.includes(label));
  return summary.cuts.flatMap(({ name, labels }) => {
    const known = state.only.find((filter) => filter.cut === name)?.labels ?? [];
    const wanted = labels.filter((one) => (name === cut && one === label ? !has : known.includes(one)));
    return wanted.length > 0 ? [{ cut: name, labels: wanted }] : [];
  });
}

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
export function readState(search: string, summary: Summary, choices: Choices = {}): ViewState {
  const params = new URLSearchParams(search);
  const bases = basesOf(summary);
  const asked = params.get("by");
  const by = asked === "month" || asked === "year" ? asked : "quarter";
  const to = params.get("to") ?? "";
  const cut = summary.cuts.find(({ name }) => name === params.get("cut"));
  const label = cut?.labels.find((one) => one === params.get("label"));
  const second = summary.cuts.find(({ name }) => name === params.get("second"));
  return {
    basis: bases.find((basis) => basis === params.get("basis")) ?? bases[0] ?? "live",
    by,
    to: periodChoices(summary, by).includes(to) ? to : newestPeriod(summary, by),
    cut: cut?.name ?? null,
    second: cut && second && second !== cut && canFilter(summary) ? second.name : null,
    label: label ?? null,
    only: readFilters(params, summary),
    own: Object.fromEntries(
      Object.entries(choices).map(([name, values]) => {
        if (values === "any") return [name, params.get(name) ?? ""];
        const [first = "", ...others] = values;
        const value = params.get(name) ?? first;
        return [name, others.includes(value) ? value : first];
      }),
    ),
  };
}

/**
 * What an address asks for that the report does not have, as it stands there: "cut=mood", "only=industry:Mining". Such
 * an address comes from another company or an earlier build; what it shows instead is the default.
 */
export function notThere(search: string, summary: Summary): string[] {
  const params = new URLSearchParams(search);
  const state = readState(search, summary);
  const only = state.only.flatMap(({ cut, labels }) => labels.map((label) => `${cut}:${label}`));
  const known: Readonly<Record<string, readonly (string | null)[]>> = {
    basis: [state.basis],
    by: [state.by],
    to: [state.to],
    cut: [state.cut],
    second: [state.second],
    label: [state.label],
    only,
  };
  return names.flatMap((name) =>
    params
      .getAll(name)
      .filter((value) => !known[name]?.includes(value))
      .map((value) => `${name}=${value}`),
  );
}

/** Writes a state over the other parameters of an address; defaults are left out unless `isPinned`. */
export function writeState(
  search: string,
  state: ViewState,
  summary: Summary,
  { isPinned = false, choices = {} }: { isPinned?: boolean; choices?: Choices } = {},
): string {
  const params = new URLSearchParams(search);
  for (const name of [...names, ...Object.keys(choices)]) params.delete(name);
  if (isPinned || state.basis !== basesOf(summary)[0]) params.set("basis", state.basis);
  if (isPinned || state.by !== "quarter") params.set("by", state.by);
  if (isPinned || state.to !== newestPeriod(summary, state.by)) params.set("to", state.to);
  if (state.cut) params.set("cut", state.cut);
  if (state.cut && state.second) params.set("second", state.second);
  if (state.cut && state.label !== null) params.set("label", state.label);
  for (const { cut, labels } of state.only)
    for (const label of labels) params.append("only", `${cut}:${label}`);
  for (const [name, values] of Object.entries(choices)) {
    const first = values === "any" ? "" : values[0];
    const value = state.own[name];
    if (value !== undefined && (value !== first || (isPinned && value !== ""))) params.set(name, value);
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The part of an address that travels from page to page: the state, without what is open on this one. */
export function sharedSearch(search: string): string {
  const params = new URLSearchParams();
  const all = new URLSearchParams(search);
  for (const name of names) {
    for (const value of all.getAll(name)) params.append(name, value);
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** What a state selects, without cuts that only split: two states of one key show the same numbers. */
export function selectionOf({ basis, by, to, cut, label, only, own }: ViewState): string {
  return JSON.stringify([basis, by, to, label === null ? null : [cut, label], only, own]);
}

/** Whether a state shows all customers: no label alone, no filter. */
export function isWhole({ label, only }: Pick<ViewState, "label" | "only">): boolean {
  return label === null && only.length === 0;
}

/** The filters in words: "Industry: Media or Retail · Region: Europe"; "" without one. */
export function filterWords({ only }: Pick<ViewState, "only">, summary: Summary): string {
  return only
    .map(({ cut, labels }) => {
      const title = summary.cuts.find(({ name }) => name === cut)?.title ?? cut;
      return `${title}: ${labels.map((label) => label || "(none)").join(" or ")}`;
    })
    .join(" · ");
}
