import { addDays, latest } from "./oracle/calendar.ts";
import type { OracleLine } from "./oracle/oracle-line.ts";
import type { RandomCompany } from "./random-companies.ts";

/** The same story with every link named or none: whatever named nothing opens its own chain. */
export function withoutGuesses({ lines, cuts, assignments = [] }: RandomCompany): RandomCompany {
  const isTaken = (line: OracleLine) =>
    line.is_recurring && !line.is_trial && (line.end_on === null || line.end_on > line.start_on);
  const taken = new Set(lines.filter(isTaken).map((line) => line.line_id));
  return {
    cuts,
    assignments,
    lines: lines.map((line) => {
      const isNamed = [line.renewal_of, line.replaces].some((name) => name !== null && taken.has(name));
      return { ...line, order_id: null, order_type: isNamed ? line.order_type : "add_on" };
    }),
  };
}

/**
 * The same lines without restatements: nothing is signed before what it follows, and nothing starts before it is signed,
 * except a renewal signed after the due day.
 */
export function toldInTime(lines: readonly OracleLine[]): OracleLine[] {
  const told: OracleLine[] = [];
  for (const line of lines) {
    const before = told.filter((old) => old.line_id === line.renewal_of || old.line_id === line.replaces);
    const signed_on = latest([line.signed_on, ...before.map((old) => old.signed_on)]);
    const isLate =
      before.length > 0 &&
      before.every((old) => {
        const isDue = old.end_means === "term" && old.end_on !== null && signed_on >= old.end_on;
        const isRenewal = old.line_id === line.renewal_of || line.start_on >= (old.end_on ?? "");
        return isDue && isRenewal && line.order_type !== "step";
      });
    const start_on = isLate ? line.start_on : latest([line.start_on, signed_on]);
    const isEmptied = line.end_on !== null && line.end_on > line.start_on && line.end_on <= start_on;
    told.push({ ...line, signed_on, start_on, end_on: isEmptied ? addDays(start_on, 30) : line.end_on });
  }
  return told;
}
