import { AS_OF, type Day, day, iso } from "./days.ts";
import { type Dice, dice } from "./dice.ts";
import { keysOf } from "./keys.ts";
import type { Life } from "./life.ts";
import { type Person, peopleOf } from "./people.ts";
import type { Row } from "./rows.ts";
import { vigourOf } from "./vigour.ts";

export type MarketingEvent = {
  on: Day;
  minute: number;
  kind: string;
  campaign: string;
  email: string;
  company: string;
};

const STARTED: Day = day("2022-04-01");

const KINDS: readonly (readonly [string, number])[] = [
  ["OPEN", 46],
  ["CLICK", 17],
  ["BOUNCE", 2],
  ["Form submission", 6],
  ["Webinar", 8],
  ["Event attended", 3],
  ["Community post", 8],
  ["Community answer", 6],
];
/** What only those do who are glad. */
const GLAD: readonly (readonly [string, number])[] = [
  ["Reference", 40],
  ["Review", 30],
  ["Case study", 12],
  ["Referral", 12],
  ["Speaker", 6],
];

const campaign = (kind: string, on: Day): string => {
  const month = iso(on).slice(0, 7);
  if (["OPEN", "CLICK", "BOUNCE"].includes(kind)) return `Newsletter ${month}`;
  return kind === "Webinar" ? `Webinar, "${month}"` : "";
};

function eventsOf(person: Person, life: Life, vigour: (on: Day) => number, draw: Dice): MarketingEvent[] {
  const company = keysOf(life).hubspot;
  const events: MarketingEvent[] = [];
  const write = (kind: string, on: Day) =>
    events.push({
      on,
      minute: draw.int(480, 1_100),
      kind,
      campaign: campaign(kind, on),
      email: person.email,
      company,
    });
  const end = Math.min(person.left ?? AS_OF + 1, person.unsubscribed ?? AS_OF + 1, AS_OF + 1);
  const isThere = (on: Day) =>
    on >= STARTED && on < end && life.stints.some(({ from, until }) => on >= from && on < until);
  for (let on = person.from + draw.int(10, 150); on < end; on += draw.int(40, 260)) {
    const well = vigour(on);
    if (!isThere(on) || !draw.chance(well)) continue;
    write(well > 760 && draw.chance(24) ? draw.weighted(GLAD) : draw.weighted(KINDS), on);
  }
  if (person.unsubscribed !== null && person.unsubscribed >= STARTED)
    write("Unsubscribed", person.unsubscribed);
  return events;
}

/** What the people of an account did with marketing and for Wingtip. */
export function marketingOf(life: Life): MarketingEvent[] {
  const vigour = vigourOf(life);
  const draw = dice(9_000_000 + life.number);
  return peopleOf(life).flatMap((person) => eventsOf(person, life, vigour, draw));
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Events as the marketing tool exports them, one row an event, in the order they happened. */
export function hubspotRows(events: readonly MarketingEvent[]): Row[] {
  const inOrder = [...events].sort(
    (a, b) => a.on - b.on || a.minute - b.minute || (a.email < b.email ? -1 : 1),
  );
  return inOrder.map((event, index) => {
    const at = `${iso(event.on)} ${clock(event.minute)}`;
    return {
      "Record ID": String(700_001 + index),
      Email: event.email,
      "Event type": event.kind,
      "Occurred at": at,
      Campaign: event.campaign,
      "Associated Company IDs": event.company,
      "Create Date": at,
    };
  });
}
