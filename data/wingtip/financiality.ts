import { type Day, day, iso } from "./days.ts";
import { keysOf } from "./keys.ts";
import type { Life } from "./life.ts";
import { domainOf, peopleOf, userId } from "./people.ts";
import type { Row } from "./rows.ts";
import type { Answer } from "./surveys.ts";
import { requesterNumber, type Ticket } from "./tickets.ts";
import type { Activity } from "./timeline.ts";
import type { Track } from "./tracks.ts";

/** The year of Financiality beside its contract: README.md tells it day by day. */

const ONBOARDING_MANAGER = "Rafael Stein";

/** Users who were invited late and hardly looked: their first day, and the day somebody called. */
const NEW_USERS = [
  { user: 30, name: "Mina Farrow", from: day("2025-09-11"), called: day("2025-09-19"), views: 2 },
  { user: 31, name: "Otto Lang", from: day("2025-10-09"), called: day("2025-10-17"), views: 1 },
  { user: 32, name: "Priti Shah", from: day("2025-11-03"), called: day("2025-11-11"), views: 2 },
] as const;

const FIRST_NPS = day("2025-09-30");

export function financialityActivities(life: Life): Activity[] {
  const { csm } = life.owner;
  const at = (on: string, facts: Omit<Activity, "life" | "on" | "by"> & { by?: string }): Activity => ({
    life,
    on: day(on),
    by: csm,
    ...facts,
  });
  return [
    at("2025-07-01", {
      type: "Milestone",
      milestone: "Handover",
      subject: "Handed over from sales",
      notes: `To ${ONBOARDING_MANAGER}, onboarding, and ${csm}.`,
      minutes: 45,
      by: ONBOARDING_MANAGER,
    }),
    at("2025-07-02", {
      type: "Risk",
      subject: "Flagged at risk",
      notes: "The buyer is away until 14 July, and sales promised eight weeks.",
      minutes: null,
      by: ONBOARDING_MANAGER,
    }),
    at("2025-07-16", {
      type: "Milestone",
      milestone: "Kickoff",
      subject: "Kickoff",
      notes: "Go-live set for 5 September.",
      minutes: 60,
      by: ONBOARDING_MANAGER,
    }),
    at("2025-08-14", { type: "Meeting", subject: "CSM introduced", minutes: 30 }),
    at("2025-09-05", {
      type: "Milestone",
      milestone: "Go-live",
      subject: "Live",
      minutes: null,
      by: ONBOARDING_MANAGER,
    }),
    at("2025-09-08", {
      type: "Risk closed",
      subject: "Flag removed",
      notes: "Live, survey 5 of 5, health 78.",
      minutes: 5,
    }),
    ...NEW_USERS.map(({ name, called }) =>
      at(iso(called), { type: "Call", subject: `First steps with ${name}`, minutes: 20 }),
    ),
    at("2025-10-08", { type: "Call", subject: "Talk with the detractor", minutes: 30 }),
    at("2025-11-17", {
      type: "Meeting",
      subject: "Review with support",
      notes: "Five cases in seven days.",
      minutes: 45,
    }),
    at("2025-12-08", {
      type: "Meeting",
      category: "Executive Business Review",
      subject: "First executive business review",
      minutes: 60,
    }),
  ];
}

export function financialityAnswers(life: Life): Answer[] {
  const answer = (person: number, type: "nps" | "csat", score: number, on: string): Answer[] => {
    const one = peopleOf(life)[person];
    if (one === undefined) return [];
    const { id, email, name } = one;
    return [{ type, score, on: day(on), person: { id, email, name }, customer: life.id, comment: null }];
  };
  return [
    ...answer(1, "csat", 5, "2025-09-08"),
    ...answer(1, "nps", 10, "2025-09-30"),
    ...answer(0, "nps", 9, "2025-10-01"),
    ...answer(3, "nps", 9, "2025-10-02"),
    ...answer(5, "nps", 8, "2025-10-02"),
    ...answer(4, "nps", 4, "2025-10-07"),
  ];
}

export function financialityTickets(life: Life): Ticket[] {
  const people = peopleOf(life);
  const ticket = (on: string, subject: string, person: number, days: number): Ticket => ({
    opened: day(on),
    second: 52_000 + 600 * person,
    priority: "normal",
    subject,
    days,
    organization: keysOf(life).zendesk,
    requester: { id: requesterNumber(life, person), email: people[person]?.email ?? "" },
  });
  return [
    ticket("2025-11-11", "Import stops at a row", 3, 2),
    ticket("2025-11-12", "Workflow runs twice", 0, 6),
    ticket("2025-11-13", "Import stops at a row", 4, 5),
    ticket("2025-11-14", "Cannot see a shared file", 3, 3),
    ticket("2025-11-17", "Workflow runs twice", 5, 2),
  ];
}

const emailOf = (life: Life, name: string): string =>
  `${name.replace(" ", ".")}@${domainOf(life)}`.toLowerCase();

/** Of the new users, the first was there when the survey went to everybody. */
export const financialityInvitations = (life: Life): Row[] =>
  NEW_USERS.filter(({ from }) => from <= FIRST_NPS).map(({ name }) => ({
    email: emailOf(life, name),
    survey: "nps",
    sent_on: iso(FIRST_NPS),
  }));

export function financialityContacts(life: Life): Row[] {
  return NEW_USERS.map(({ user, name, from }) => ({
    user_id: userId(life, user),
    email: emailOf(life, name),
    customer_id: life.id,
    name,
    role: "user",
    from_on: iso(from),
    left_on: "",
    unsubscribed_on: "",
  }));
}

/** The days before go-live on which the first workflows were set up, from Wingtip's templates, and by whom. */
const SET_UP = { user: 2, on: ["2025-08-12", "2025-08-26", "2025-08-28"].map(day) } as const;

/** The workflows set up; of the new users a page or two in their first week, and regular work from the day after the call. */
export function financialityTracks(life: Life): Track[] {
  const group = keysOf(life).segment;
  const track = (on: Day, minute: number, event: string, user: number): Track => ({
    at: on * 86_400 + 54_000 + minute * 60,
    lag: 2,
    event,
    user: userId(life, user),
    group,
  });
  const setUp = SET_UP.on.flatMap((on) =>
    ["template_used", "workflow_edited"].map((event, at) => track(on, at, event, SET_UP.user)),
  );
  const newcomers = NEW_USERS.flatMap(({ user, from, called, views }) => {
    const first = Array.from({ length: views }, (_, at) => track(from + 2 * at, at, "page_viewed", user));
    const later: Track[] = [];
    for (let on = called + 3; on <= day("2025-12-30"); on += 3) {
      later.push(track(on, user, "page_viewed", user), track(on, user + 9, "task_completed", user));
    }
    return [...first, ...later];
  });
  return [...setUp, ...newcomers];
}
