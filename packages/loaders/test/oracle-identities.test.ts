import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCompany, aLine } from "./a-line.ts";
import { expectLaws, ofBasis } from "./ledger-laws.ts";
import { addDays } from "./oracle/calendar.ts";
import { type OracleLedger, oracleLedger } from "./oracle/oracle-ledger.ts";
import { bases, type OracleCompany, type OracleLine } from "./oracle/oracle-line.ts";
import { type RandomCompany, settingsArb } from "./random-companies.ts";
import { completeCompanyArb, completeSettingsArb } from "./random-complete.ts";

/* Laws of the ledger that need no second implementation: the oracle must obey them on any company, on both bases. */

const runs = { seed: 42, numRuns: 150 };

const ledgersOf = (company: OracleCompany, random: RandomCompany) => oracleLedger({ ...random, company });

describe("identities", () => {
  test("the laws of the ledger hold of any company alone", () => {
    fc.assert(
      fc.property(completeSettingsArb, completeCompanyArb, (company, random) => {
        expectLaws(ledgersOf(company, random), company);
      }),
      runs,
    );
  });
});

describe("what adds and scales", () => {
  test("three times the amounts are three times the money, in one currency", () => {
    fc.assert(
      fc.property(settingsArb, completeCompanyArb, (company, random) => {
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
        const amounts = (ledger: OracleLedger | undefined) =>
          ledger?.movements.map((row) => row.amount_minor).filter((amount) => amount !== 0);
        expect(amounts(three)).toEqual(amounts(one)?.map((amount) => 3 * amount));
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
        const expected = start < "2026-10-01" ? ["new", "churn"] : ["new"];
        for (const basis of bases) expect(ofBasis(logos, basis).map((row) => row.kind)).toEqual(expected);
      }),
      runs,
    );
  });
});
