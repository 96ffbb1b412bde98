import type { Day } from "./days.ts";
import { dice } from "./dice.ts";
import type { Life, Stint } from "./life.ts";

/** From a day on what people do falls over `fall` days to `floor` per mille of what it was; and recovers, or does not. */
type Dip = { from: Day; fall: number; floor: number; until: Day };

/** How many of a thousand losses show beforehand: people who leave a supplier use it less, a bankrupt one does not know. */
const SHOWS = { avoidable: 850, unavoidable: 260 } as const;
/** How many of a thousand stints sag for a while and recover: not every low score is a loss. */
const SAGS = 170;

function dipOf(stint: Stint, draw: ReturnType<typeof dice>): Dip[] {
  const days = stint.until - stint.from;
  const lead = draw.int(140, 280);
  const floor = draw.int(260, 520);
  const shows = draw.chance(stint.isUnavoidable ? SHOWS.unavoidable : SHOWS.avoidable);
  const sags = draw.chance(SAGS);
  const at = draw.int(0, 1000);
  if (stint.isOver && shows) {
    return [{ from: Math.max(stint.decided - lead, stint.from), fall: 90, floor, until: stint.until }];
  }
  if (!sags || days < 240) return [];
  const from = stint.from + 90 + Math.floor(((days - 150) * at) / 1000);
  return [{ from, fall: 30, floor: floor + 120, until: from + draw.int(60, 130) }];
}

const fallen = ({ from, fall, floor, until }: Dip, day: Day): number =>
  day < from || day >= until ? 1000 : 1000 - Math.floor(((1000 - floor) * Math.min(day - from, fall)) / fall);

/**
 * How well it goes with an account on a day, per mille: what usage, tickets, answers and talks are drawn from, so that
 * they tell the same story. Customers differ, quarters differ, the first weeks are slow; before most losses it falls,
 * two to six months ahead.
 */
export function vigourOf(life: Life): (day: Day) => number {
  const draw = dice(2_000_000 + life.number);
  const { daysToValue, isTold = false } = life.account;
  const drawn = draw.int(620, 960) - (daysToValue > 60 ? 70 : 0);
  const base = isTold ? 930 : drawn;
  const dips = isTold ? [] : life.stints.flatMap((stint) => dipOf(stint, draw));
  const first = life.stints[0]?.from ?? 0;
  const quarters = Array.from({ length: 24 }, () => draw.int(900, 1100));
  return (day) => {
    const quarter = quarters[Math.floor((day - first) / 91)] ?? 1000;
    const started = Math.min(
      1000,
      150 + Math.floor((850 * Math.max(day - first, 0)) / (life.live + 30 - first || 1)),
    );
    const fell = dips.reduce((least, dip) => Math.min(least, fallen(dip, day)), 1000);
    return Math.floor((((base * quarter) / 1000) * Math.min(started, 1000) * fell) / 1_000_000);
  };
}
