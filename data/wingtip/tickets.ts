import { AS_OF, type Day, firstOfMonth, iso, weekday } from "./days.ts";
import { type Dice, dice } from "./dice.ts";
import { type Dispute, disputesOf } from "./disputes.ts";
import { keysOf } from "./keys.ts";
import { type Life, seatsOn } from "./life.ts";
import { type Person, peopleOf } from "./people.ts";
import { vigourOf } from "./vigour.ts";

/** A ticket before it has a number: a customer's day of asking, and how long it took. */
export type Ticket = {
  opened: Day;
  second: number;
  priority: "urgent" | "high" | "normal" | "low" | null;
  subject: string;
  /** Days until it was solved; null where it is not. */
  days: number | null;
  organization: string | null;
  requester: { id: number; email: string };
};

const SUBJECTS: readonly (readonly [string, number])[] = [
  ["How do I add a template?", 14],
  ["Invite does not arrive", 12],
  ["Export stops half-way", 10],
  ["Import stops at a row", 10],
  ["Board is slow in the morning", 9],
  ["Single sign-on certificate", 7],
  ["Workflow runs twice", 9],
  ["Invoice address has changed", 8],
  ["Report shows last month", 8],
  ["Cannot see a shared file", 7],
  ["Connector asks to sign in again", 6],
];

const outage = { from: "2023-06-13", until: "2023-06-16" } as const;

/** The number of the n-th person of an account in the help desk. */
export const requesterNumber = (life: Life, index: number): number => 410_000_000 + life.number * 10 + index;

function ticketOf(life: Life, people: readonly Person[], opened: Day, hardness: number, draw: Dice): Ticket {
  const index = draw.int(0, people.length - 1);
  const email = people[index]?.email ?? "";
  const days = draw.int(0, 3) + (draw.chance(hardness) ? draw.int(4, 30) : 0);
  return {
    opened,
    second: 50_400 + draw.int(0, 25_000),
    priority: draw.weighted([
      ["urgent", Math.floor(hardness / 60)],
      ["high", Math.floor(hardness / 18)],
      ["normal", 60],
      ["low", 20],
      [null, 6],
    ]),
    subject: draw.weighted(SUBJECTS),
    days: opened + days <= AS_OF ? days : null,
    // One in 25 writes from an address the help desk has put to no organization.
    organization: draw.chance(40) ? null : keysOf(life).zendesk,
    requester: { id: requesterNumber(life, index), email },
  };
}

/** The case of a dispute: serious, and open until it is settled or the customer has gone. */
function ticketOfDispute(life: Life, people: readonly Person[], dispute: Dispute, draw: Dice): Ticket {
  const gone = life.stints.find(({ until }) => until > dispute.opened)?.until ?? dispute.settled;
  const solved = Math.min(dispute.settled, gone);
  return {
    ...ticketOf(life, people, dispute.opened, 0, draw),
    priority: draw.chance(300) ? "urgent" : "high",
    subject: draw.pick([
      "Figures of last month are wrong",
      "Workflow loses records",
      "Approved twice, paid twice",
    ]),
    days: solved <= AS_OF ? solved - dispute.opened : null,
  };
}

/** What an account asks: about one ticket a quarter for ten seats, more and harder ones where it goes badly. */
export function ticketsOf(life: Life): Ticket[] {
  if (life.account.isTold) return [];
  const people = peopleOf(life);
  const vigour = vigourOf(life);
  const draw = dice(5_000_000 + life.number);
  const tickets: Ticket[] = [];
  for (const { from, until } of life.stints) {
    for (let month = firstOfMonth(from); month < Math.min(until, AS_OF + 1); month = firstOfMonth(month, 1)) {
      const trouble = Math.max(1000 - vigour(month + 14), 0); // the first weeks are full of questions too
      const perMille = Math.min(
        70 + 4 * Math.min(seatsOn(life, month + 14), 60) + Math.floor((trouble * trouble) / 1400),
        900,
      );
      for (let turn = 0; turn < 3 && draw.chance(perMille); turn++) {
        const opened = weekday(month + draw.int(2, 27));
        if (opened < from || opened >= until || opened > AS_OF) continue;
        tickets.push(ticketOf(life, people, opened, Math.min(80 + Math.floor(trouble / 2), 600), draw));
      }
      const isOut = iso(month).slice(0, 7) === outage.from.slice(0, 7);
      if (isOut && draw.chance(420)) {
        const opened = month + 12 + draw.int(0, 2);
        if (opened >= from && opened < until) {
          tickets.push({
            ...ticketOf(life, people, opened, 700, draw),
            subject: "Wingtip is down",
            priority: "urgent",
            days: 3,
          });
        }
      }
    }
  }
  const serious = dice(5_600_000 + life.number);
  const isThere = ({ opened }: Dispute) =>
    opened <= AS_OF && life.stints.some(({ from, until }) => opened >= from && opened < until);
  const disputes = disputesOf(life).filter(isThere);
  return [...tickets, ...disputes.map((one) => ticketOfDispute(life, people, one, serious))];
}

/** A moment of a day, UTC. */
export const moment = (on: Day, second: number): string =>
  `${iso(on)}T${new Date(second * 1000).toISOString().slice(11, 19)}Z`;

/** Tickets closed by the automation so many days after they were solved. */
export const CLOSED_AFTER = 4;

/** Tickets under their numbers, in the order they were opened. */
export const numberedTickets = (tickets: readonly Ticket[]): { id: number; ticket: Ticket }[] =>
  [...tickets]
    .sort((a, b) => a.opened - b.opened || a.second - b.second || a.requester.id - b.requester.id)
    .map((ticket, index) => ({ id: 1_001 + index, ticket }));

/** Tickets as the help desk exports them, one object a ticket. */
export function zendeskTickets(tickets: readonly Ticket[]): Record<string, unknown>[] {
  return numberedTickets(tickets).map(({ id, ticket }) => {
    const solved = ticket.days === null ? null : moment(ticket.opened + ticket.days, ticket.second + 3_000);
    const closes = ticket.opened + (ticket.days ?? 0) + CLOSED_AFTER;
    const isClosed = ticket.days !== null && closes <= AS_OF;
    const open = AS_OF - ticket.opened > 6 ? "hold" : "open";
    return {
      url: `https://wingtip.zendesk.example/api/v2/tickets/${id}.json`,
      id,
      created_at: moment(ticket.opened, ticket.second),
      updated_at: isClosed
        ? moment(closes, ticket.second)
        : (solved ?? moment(ticket.opened, ticket.second + 900)),
      subject: ticket.subject,
      priority: ticket.priority,
      status: isClosed ? "closed" : solved === null ? open : "solved",
      requester_id: ticket.requester.id,
      requester: ticket.requester,
      organization_id: ticket.organization === null ? null : Number(ticket.organization),
      metric_set: { solved_at: solved },
    };
  });
}
