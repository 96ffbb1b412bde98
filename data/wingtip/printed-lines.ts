import { AS_OF, iso } from "./days.ts";
import type { Row } from "./rows.ts";

/** Printed contract lines, looked at after the fact. */
export const AS_OF_TEXT = iso(AS_OF);

/** The number in an id, "CL-00042": 42. */
export const numberOf = (id = ""): number => Number(id.replace(/\D/g, ""));

/** Does a printed line run on a day? Recurring lines only. */
export const runsOn = (line: Row, date: string): boolean =>
  line.is_recurring === "true" &&
  line.is_trial === "false" &&
  (line.start_on ?? "") <= date &&
  (line.end_on === "" || (line.end_on ?? "") > date);

/** The line that renews or replaces a line by name, by the id of the older one. */
export const followers = (lines: readonly Row[]): Map<string, Row> =>
  new Map(
    lines.flatMap((line) =>
      [line.renewal_of ?? "", line.replaces ?? ""].filter((id) => id !== "").map((id) => [id, line] as const),
    ),
  );
