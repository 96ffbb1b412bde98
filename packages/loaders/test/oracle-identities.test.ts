import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCompany, aLine } from "./a-line.ts";
import { addDays } from "./oracle/calendar.ts";
import { type OracleLedger, oracleLedger } from "./oracle/oracle-ledger.ts";
import { type Basis, bases, type OracleCompany, type OracleLine } from "./oracle/oracle-line.ts";
import { type RandomCompany, settingsArb } from "./random-companies.ts";
import { completeCompanyArb, completeSettingsArb } from "./random-complete.ts";

/* Laws of the ledger that need no second implementation: the oracle must obey them on any company, on both bases. */

const runs = { seed: 42, numRuns: 150 };

const ledgersOf = (company: OracleCompany, random: RandomCompany) => oracleLedger({ ...random, company });

const sum = <Row>(rows: readonly Row[], column: keyof Row): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

const ofBasis = <Row extends { basis: Basis }>(rows: readonly Row[], basis: Basis): Row[] =>
  rows.filter((row) => row.basis === basis);

/** Checks a law on both bases of random companies with everything the ledger knows. */
const holds = (law: (ledger: OracleLedger, basis: Basis, company: OracleCompany) => void): void =>
  fc.assert(
    fc.property(completeSettingsArb, completeCompanyArb, (company, random) => {
      const ledger = ledgersOf(company, random);
      for (const basis of bases) law(ledger, basis, company);
    }),
    runs,
  );

describe("identities", () => {
  test("each month foots, opens where the last closed, and agrees with the balances retention sees", () => {
    holds(({ waterfall, retention }, basis) => {
      const rows = ofBasis(waterfall, basis);
      let last = rows[0] && {
        closing_minor: rows[0].opening_minor,
        closing_logos: rows[0].opening_logos,
        archived_logos: rows[0].archived_opening_logos,
      };
      for (const row of rows) {
        expect(row.opening_minor).toBe(last?.closing_minor);
        expect(row.opening_logos).toBe(last?.closing_logos);
        expect(row.archived_opening_logos).toBe(last?.archived_logos);
        const sides = row.expansion_minor + row.contraction_minor;
        const kinds =
          row.add_on_minor +
          row.upgrade_minor +
          row.downgrade_minor +
          row.product_churn_minor +
          row.archive_minor;
        expect(sides).toBe(kinds);
        const others = row.new_minor + row.reactivation_minor + row.churn_minor + row.fx_minor;
        expect(row.transfer_minor).toBe(0);
        expect(row.closing_minor).toBe(row.opening_minor + others + sides);
        expect(row.closing_logos).toBe(
          row.opening_logos + row.new_logos + row.reactivation_logos + row.churned_logos + row.merged_logos,
        );
        expect(row.archived_logos).toBe(
          row.archived_opening_logos + row.archived_in_logos + row.archived_out_logos,
        );
        expect(row.quantity_minor + row.price_minor).toBe(row.upgrade_minor + row.downgrade_minor);
        expect(row.avoidable_churn_minor + row.unavoidable_churn_minor + row.unknown_churn_minor).toBe(
          row.churn_minor,
        );
        const then = retention.find(
          (each) =>
            each.basis === basis && each.report_month === row.report_month && each.horizon_months === 1,
        );
        expect(then?.opening_minor).toBe(row.opening_minor);
        last = row;
      }
    });
  });

  test("labels of a cut add up to the total, and what moves between them to nothing", () => {
    holds(({ waterfall, waterfallByCut }, basis) => {
      for (const total of ofBasis(waterfall, basis)) {
        for (const cut of ["csm", "industry"]) {
          const own = ofBasis(waterfallByCut, basis).filter(
            (row) => row.cut === cut && row.report_month === total.report_month,
          );
          for (const [column, value] of Object.entries(total)) {
            if (typeof value !== "number") continue;
            expect(sum(own, column as keyof (typeof own)[number]), column).toBe(value);
          }
          for (const column of ["moved_minor", "moved_logos", "archived_moved_logos"] as const)
            expect(sum(own, column), column).toBe(0);
        }
      }
    });
  });

  test("what one customer gives another takes: transfers add up to nothing, product by product", () => {
    holds(({ movements }, basis) => {
      const transfers = ofBasis(movements, basis).filter((row) => row.kind === "transfer");
      for (const row of transfers) {
        const back = transfers.filter(
          (each) =>
            each.report_month === row.report_month &&
            each.product === row.product &&
            each.currency === row.currency &&
            each.customer_id === row.counterparty_id &&
            each.counterparty_id === row.customer_id,
        );
        expect(back.map((each) => each.amount_minor)).toContain(-row.amount_minor);
      }
      expect(sum(transfers, "amount_minor")).toBe(0);
    });
  });

  test("what is kept is at most what was there and at most what is there now: GRR <= min(1, NRR)", () => {
    holds(({ retention }, basis) => {
      for (const row of ofBasis(retention, basis)) {
        if (row.kept_minor === null) continue;
        const most = Math.min(row.opening_minor ?? 0, row.retained_minor ?? 0);
        expect(row.kept_minor).toBeLessThanOrEqual(most);
        expect(row.kept_logos).toBeLessThanOrEqual(row.opening_logos ?? 0);
      }
    });
  });

  test("one month: the bridge and what came back of those who were there is the cohort", () => {
    holds(({ waterfall, retention, movements, logos }, basis, company) => {
      if (company.month_rates) return;
      for (const row of ofBasis(waterfall, basis)) {
        const inMonth = (each: { basis: Basis; report_month: string }) =>
          each.basis === basis && each.report_month === row.report_month;
        const fromNothing = new Set(
          logos
            .filter(
              (each) =>
                inMonth(each) &&
                (each.kind === "new" || each.kind === "reactivation") &&
                each.active_delta + each.archived_delta > 0,
            )
            .map((each) => each.customer_id),
        );
        const back = movements.filter(
          (each) => inMonth(each) && each.kind === "reactivation" && !fromNothing.has(each.customer_id),
        );
        const bridge =
          row.opening_minor +
          row.expansion_minor +
          row.contraction_minor +
          row.churn_minor +
          row.fx_minor +
          sum(back, "amount_minor");
        const cohort = retention.find((each) => inMonth(each) && each.horizon_months === 1);
        expect(cohort?.retained_minor).toBe(bridge);
      }
    });
  });

  test("a customer is new once, and first of all unless the history or a contract came before", () => {
    holds(({ logos, movements }, basis, company) => {
      const given = new Set(movements.filter((row) => row.kind === "transfer").map((row) => row.customer_id));
      for (const customer of new Set(logos.map((row) => row.customer_id))) {
        const kinds = ofBasis(logos, basis)
          .filter((row) => row.customer_id === customer)
          .map((row) => row.kind);
        expect(kinds.filter((kind) => kind === "new").length).toBeLessThanOrEqual(1);
        expect(kinds.lastIndexOf("new")).toBeLessThanOrEqual(given.has(customer) ? 1 : 0);
        if (kinds.length > 0 && !company.history_from && !given.has(customer) && kinds[0] !== "new")
          expect(kinds[0]).toBe("reactivation");
      }
    });
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
