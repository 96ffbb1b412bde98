import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, lastDayOf } from "./oracle/calendar.ts";
import { type OracleLedger, oracleLedger } from "./oracle/oracle-ledger.ts";
import type { OracleCompany, OracleLine } from "./oracle/oracle-line.ts";
import { toldInTime, withoutGuesses } from "./plain-stories.ts";
import { companyArb, type RandomCompany, renamed, settingsArb } from "./random-companies.ts";

/*
 * What must change nothing, on any company. Where lines are renamed, split or hidden, links are named first: a guess
 * looks at line ids and at all lines.
 */

const runs = { seed: 42, numRuns: 40 };

const ledgersOf = (company: OracleCompany, random: RandomCompany) => oracleLedger({ ...random, company });

/** The movement rows without what names lines: what the money says. */
const moneyOf = (ledger: OracleLedger) =>
  ledger.movements.map(({ line_id: _, occasion: __, reason: ___, ...row }) => row);

const columnsOf = (ledger: OracleLedger) => ({
  money: moneyOf(ledger),
  logos: ledger.logos,
  waterfall: ledger.waterfall,
  byCut: ledger.waterfallByCut,
  retention: ledger.retention,
});

describe("what changes nothing", () => {
  test("the order of the rows", () => {
    const shuffledArb = companyArb.chain((random) =>
      fc
        .tuple(
          fc.shuffledSubarray(random.lines, { minLength: random.lines.length }),
          fc.shuffledSubarray(random.cuts, { minLength: random.cuts.length }),
        )
        .map(([lines, cuts]) => ({ random, shuffled: { lines, cuts } })),
    );
    fc.assert(
      fc.property(settingsArb, shuffledArb, (company, { random, shuffled }) => {
        expect(ledgersOf(company, shuffled)).toEqual(ledgersOf(company, random));
      }),
      runs,
    );
  });

  test("a prefix on every id changes no figure", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, (company, random) => {
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
      fc.property(settingsArb, companyArb, (company, random) => {
        const named = withoutGuesses(random);
        const backwards = new Map(
          named.lines.map((line, at) => [line.line_id, `n${String(9999 - at).padStart(4, "0")}`]),
        );
        const other = (id: string | null) => (id === null ? null : (backwards.get(id) ?? id));
        const lines = named.lines.map((line) => ({
          ...line,
          line_id: backwards.get(line.line_id) ?? line.line_id,
          renewal_of: other(line.renewal_of),
          replaces: other(line.replaces),
        }));
        expect(columnsOf(ledgersOf(company, { ...named, lines }))).toEqual(
          columnsOf(ledgersOf(company, named)),
        );
      }),
      runs,
    );
  });

  test("splitting a line in two, in money", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, fc.nat(), (company, random, pick) => {
        const named = withoutGuesses(random);
        const continued = new Set(named.lines.flatMap((line) => [line.renewal_of, line.replaces]));
        const isEven = (line: OracleLine) => Number(line.quantity) % 2 === 0 && line.monthly_minor % 2 === 0;
        const apt = named.lines.filter(
          (line) =>
            isEven(line) && line.notice_on === null && line.monthly_minor > 0 && !continued.has(line.line_id),
        );
        const whole = apt[pick % Math.max(1, apt.length)];
        if (!whole) return;
        const half = {
          ...whole,
          quantity: String(Number(whole.quantity) / 2),
          monthly_minor: whole.monthly_minor / 2,
          annual_minor: whole.annual_minor / 2,
        };
        const lines = named.lines.flatMap((line) =>
          line === whole ? [half, { ...half, line_id: `${half.line_id}-2` }] : [line],
        );
        expect(columnsOf(ledgersOf(company, { ...named, lines }))).toEqual(
          columnsOf(ledgersOf(company, named)),
        );
      }),
      { ...runs, numRuns: 100 },
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
        expect(closed.movements).toEqual(later.movements.filter((row) => row.report_month <= day));
        expect(closed.logos).toEqual(later.logos.filter((row) => row.report_month <= day));
      }),
      { ...runs, numRuns: 100 },
    );
  });
});
