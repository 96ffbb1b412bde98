import { AS_OF, type Day, day, iso, weekday } from "./days.ts";
import { type Dice, dice } from "./dice.ts";
import type { Life } from "./life.ts";
import { type Person, peopleOf } from "./people.ts";
import type { Row } from "./rows.ts";
import { vigourOf } from "./vigour.ts";

/** An answer to a survey, before it has a key. */
export type Answer = {
  type: "nps" | "csat";
  score: number;
  on: Day;
  person: { id: string; email: string; name: string };
  customer: string;
  comment: string | null;
};

/** The NPS survey goes to everybody on the last working day of March and of September, since 2022. */
const WAVES: readonly Day[] = [2022, 2023, 2024, 2025].flatMap((year) => [
  weekday(day(`${year}-03-31`)),
  weekday(day(`${year}-09-30`)),
]);
/** The onboarding survey exists since then. */
const FIRST_ONBOARDING: Day = day("2022-02-01");

/** Accounts that never answer, per mille: few where somebody asks for it, most where mail does. */
const SILENT = { high: 120, low: 340, tech: 560 } as const;

const npsOf = (vigour: number, draw: Dice): number =>
  Math.max(0, Math.min(10, Math.floor((vigour * 11) / 1000) + draw.int(-2, 3)));

const COMMENTS: Record<"low" | "high", readonly string[]> = {
  low: ["Too slow in the morning", "We use half of it", "Support takes days", 'Hard to set up, "very" hard'],
  high: ["Saves us a day a month", "The templates are good", "Friendly people", "Does what it says"],
};

/** Is a person at a customer on a day, and not unsubscribed? */
const isAsked = (life: Life, { from, left, unsubscribed }: Person, on: Day): boolean =>
  on <= AS_OF &&
  on >= from &&
  (left === null || on < left) &&
  (unsubscribed === null || on < unsubscribed) &&
  life.stints.some((stint) => on >= stint.from && on < stint.until);

/** The answers of an account: an onboarding survey after go-live, and its people's answers to the waves. */
export function answersOf(life: Life): Answer[] {
  const draw = dice(6_000_000 + life.number);
  if (life.account.isTold || draw.chance(SILENT[life.owner.touchTier])) return [];
  const vigour = vigourOf(life);
  const answers: Answer[] = [];
  for (const [index, person] of peopleOf(life).entries()) {
    const isThere = (on: Day) => isAsked(life, person, on);
    const one = { person: { id: person.id, email: person.email, name: person.name }, customer: life.id };
    const asked = weekday(life.live + draw.int(2, 20));
    if (index < 2 && asked >= FIRST_ONBOARDING && isThere(asked) && draw.chance(450)) {
      const score = Math.max(1, Math.min(5, Math.floor(vigour(asked + 40) / 190) + draw.int(0, 1)));
      answers.push({ ...one, type: "csat", score, on: asked, comment: null });
    }
    for (const wave of WAVES) {
      const on = wave + draw.int(0, 24);
      const responds = draw.chance(260);
      const score = npsOf(vigour(on), draw);
      const comment = draw.chance(200) ? draw.pick(COMMENTS[score < 7 ? "low" : "high"]) : null;
      if (responds && isThere(wave) && isThere(on)) answers.push({ ...one, type: "nps", score, on, comment });
    }
  }
  return answers;
}

/** The people each wave of the NPS survey was sent to, one row an invitation. */
export const invitationRows = (lives: readonly Life[], told: readonly Row[]): Row[] =>
  [
    ...lives.flatMap((life) =>
      peopleOf(life).flatMap((person) =>
        WAVES.filter((wave) => isAsked(life, person, wave)).map((wave) => ({
          email: person.email,
          survey: "nps",
          sent_on: iso(wave),
        })),
      ),
    ),
    ...told,
  ].sort((a, b) => day(a.sent_on ?? "") - day(b.sent_on ?? ""));

/** Answers as Delighted lists them, in the order they were given, one object an answer. */
export function delightedResponses(answers: readonly Answer[]): Record<string, unknown>[] {
  const inOrder = [...answers].sort((a, b) => a.on - b.on || (a.person.id < b.person.id ? -1 : 1));
  return inOrder.map((answer, index) => {
    const created = answer.on * 86_400 + 54_000 + ((index * 97) % 20_000);
    return {
      id: String(30_000_001 + 7 * index),
      person: answer.person,
      survey_type: answer.type,
      score: answer.score,
      comment: answer.comment,
      permalink: `https://delighted.example/r/${(30_000_001 + 7 * index).toString(36)}`,
      created_at: created,
      updated_at: null,
      person_properties: index % 3 === 0 ? { customer_id: answer.customer } : {},
      notes: [],
      tags: [],
      additional_answers: [],
    };
  });
}
