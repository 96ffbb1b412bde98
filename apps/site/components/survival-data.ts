import {
  crossedParts,
  FILTERED,
  INSIDE,
  kaplanMeier,
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

const staysOf = new WeakMap<Columns, Map<string, readonly Stay[]>>();

/** The stays of a basis, found once. */
function ofBasis(columns: Columns, basis: string): readonly Stay[] {
  const known = staysOf.get(columns) ?? new Map<string, readonly Stay[]>();
  staysOf.set(columns, known);
  const rows = known.get(basis) ?? rowsFromColumns<Stay>(columns).filter((row) => row.basis === basis);
  known.set(basis, rows);
  return rows;
}

/** The stays of who is shown, counted by label of the first month; null before what they need is there. */
function groupedStays(page: Page, view: View): Observation[] | null {
  const { ledger, state } = view;
  const whole = page.source.ledgers.get(state.basis);
  if (!ledger || !whole || !page.survivalRows) return null;
  const place = new Map(whole.customers.id.map((id, index) => [id, index]));
  const isIn = state.only.length > 0 ? labelsAtStart(ledger, FILTERED) : null;
  const own = state.cut === null ? null : labelsAtStart(whole, state.cut);
  const second = state.second === null ? null : labelsAtStart(whole, state.second);
  const groups = new Map<string | null, Map<string, Observation & { count: number }>>();
  for (const { customer_id, duration_days, entry_days, is_event } of ofBasis(
    page.survivalRows,
    state.basis,
  )) {
    const customer = place.get(customer_id);
    if (customer === undefined || (isIn && isIn[customer] !== INSIDE)) continue;
    const label = own?.[customer];
    if (state.label !== null && label !== state.label) continue;
    const group = label === undefined ? null : second === null ? label : `${label}\u001f${second[customer]}`;
    const counted = groups.get(group) ?? new Map<string, Observation & { count: number }>();
    groups.set(group, counted);
    const key = `${duration_days} ${entry_days ?? ""} ${is_event}`;
    const known = counted.get(key);
    if (known) known.count += 1;
    else counted.set(key, { duration: duration_days, event: is_event, entry: entry_days, group, count: 1 });
  }
  return [...groups.values()].flatMap((counted) => [...counted.values()]);
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
  const of = (key: string) => observations.filter(({ group }) => group === key);
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
