import fc from "fast-check";
import { addDays } from "./oracle/calendar.ts";
import type { OracleLine } from "./oracle/oracle-line.ts";
import { companyArb, type RandomCompany } from "./random-companies.ts";

/* Random companies with what a plain one does not have: lines that renew themselves, notices taken back, and pauses. */

const extraArb = fc.record({
  renews: fc.constantFrom(null, null, null, null, null, "as printed" as const, 1, 3, 6, 12),
  /** Days from a notice to the day it is taken back. */
  withdrawn: fc.constantFrom(null, null, null, 1, 5, 30, 60, 90),
  pause: fc.constantFrom(null, null, null, null, null, null, 10, 45, 200),
  resumes: fc.constantFrom(null, 20, 31, 90),
});

type Extra = typeof extraArb extends fc.Arbitrary<infer Value> ? Value : never;

/** A line cancelled before its start, and credits with the lines they belong to, stay as they are. */
function withExtra(line: OracleLine, extra: Extra): OracleLine {
  const isCalm = (line.end_on !== null && line.end_on <= line.start_on) || line.order_type === "add_on";
  if (isCalm) return line;
  const isAutomatic = extra.renews !== null && line.end_means === "term" && line.end_on !== null;
  const paused_on = extra.pause === null ? null : addDays(line.start_on, extra.pause);
  return {
    ...line,
    auto_renews: isAutomatic,
    renewal_months: isAutomatic && typeof extra.renews === "number" ? extra.renews : null,
    notice_withdrawn_on:
      line.notice_on === null || extra.withdrawn === null ? null : addDays(line.notice_on, extra.withdrawn),
    paused_on,
    resumes_on: paused_on === null || extra.resumes === null ? null : addDays(paused_on, extra.resumes),
  } as OracleLine;
}

/** A company as `companyArb` draws it, with these facts on its lines. */
export const companyWithFactsArb: fc.Arbitrary<RandomCompany> = fc
  .tuple(companyArb, fc.array(extraArb, { minLength: 7, maxLength: 7 }))
  .map(([company, extras]) => ({
    ...company,
    lines: company.lines.map((line, at) => {
      const extra = extras[at % extras.length];
      return extra ? withExtra(line, extra) : line;
    }),
  }));
