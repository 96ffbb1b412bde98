import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCompany, aLine } from "./a-line.ts";
import { addDays } from "./oracle/calendar.ts";
import { oracleLedger } from "./oracle/oracle-ledger.ts";
import type { OracleCompany, OracleLine } from "./oracle/oracle-line.ts";
import { companyArb, merge, type RandomCompany, settingsArb } from "./random-companies.ts";

/* Laws of the ledger that need no second implementation: the oracle must obey them on any company. */

const runs = { seed: 42, numRuns: 40 };

const ledgersOf = (company: OracleCompany, random: RandomCompany) => oracleLedger({ ...random, company });

const sum = <Row>(rows: readonly Row[], column: keyof Row): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

describe("identities", () => {
  test("each month foots, opens where the last closed, and agrees with the balances retention sees", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, (company, random) => {
        const { waterfall, retention } = ledgersOf(company, random);
        let last = { closing_minor: 0, closing_logos: 0, archived_logos: 0 };
        for (const row of waterfall) {
          expect(row.opening_minor).toBe(last.closing_minor);
          expect(row.opening_logos).toBe(last.closing_logos);
          expect(row.archived_opening_logos).toBe(last.archived_logos);
          const sides = row.expansion_minor + row.contraction_minor;
          const kinds =
            row.add_on_minor +
            row.upgrade_minor +
            row.downgrade_minor +
            row.product_churn_minor +
            row.archive_minor;
          expect(sides).toBe(kinds);
          const others = row.new_minor + row.reactivation_minor + row.churn_minor;
          expect(row.closing_minor).toBe(row.opening_minor + others + sides);
          expect(row.closing_logos).toBe(
            row.opening_logos + row.new_logos + row.reactivation_logos + row.churned_logos,
          );
          expect(row.quantity_minor + row.price_minor).toBe(row.upgrade_minor + row.downgrade_minor);
          const then = retention.find(
            (each) => each.report_month === row.report_month && each.horizon_months === 1,
          );
          expect(then?.opening_minor).toBe(row.opening_minor);
          expect(then?.opening_logos).toBe(row.opening_logos);
          last = row;
        }
      }),
      runs,
    );
  });

  test("labels of a cut add up to the total, and what moves between them to nothing", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, (company, random) => {
        const { waterfall, waterfallByCut } = ledgersOf(company, random);
        for (const cut of ["csm", "industry"]) {
          for (const total of waterfall) {
            const own = waterfallByCut.filter(
              (row) => row.cut === cut && row.report_month === total.report_month,
            );
            for (const column of [
              "closing_minor",
              "churn_minor",
              "expansion_minor",
              "closing_logos",
              "archived_logos",
            ] as const) {
              expect(sum(own, column)).toBe(total[column]);
            }
            for (const column of ["moved_minor", "moved_logos", "archived_moved_logos"] as const) {
              expect(sum(own, column)).toBe(0);
            }
          }
        }
      }),
      runs,
    );
  });

  test("what is kept is at most what was there and at most what is there now: GRR <= min(1, NRR)", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, (company, random) => {
        for (const row of ledgersOf(company, random).retention) {
          expect(row.kept_minor).toBeLessThanOrEqual(Math.min(row.opening_minor, row.retained_minor));
          expect(row.kept_logos).toBeLessThanOrEqual(row.opening_logos);
        }
      }),
      runs,
    );
  });

  test("a customer is new once, first, and lost only after that", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, (company, random) => {
        const { logos } = ledgersOf(company, random);
        for (const customer of new Set(logos.map((row) => row.customer_id))) {
          const kinds = logos.filter((row) => row.customer_id === customer).map((row) => row.kind);
          expect(kinds.indexOf("new")).toBe(0);
          expect(kinds.lastIndexOf("new")).toBe(0);
        }
      }),
      runs,
    );
  });
});

describe("what adds and scales", () => {
  test("two companies as one add up", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, companyArb, (company, one, other) => {
        const both = ledgersOf(company, merge([one, other]));
        const apart = [ledgersOf(company, one), ledgersOf(company, other)];
        for (const row of both.waterfall) {
          for (const column of [
            "closing_minor",
            "new_minor",
            "expansion_minor",
            "closing_logos",
            "quantity_minor",
          ] as const) {
            const same = apart.flatMap((each) =>
              each.waterfall.filter((month) => month.report_month === row.report_month),
            );
            expect(row[column]).toBe(sum(same, column));
          }
        }
        expect(both.movements).toHaveLength(
          sum(
            apart.map((each) => each.movements),
            "length",
          ),
        );
      }),
      runs,
    );
  });

  test("three times the amounts are three times the money, in one currency", () => {
    fc.assert(
      fc.property(settingsArb, companyArb, (company, random) => {
        const plain = random.lines.map((line) => ({ ...line, currency: company.currency }));
        const threefold = plain.map((line) => ({
          ...line,
          monthly_minor: 3 * line.monthly_minor,
          notice_monthly_minor: line.notice_monthly_minor === null ? null : 3 * line.notice_monthly_minor,
        }));
        const [one, three] = [plain, threefold].map((lines) => ledgersOf(company, { ...random, lines }));
        expect(three?.waterfall.map((row) => row.closing_minor)).toEqual(
          one?.waterfall.map((row) => 3 * row.closing_minor),
        );
        expect(three?.movements.map((row) => row.amount_minor)).toEqual(
          one?.movements
            .filter((row) => row.amount_minor !== 0 || row.quantity_minor !== 0)
            .map((row) => 3 * row.amount_minor),
        );
      }),
      runs,
    );
  });

  test("a contract renewed in time, early or inside its window, is never churn and new", () => {
    const renewalArb = fc.record({
      signedDays: fc.integer({ min: -120, max: 89 }),
      startDays: fc.integer({ min: -30, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(renewalArb, { minLength: 1, maxLength: 4 }), (renewals) => {
        const lines: OracleLine[] = [];
        let start = "2021-03-15";
        for (const [at, renewal] of [{ signedDays: 0, startDays: 0 }, ...renewals].entries()) {
          const signed = at === 0 ? start : addDays(start, renewal.signedDays);
          const printed = at === 0 ? start : addDays(start, renewal.startDays);
          const end = addDays(start, 365);
          const renewal_of = at === 0 ? null : String(at - 1);
          lines.push({
            ...aLine({
              line_id: String(at),
              monthly_minor: 100 + at,
              start_on: printed,
              end_on: end,
              renewal_of,
            }),
            signed_on: signed,
          });
          start = end;
        }
        const { logos } = oracleLedger({ lines, company: aCompany({ late_renewal_grace_days: 90 }) });
        expect(logos.map((row) => row.kind)).toEqual(start < "2026-10-01" ? ["new", "churn"] : ["new"]);
      }),
      runs,
    );
  });
});
