import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, lastDayOf } from "./oracle/calendar.ts";
import { type OracleLedger, oracleLedger } from "./oracle/oracle-ledger.ts";
import type { OracleCompany, OracleLine } from "./oracle/oracle-line.ts";
import { toldInTime, withoutGuesses } from "./plain-stories.ts";
import { companyArb, merge, type RandomCompany, renamed, settingsArb } from "./random-companies.ts";
import { completeCompanyArb, completeSettingsArb } from "./random-complete.ts";
import { columnsOf, namedBackwards, splitInTwo, splittable } from "./same-money.ts";

/*
 * What must change nothing, on any company. Where lines are renamed, split or hidden, links are named first: a guess
 * looks at line ids and at all lines.
 */

const runs = { seed: 42, numRuns: 100 };

const ledgersOf = (company: OracleCompany, random: RandomCompany) => oracleLedger({ ...random, company });

/** Tables are sets of rows. */
const sorted = (ledger: OracleLedger) =>
  Object.fromEntries(
    Object.entries(ledger).map(([table, rows]) => [table, rows.map((row) => JSON.stringify(row)).sort()]),
  );

type Movements = OracleLedger["movements"];

/** It makes one chain of two, whose quantities then add up in the past too (B2). */
const isMerge = ({ renewal_of, replaces }: OracleLine) =>
  renewal_of !== null && replaces !== null && renewal_of !== replaces;

/** Movements without how they split into quantity and price. */
const withoutSplit = (rows: Movements) => rows.map((row) => ({ ...row, quantity_minor: 0, list_minor: 0 }));

describe("what changes nothing", () => {
  test("the order of the rows", () => {
    const shuffledArb = completeCompanyArb.chain((random) =>
      fc
        .tuple(
          fc.shuffledSubarray(random.lines, { minLength: random.lines.length }),
          fc.shuffledSubarray(random.cuts, { minLength: random.cuts.length }),
        )
        .map(([lines, cuts]) => ({ random, shuffled: { ...random, lines, cuts } })),
    );
    fc.assert(
      fc.property(completeSettingsArb, shuffledArb, (company, { random, shuffled }) => {
        expect(sorted(ledgersOf(company, shuffled))).toEqual(sorted(ledgersOf(company, random)));
      }),
      runs,
    );
  });

  test("a prefix on every id changes no figure", () => {
    fc.assert(
      fc.property(completeSettingsArb, completeCompanyArb, (company, random) => {
        const { waterfall, waterfallByCut, retention } = ledgersOf(company, renamed(random, "z-"));
        const plain = ledgersOf(company, random);
        expect({ waterfall, waterfallByCut, retention }).toEqual({
          waterfall: plain.waterfall,
          waterfallByCut: plain.waterfallByCut,
          retention: plain.retention,
        });
      }),
      runs,
    );
  });

  test("the names of lines, in money", () => {
    fc.assert(
      fc.property(completeSettingsArb, completeCompanyArb, (company, random) => {
        const named = withoutGuesses(random);
        expect(columnsOf(ledgersOf(company, namedBackwards(named)))).toEqual(
          columnsOf(ledgersOf(company, named)),
        );
      }),
      runs,
    );
  });

  test("splitting a line in two, in money", () => {
    fc.assert(
      fc.property(completeSettingsArb, completeCompanyArb, fc.nat(), (company, random, pick) => {
        const named = withoutGuesses(random);
        const apt = splittable(named);
        const whole = apt[pick % Math.max(1, apt.length)];
        if (!whole) return;
        expect(columnsOf(ledgersOf(company, splitInTwo(named, [whole])))).toEqual(
          columnsOf(ledgersOf(company, named)),
        );
      }),
      { ...runs, numRuns: 100 },
    );
  });

  test("two companies as one: each has the rows it has alone", () => {
    fc.assert(
      fc.property(completeSettingsArb, completeCompanyArb, completeCompanyArb, (company, one, other) => {
        const both = ledgersOf(company, merge([one, other]));
        const apart = [one, other].map((each, at) => ledgersOf(company, renamed(each, `000${at}-`)));
        for (const table of ["movements", "logos"] as const) {
          const rows = apart.flatMap((each) => each[table].map((row) => JSON.stringify(row)));
          expect(both[table].map((row) => JSON.stringify(row)).sort()).toEqual(rows.sort());
        }
        for (const row of both.waterfall) {
          const same = apart.flatMap((each) =>
            each.waterfall.filter(
              (month) => month.basis === row.basis && month.report_month === row.report_month,
            ),
          );
          const total = same.reduce((sum, month) => sum + month.closing_minor, 0);
          expect(row.closing_minor).toBe(total);
        }
      }),
      runs,
    );
  });

  test("what happens after a month: closed months do not change", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, fc.integer({ min: 0, max: 30 }), (company, random, back) => {
        const told = { ...random, lines: toldInTime(withoutGuesses(random).lines) };
        const month = addMonths(company.as_of.slice(0, 7), -1 - back);
        const day = lastDayOf(month);
        const known = {
          cuts: told.cuts,
          lines: told.lines
            .filter((line) => line.signed_on <= day)
            .map((line) =>
              line.notice_on !== null && line.notice_on > day
                ? { ...line, notice_on: null, notice_monthly_minor: null, notice_quantity: null }
                : line,
            ),
        };
        const closed = ledgersOf({ ...company, as_of: day }, known);
        const later = ledgersOf(company, told);
        const asTold = told.lines.some(isMerge) ? withoutSplit : (rows: Movements) => rows;
        expect(asTold(closed.movements)).toEqual(
          asTold(later.movements.filter((row) => row.report_month <= day)),
        );
        expect(closed.logos).toEqual(later.logos.filter((row) => row.report_month <= day));
      }),
      { ...runs, numRuns: 100 },
    );
  });
});
