import { AS_OF, type Day, day, firstOfMonth } from "./days.ts";
import { type Dice, dice } from "./dice.ts";
import { keysOf } from "./keys.ts";
import { familiesOn, type Life, seatsOn } from "./life.ts";
import { userId } from "./people.ts";
import { vigourOf } from "./vigour.ts";

/** An event of a user: moments in seconds since 1970, UTC; `lag` until it was received. */
export type Track = { at: number; lag: number; event: string; user: string; group: string };

/** The product sends its events since it was instrumented. */
const INSTRUMENTED: Day = day("2024-01-01");
/** One in so many customers forbids the tracking. */
const UNTRACKED_PER_MILLE = 60;
/** More users than these are not told apart. */
const MOST_USERS = 40;

const FEATURES: Record<string, readonly (readonly [string, number])[]> = {
  Workspace: [
    ["page_viewed", 34],
    ["board_opened", 28],
    ["task_completed", 24],
    ["file_shared", 8],
    ["template_used", 6],
  ],
  Automate: [
    ["workflow_run", 14],
    ["workflow_edited", 3],
  ],
  Connect: [["connector_synced", 8]],
  Reports: [["report_viewed", 9]],
  Insights: [
    ["dashboard_viewed", 10],
    ["report_scheduled", 2],
  ],
  Assist: [["assist_asked", 12]],
};

export const isTracked = (life: Life): boolean => !dice(3_000_000 + life.number).chance(UNTRACKED_PER_MILLE);

/** The second of a working day an event happens: 14 to 22 h UTC, so that the day is the same at Wingtip. */
const secondOf = (draw: Dice): number => 50_400 + draw.int(0, 28_799);

function monthOf(life: Life, group: string, month: Day, vigour: number, draw: Dice): Track[] {
  const seats = Math.min(seatsOn(life, month + 14) || seatsOn(life, month + 27), MOST_USERS);
  const active = Math.floor((seats * vigour * draw.int(700, 900) + 500_000) / 1_000_000);
  const features = familiesOn(life, month + 14).flatMap((family) => FEATURES[family] ?? []);
  if (features.length === 0 || active === 0) return [];
  const days = firstOfMonth(month, 1) - month;
  const turnover = Math.floor((month - INSTRUMENTED) / 240); // over the years some users go and others come
  const tracks: Track[] = [];
  for (let index = 0; index < active; index++) {
    const user = userId(life, index + turnover);
    const events = draw.int(1, 1 + Math.floor(vigour / 300));
    for (let turn = 0; turn < events; turn++) {
      const date = month + draw.int(0, days - 1);
      tracks.push({
        at: date * 86_400 + secondOf(draw),
        lag: 2,
        event: draw.weighted(features),
        user,
        group,
      });
    }
  }
  return tracks;
}

/** Field-service customers work without a network: what was done on these days arrived with the next release. */
const OFFLINE = { from: day("2025-08-18"), until: day("2025-08-23"), received: day("2025-09-09") } as const;

const withOffline = (track: Track): Track => {
  const on = Math.floor(track.at / 86_400);
  if (on < OFFLINE.from || on >= OFFLINE.until) return track;
  return { ...track, lag: OFFLINE.received * 86_400 + 36_000 - track.at };
};

/** The events of an account, month by month while it is in use. */
export function tracksOf(life: Life): Track[] {
  if (!isTracked(life)) return [];
  const vigour = vigourOf(life);
  const draw = dice(3_500_000 + life.number);
  const group = keysOf(life).segment;
  const tracks: Track[] = [];
  for (let month = INSTRUMENTED; month <= AS_OF; month = firstOfMonth(month, 1)) {
    const isInUse = ({ at }: Track) =>
      life.stints.some(({ from, until }) => at >= from * 86_400 && at < Math.min(until, AS_OF + 1) * 86_400);
    if (!life.stints.some(({ from, until }) => from < month + 28 && until > month)) continue;
    tracks.push(...monthOf(life, group, month, vigour(month + 14), draw).filter(isInUse));
  }
  return life.account.useCase === "Field service" ? tracks.map(withOffline) : tracks;
}

/** Visitors of the public templates page, whom nobody has named. */
const visitors = (): Track[] => {
  const draw = dice(3_900_000);
  return Array.from({ length: 400 }, () => ({
    at: (INSTRUMENTED + draw.int(0, 720)) * 86_400 + secondOf(draw),
    lag: 1,
    event: "page_viewed",
    user: "",
    group: "",
  }));
};

/** An old release of the app sent an event without its moment now and then; it is known when they arrived. */
const withoutMoment = (tracks: readonly Track[]): Track[] =>
  [20_000, 40_000, 60_000].flatMap((place) => {
    const track = tracks[place];
    return track === undefined ? [] : [{ ...track, at: 0, lag: track.at + track.lag }];
  });

/** All events, account by account; visitors and what was sent in error come last. */
export function allTracks(lives: readonly Life[], told: readonly Track[]): Track[] {
  const tracks = lives.flatMap(tracksOf);
  return [...tracks, ...told, ...visitors(), ...withoutMoment(tracks)];
}
