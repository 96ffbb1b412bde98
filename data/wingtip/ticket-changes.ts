import { AS_OF, type Day, day } from "./days.ts";
import { dice } from "./dice.ts";
import type { Row } from "./rows.ts";
import { CLOSED_AFTER, moment, numberedTickets, type Ticket } from "./tickets.ts";

/** The audits of tickets opened before this day were not fetched. */
const KEPT: Day = day("2024-01-01");
/** How many of a thousand serious tickets that took days were thought less of at first. */
const RAISED = 450;
const BELOW = { urgent: "high", high: "normal" } as const;

function changesOf({ id, ticket }: { id: number; ticket: Ticket }): Row[] {
  const draw = dice(5_800_000 + id);
  const { priority, days } = ticket;
  const waited = days ?? AS_OF - ticket.opened;
  const raised = draw.int(1, 3);
  const isRaised = draw.chance(RAISED) && waited > 3 && (priority === "urgent" || priority === "high");
  const at = (after: number, seconds: number, status: string, to: Ticket["priority"] = null): Row => ({
    ticket_id: String(id),
    changed_at: moment(ticket.opened + after, ticket.second + seconds),
    priority: to ?? "",
    status,
  });
  return [
    at(0, 0, "new", isRaised ? BELOW[priority] : priority),
    at(0, 900, "open"),
    ...(isRaised ? [at(raised, 1_800, "", priority)] : []),
    ...(days === null && waited > 6 ? [at(6, 2_400, "hold")] : []),
    ...(days === null ? [] : [at(days, 3_000, "solved")]),
    ...(days === null || ticket.opened + days + CLOSED_AFTER > AS_OF
      ? []
      : [at(days + CLOSED_AFTER, 0, "closed")]),
  ];
}

/** What became of each ticket since 2024, one row a change: the help desk's audits, its own columns put flat. */
export const ticketChangeRows = (tickets: readonly Ticket[]): Row[] =>
  numberedTickets(tickets)
    .filter(({ ticket }) => ticket.opened >= KEPT)
    .flatMap(changesOf);
