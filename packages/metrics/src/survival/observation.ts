/** A customer, patient or machine, followed until something happened or nobody looked any more. */
export interface Observation {
  /** How long it was followed, from 0, in any unit (days). */
  duration: number;
  /** Whether it ended with the event (1 or true) or is censored there (0 or false). */
  event: boolean | 0 | 1;
  /**
   * Delayed entry (left truncation): it counts as at risk only after this time, because before it nobody would have known
   * of its event. Left out, null or 0: from the beginning.
   */
  entry?: number | null | undefined;
  /** Which curve it belongs to; left out or null: the one of all observations without a group. */
  group?: string | null | undefined;
}

/** The observations of one group, as sorted columns. */
export interface ObservedGroup {
  group: string | null;
  observations: number;
  /** Distinct durations, ascending, and how many ended at each, with and without the event. */
  times: number[];
  events: number[];
  censored: number[];
  /** Delayed entries, ascending. */
  entries: number[];
}

/** How many of a group are at risk just before a time (entry < time <= duration), and how many have the event at it. */
export interface AtTime {
  atRisk: number;
  events: number;
}

/** Walks a group forward: to be asked for times in ascending order. */
export function riskWalk({ observations, times, events, censored, entries }: ObservedGroup) {
  let [at, ended, entered] = [0, 0, 0];
  return (time: number): AtTime => {
    for (; at < times.length && (times[at] as number) < time; at++)
      ended += (events[at] as number) + (censored[at] as number);
    while (entered < entries.length && (entries[entered] as number) < time) entered++;
    return {
      atRisk: observations - ended - (entries.length - entered),
      events: times[at] === time ? (events[at] as number) : 0,
    };
  };
}

/** Checks the observations and sorts them by group (null first, then by name) and time. Throws naming the first fault. */
export function observedGroups(where: string, observations: readonly Observation[]): ObservedGroup[] {
  const groups = new Map<string | null, Observation[]>();
  for (const [i, observation] of observations.entries()) {
    check(where, i, observation);
    const key = observation.group ?? null;
    const found = groups.get(key);
    if (found === undefined) groups.set(key, [observation]);
    else found.push(observation);
  }
  return [...groups]
    .sort(([a], [b]) => (a === null ? -1 : b === null ? 1 : a < b ? -1 : 1))
    .map(([group, own]) => observedGroup(group, own));
}

function observedGroup(group: string | null, own: readonly Observation[]): ObservedGroup {
  const sorted = [...own].sort((a, b) => a.duration - b.duration);
  const columns: ObservedGroup = {
    group,
    observations: own.length,
    times: [],
    events: [],
    censored: [],
    entries: own.flatMap(({ entry }) => (entry ? [entry] : [])).sort((a, b) => a - b),
  };
  for (let from = 0; from < sorted.length; ) {
    const time = (sorted[from] as Observation).duration;
    let [to, events] = [from, 0];
    for (; sorted[to]?.duration === time; to++) events += Number(sorted[to]?.event);
    columns.times.push(time);
    columns.events.push(events);
    columns.censored.push(to - from - events);
    from = to;
  }
  return columns;
}

function check(where: string, i: number, { duration, event, entry }: Observation): void {
  const fail = (what: string, got: unknown, todo: string): never => {
    throw new Error(`${where}: observation ${i} has ${what}, got ${String(got)}; ${todo}`);
  };
  if (!(Number.isFinite(duration) && duration >= 0))
    fail("no duration", duration, "give a finite number from 0");
  if (typeof event !== "boolean" && event !== 0 && event !== 1)
    fail("no event", event, "give true (it happened) or false (censored)");
  if (entry === undefined || entry === null || entry === 0) return;
  if (!(Number.isFinite(entry) && entry >= 0)) fail("no entry", entry, "give a finite number from 0");
  if (entry >= duration)
    fail(
      "an entry that is not before its end",
      entry,
      `leave it out, it was never at risk before ${duration}`,
    );
}
