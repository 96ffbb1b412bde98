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
  /** How many were observed just so: a whole number from 1; left out, one. */
  count?: number | undefined;
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
  /** Distinct delayed entries, ascending, and how many entered at each. */
  entries: number[];
  entered: number[];
}

/** How many of a group are at risk just before a time (entry < time <= duration), and how many have the event at it. */
export interface AtTime {
  atRisk: number;
  events: number;
}

/** Walks a group forward: to be asked for times in ascending order. */
export function riskWalk({ observations, times, events, censored, entries, entered }: ObservedGroup) {
  let [at, ended, entry] = [0, 0, 0];
  let waiting = entered.reduce((sum, count) => sum + count, 0);
  return (time: number): AtTime => {
    for (; at < times.length && (times[at] as number) < time; at++)
      ended += (events[at] as number) + (censored[at] as number);
    for (; entry < entries.length && (entries[entry] as number) < time; entry++)
      waiting -= entered[entry] as number;
    return {
      atRisk: observations - ended - waiting,
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
  const ends = new Map<number, [events: number, censored: number]>();
  const waits = new Map<number, number>();
  let observations = 0;
  for (const { duration, event, entry, count = 1 } of own) {
    const end = ends.get(duration) ?? [0, 0];
    if (end[0] + end[1] === 0) ends.set(duration, end);
    end[event ? 0 : 1] += count;
    observations += count;
    if (entry) waits.set(entry, (waits.get(entry) ?? 0) + count);
  }
  const times = [...ends.keys()].sort((a, b) => a - b);
  const entries = [...waits.keys()].sort((a, b) => a - b);
  return {
    group,
    observations,
    times,
    events: times.map((time) => ends.get(time)?.[0] ?? 0),
    censored: times.map((time) => ends.get(time)?.[1] ?? 0),
    entries,
    entered: entries.map((entry) => waits.get(entry) ?? 0),
  };
}

function check(where: string, i: number, { duration, event, entry, count = 1 }: Observation): void {
  const fail = (what: string, got: unknown, todo: string): never => {
    throw new Error(`${where}: observation ${i} has ${what}, got ${String(got)}; ${todo}`);
  };
  if (!(Number.isFinite(duration) && duration >= 0))
    fail("no duration", duration, "give a finite number from 0");
  if (typeof event !== "boolean" && event !== 0 && event !== 1)
    fail("no event", event, "give true (it happened) or false (censored)");
  if (!(Number.isInteger(count) && count >= 1))
    fail("no count", count, "give a whole number from 1, or leave it out");
  if (entry === undefined || entry === null || entry === 0) return;
  if (!(Number.isFinite(entry) && entry >= 0)) fail("no entry", entry, "give a finite number from 0");
  if (entry >= duration)
    fail(
      "an entry that is not before its end",
      entry,
      `leave it out, it was never at risk before ${duration}`,
    );
}
