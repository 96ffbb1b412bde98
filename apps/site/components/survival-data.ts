import {
  crossedParts,
  FILTERED,
  INSIDE,
  kaplanMeier,
  type Ledger,
  type LogRankTest,
  labelsAtStart,
  logRank,
  numbersAtRisk,
  type Observation,
  type SurvivalCurve,
  type SurvivalInterval,
} from "@tideline/metrics";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { Page } from "./page.ts";
import { isWhole } from "./state.ts";
import type { View } from "./view.ts";

/** A row of `survival__by_duration`. */
interface CountedStay {
  basis: string;
  duration_days: number;
  entry_days: number | null;
  is_event: boolean;
  customers: number;
}

/** A row of `survival__customers` as it is fetched. */
interface Stay extends Omit<CountedStay, "customers"> {
  customer_id: string;
}

/** A curve of the page: of all who are shown, or of a label. */
export interface ShownCurve {
  key: string;
  name: string;
  curve: SurvivalCurve;
  /** Customers with a delayed entry. */
  late: number;
}

/** The curves of a view, largest first, and whether they differ; `mart` is where the observations come from. */
export interface ShownSurvival {
  all: ShownCurve;
  labels: readonly ShownCurve[];
  test: LogRankTest | null;
  mart: string;
  atRisk: (key: string, days: readonly number[]) => readonly number[];
}

const made = new WeakMap<View, ShownSurvival>();

/** The curves of a view; null before the stays and the ledger that a cut or a filter needs are there. */
export function shownSurvival(page: Page, view: View, file: Columns): ShownSurvival | null {
  const found = made.get(view);
  if (found) return found;
  const shown = makeShown(page, view, file);
  if (shown) made.set(view, shown);
  return shown;
}

function makeShown(page: Page, view: View, file: Columns): ShownSurvival | null {
  const { state } = view;
  if (state.cut === null && isWhole(state))
    return survivalOf(view, countedStays(file, state.basis), "survival__by_duration");
  const observations = groupedStays(page, view);
  return observations && survivalOf(view, observations, "survival__customers");
}

function countedStays(file: Columns, basis: string): Observation[] {
  return rowsFromColumns<CountedStay>(file)
    .filter((row) => row.basis === basis)
    .map(({ duration_days, entry_days, is_event, customers }) => ({
      duration: duration_days,
      event: is_event,
      entry: entry_days,
      count: customers,
    }));
}

/** The stays of a ledger's customers: whose each is (-1: nobody's of the ledger), and which of the kinds there are. */
interface Stays {
  readonly customer: Int32Array;
  readonly kind: Int32Array;
  /** Every length, entry and end that occurs, once. */
  readonly kinds: readonly Observation[];
}

const staysOf = new WeakMap<Ledger, Stays>();

/** The stays on the basis of a ledger, found once. */
function ofLedger(columns: Columns, ledger: Ledger): Stays {
  const known = staysOf.get(ledger);
  if (known) return known;
  const rows = rowsFromColumns<Stay>(columns).filter((row) => row.basis === ledger.basis);
  const place = new Map(ledger.customers.id.map((id, index) => [id, index]));
  const kindPlace = new Map<string, number>();
  const kinds: Observation[] = [];
  const customer = new Int32Array(rows.length);
  const kind = new Int32Array(rows.length);
  for (const [at, { customer_id, duration_days, entry_days, is_event }] of rows.entries()) {
    customer[at] = place.get(customer_id) ?? -1;
    const key = `${duration_days} ${entry_days ?? ""} ${is_event}`;
    const own = kindPlace.get(key) ?? kinds.length;
    if (own === kinds.length) kinds.push({ duration: duration_days, event: is_event, entry: entry_days });
    kindPlace.set(key, own);
    kind[at] = own;
  }
  const stays = { customer, kind, kinds };
  staysOf.set(ledger, stays);
  return stays;
}

/** The stays of who is shown, counted by label of the first month; null before what they need is there. */
function groupedStays(page: Page, view: View): Observation[] | null {
  const { ledger, state } = view;
  const whole = page.source.ledgers.get(state.basis);
  if (!ledger || !whole || !page.chosenRows) return null;
  const { customer, kind, kinds } = ofLedger(page.chosenRows as Columns, whole);
  const isIn = state.only.length > 0 ? labelsAtStart(ledger, FILTERED) : null;
  const own = state.cut === null ? null : labelsAtStart(whole, state.cut);
  const second = state.second === null ? null : labelsAtStart(whole, state.second);
  const groups = new Map<string | null, number[]>();
  for (let at = 0; at < customer.length; at++) {
    const who = customer[at] as number;
    if (who < 0 || (isIn && isIn[who] !== INSIDE)) continue;
    const label = own?.[who];
    if (state.label !== null && label !== state.label) continue;
    const group = label === undefined ? null : second === null ? label : `${label}\u001f${second[who]}`;
    const members = groups.get(group);
    if (members) members.push(kind[at] as number);
    else groups.set(group, [kind[at] as number]);
  }
  // Counted by kind, in the order in which a group's kinds first occur; the counts are cleared for the next group.
  const counts = new Int32Array(kinds.length);
  return [...groups].flatMap(([group, members]) => {
    const seen: number[] = [];
    for (const one of members) {
      if (counts[one] === 0) seen.push(one);
      counts[one] = (counts[one] as number) + 1;
    }
    return seen.map((one): Observation => {
      const { duration, event, entry } = kinds[one] as Observation;
      const count = counts[one] as number;
      counts[one] = 0;
      return { duration, event, entry, group, count };
    });
  });
}

const nobody: SurvivalCurve = {
  group: null,
  observations: 0,
  events: 0,
  steps: [],
  median: { time: null, lower: null, upper: null },
};

function survivalOf(view: View, observations: readonly Observation[], mart: string): ShownSurvival {
  const interval = (view.state.own.interval ?? "log-log") as SurvivalInterval;
  const together = (some: readonly Observation[]) => some.map((one) => ({ ...one, group: null }));
  const [curve = nobody] = kaplanMeier(together(observations), { interval });
  const lateOf = (some: readonly Observation[]) =>
    some.reduce((sum, { entry, count = 1 }) => sum + (entry ? count : 0), 0);
  const byGroup = new Map<string, Observation[]>();
  for (const one of observations) {
    const members = byGroup.get(one.group ?? "");
    if (members) members.push(one);
    else byGroup.set(one.group ?? "", [one]);
  }
  const of = (key: string) => byGroup.get(key) ?? [];
  const isSplit = observations.some(({ group }) => group !== null && group !== undefined);
  const labels = (isSplit ? kaplanMeier(observations, { interval }) : [])
    .map((own): ShownCurve => {
      const key = own.group ?? "";
      const name = crossedParts(key)
        .map((part) => part || "(none)")
        .join(" · ");
      return { key, name, curve: own, late: lateOf(of(key)) };
    })
    .sort((a, b) => b.curve.observations - a.curve.observations || (a.key < b.key ? -1 : 1));
  return {
    all: { key: "", name: "All", curve, late: lateOf(observations) },
    labels,
    test: labels.length > 1 ? logRank(observations) : null,
    mart,
    atRisk: (key, days) =>
      numbersAtRisk(together(isSplit && labels.length > 1 ? of(key) : observations), days)[0]?.atRisk ??
      days.map(() => 0),
  };
}
