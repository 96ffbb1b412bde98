import { csmOn } from "./care.ts";
import { AS_OF, addMonths, type Day, day, iso, weekday } from "./days.ts";
import { type Dice, dice } from "./dice.ts";
import { keysOf } from "./keys.ts";
import type { Life } from "./life.ts";
import type { Row } from "./rows.ts";
import { vigourOf } from "./vigour.ts";

/** Something a CSM did with a customer, as the timeline of the success tool has it. */
export type Activity = {
  life: Life;
  on: Day;
  type: string;
  milestone?: string;
  category?: string;
  subject: string;
  notes?: string;
  minutes: number | null;
  by: string;
  /** How the CSM judged it after talking, 1 to 5. */
  pulse?: number;
  /** Days until it was entered. */
  entered?: number;
};

/** The success tool was introduced then. */
const INTRODUCED: Day = day("2022-01-01");

/** Days between two talks by tier, in vigour and out of it; programmes of tech touch talk to nobody alone. */
const RHYTHM = { high: 42, low: 110, tech: null } as const;

const TALKS: readonly (readonly [{ type: string; subject: string; minutes: number }, number])[] = [
  [{ type: "Call", subject: "Check-in", minutes: 30 }, 46],
  [{ type: "Email", subject: "New templates", minutes: 5 }, 30],
  [{ type: "Meeting", subject: "Training", minutes: 60 }, 14],
  [{ type: "Update", subject: "Open points", minutes: 10 }, 10],
];

/** After a talk most note how it goes, from what they see: within a point of what is so. */
function pulseOf(vigour: number, draw: Dice): { pulse?: number } {
  const seen = Math.floor(vigour / 190) + draw.int(0, 2) - (draw.chance(400) ? 1 : 0);
  return draw.chance(750) ? { pulse: Math.max(1, Math.min(5, seen)) } : {};
}

function onboarding(life: Life, draw: Dice): Activity[] {
  const signed = Math.min(...life.lines.map((line) => line.signed));
  const kickoff = weekday(signed + Math.max(3, Math.floor(life.account.daysToValue / 4)));
  const steps: readonly [string, Day][] = [
    ["Handover", weekday(signed + draw.int(1, 3))],
    ["Kickoff", kickoff],
    ["Go-live", life.live],
  ];
  return steps.map(([milestone, on]) => ({
    life,
    on,
    type: "Milestone",
    milestone,
    subject: milestone,
    minutes: milestone === "Go-live" ? null : 45,
    by: csmOn(life, on),
  }));
}

/** Talks in the rhythm of the tier, a business review every half year for the largest; a risk where it goes badly, until it is over. */
export function activitiesOf(life: Life): Activity[] {
  if (life.account.isTold) return [];
  const draw = dice(8_000_000 + life.number);
  const vigour = vigourOf(life);
  const judging = dice(8_700_000 + life.number);
  const rhythm = RHYTHM[life.owner.touchTier];
  const all = onboarding(life, draw);
  for (const { from, until } of life.stints) {
    if (rhythm === null) continue;
    let review = addMonths(from, 6);
    let isOpen = false;
    for (let on = from + rhythm; on < until; on += draw.int(Math.floor(rhythm / 2), rhythm + 20)) {
      const by = csmOn(life, on);
      const talk = draw.weighted(TALKS);
      const isReview = life.owner.touchTier === "high" && on >= review;
      const isRisk = vigour(on) < 420 && on > life.live + 60 && draw.chance(350);
      if (isReview) review = addMonths(on, 6);
      const entered = draw.chance(60) ? draw.int(7, 40) : draw.int(0, 1);
      const one: Pick<Activity, "type" | "category" | "subject" | "minutes"> = isReview
        ? { type: "Meeting", category: "Executive Business Review", subject: "Business review", minutes: 60 }
        : isRisk
          ? { type: "Risk", subject: "Use is falling", minutes: null }
          : isOpen && vigour(on) > 560
            ? { type: "Risk closed", subject: "Use is back", minutes: null }
            : talk;
      if (/^Risk/.test(one.type)) isOpen = one.type === "Risk";
      const pulse = pulseOf(vigour(on), judging);
      const talked = one.type === "Call" || one.type === "Meeting";
      all.push({ ...one, ...(talked ? pulse : {}), life, on: weekday(on), by, entered });
    }
  }
  const wasThere = ({ on }: Activity) =>
    on >= INTRODUCED && on <= AS_OF && life.stints.some(({ from, until }) => on >= from - 30 && on < until);
  return all.filter(wasThere);
}

const hour = (index: number): string =>
  `${String(9 + (index % 8)).padStart(2, "0")}:${index % 2 === 0 ? "00" : "30"}:00`;

/** Activities as a report on the timeline exports them, in the order of their days, one row an activity. */
export function timelineRows(activities: readonly Activity[]): Row[] {
  const inOrder = [...activities].sort((a, b) => a.on - b.on || a.life.number - b.life.number);
  return inOrder.map((one, index) => {
    const entered = Math.min(one.on + (one.entered ?? 0), AS_OF);
    const email = `${one.by.split(" ")[0] ?? ""}@wingtip.example`.toLowerCase();
    const company = keysOf(one.life).gainsight;
    return {
      "Activity Id": `1I00${(2_000_000 + index).toString(36).toUpperCase()}`,
      "Activity Date": `${iso(one.on)} ${hour(index)}`,
      Subject: one.subject,
      Notes: one.notes === undefined ? "" : `<p>${one.notes}</p>`,
      "Company Id": company,
      "Context Id": company,
      "Context Name": one.life.account.name,
      "Activity Type": one.type,
      "Milestone Type": one.milestone ?? "",
      "Reporting Category": one.category ?? "",
      Sentiment: one.pulse === undefined ? "" : String(one.pulse),
      "Duration (in Mins)": one.minutes === null ? "" : String(one.minutes),
      "User Name": one.by,
      "User Email": email,
      "Created Date": `${iso(entered)} 18:05:00`,
    };
  });
}

/** Go-lives as they were planned at kickoff, for those signed in 2025: one row an account. */
export const plannedRows = (lives: readonly Life[]): Row[] =>
  lives.flatMap((life) => {
    const signed = Math.min(...life.lines.map((line) => line.signed));
    if (signed < day("2025-01-01")) return [];
    const slip = life.account.isTold ? 0 : dice(8_500_000 + life.number).int(-4, 24);
    const kickoff = weekday(signed + Math.max(3, Math.floor(life.account.daysToValue / 4)));
    if (kickoff > AS_OF) return [];
    const planned = Math.max(weekday(life.live - slip), kickoff + 5);
    return [{ customer_id: life.id, step: "Go-live", due: iso(planned), entered_on: iso(kickoff) }];
  });
