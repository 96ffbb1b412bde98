import { withBadRecords } from "./bad-records.ts";
import { careRows, rosterRows } from "./care.ts";
import * as told from "./financiality.ts";
import type { Life } from "./life.ts";
import { hubspotRows, marketingOf } from "./marketing.ts";
import { contactRows } from "./people.ts";
import { planRows } from "./plan.ts";
import type { Numbered } from "./rows.ts";
import { answersOf, delightedResponses, invitationRows } from "./surveys.ts";
import { ticketChangeRows } from "./ticket-changes.ts";
import { ticketsOf, zendeskTickets } from "./tickets.ts";
import { activitiesOf, plannedRows, timelineRows } from "./timeline.ts";
import { allTracks } from "./tracks.ts";
import { type WrittenExport, writeExport, writeJsonLines } from "./write-export.ts";
import { writeTracks } from "./write-tracks.ts";

/**
 * Writes what customers did, and who looked after them, each in the layout of the system that knows it. `ahead` have
 * signed and not begun.
 */
export async function writeBehaviour(
  folder: string,
  lives: readonly Life[],
  ahead: readonly Numbered[],
): Promise<WrittenExport[]> {
  const financiality = lives.filter(({ account }) => account.isTold);
  const csv = (file: Parameters<typeof withBadRecords>[0], rows: readonly Record<string, string>[]) =>
    writeExport(folder, file, withBadRecords(file, rows));
  const jsonLines = (
    file: Parameters<typeof withBadRecords>[0],
    records: readonly Record<string, unknown>[],
  ) => writeJsonLines(folder, file, withBadRecords(file, records));
  const tickets = [...lives.flatMap(ticketsOf), ...financiality.flatMap(told.financialityTickets)];
  return [
    csv("contacts.csv", contactRows(lives, financiality.flatMap(told.financialityContacts))),
    writeExport(folder, "csm_roster.csv", rosterRows()),
    csv("csm_assignments.csv", careRows(lives, ahead)),
    writeExport(folder, "plan.csv", planRows(lives)),
    csv("milestones.csv", plannedRows(lives)),
    csv("survey_invitations.csv", invitationRows(lives, financiality.flatMap(told.financialityInvitations))),
    jsonLines("zendesk/tickets.json", zendeskTickets(tickets)),
    csv("zendesk/ticket_changes.csv", ticketChangeRows(tickets)),
    jsonLines(
      "delighted/responses.json",
      delightedResponses([...lives.flatMap(answersOf), ...financiality.flatMap(told.financialityAnswers)]),
    ),
    csv(
      "gainsight/timeline.csv",
      timelineRows([...lives.flatMap(activitiesOf), ...financiality.flatMap(told.financialityActivities)]),
    ),
    csv("hubspot/engagement.csv", hubspotRows(lives.flatMap(marketingOf))),
    await writeTracks(
      folder,
      "segment/tracks.parquet",
      allTracks(lives, financiality.flatMap(told.financialityTracks)),
    ),
  ];
}
