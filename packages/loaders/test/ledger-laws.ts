import { expect } from "vitest";
import type { LedgerTables } from "./fixtures-agree.ts";
import { groupBy } from "./oracle/group-by.ts";
import { type Basis, bases, type OracleCompany } from "./oracle/oracle-line.ts";

/* Laws of the ledger that need no second implementation: whoever computed it, on any companies, on both bases. */

type Law = (ledger: LedgerTables, basis: Basis, company: OracleCompany) => void;

const sum = <Row>(rows: readonly Row[], column: keyof Row): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

/** The rows of one basis. */
export const ofBasis = <Row extends { basis: Basis }>(rows: readonly Row[], basis: Basis): Row[] =>
  rows.filter((row) => row.basis === basis);

const byMonth = <Row extends { report_month: string }>(rows: readonly Row[]) =>
  groupBy(rows, (row) => row.report_month);

const eachMonthFoots: Law = ({ waterfall, retention, movements }, basis) => {
  const rows = ofBasis(waterfall, basis);
  const monthAgo = new Map(
    ofBasis(retention, basis)
      .filter((row) => row.horizon_months === 1)
      .map((row) => [row.report_month, row]),
  );
  const passed = byMonth(ofBasis(movements, basis).filter((row) => row.kind === "transfer"));
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
    // Then is grouped by the owners of now: what passed between customers is rounded with what they had.
    const seen = monthAgo.get(row.report_month)?.opening_minor ?? Number.NaN;
    const rest = passed.get(row.report_month)?.length ?? 0;
    expect(Math.abs(seen - row.opening_minor)).toBeLessThanOrEqual(rest);
    last = row;
  }
};

const movementsAreTheTotal: Law = ({ waterfall, movements }, basis) => {
  const inMonth = byMonth(ofBasis(movements, basis));
  for (const row of ofBasis(waterfall, basis))
    expect(sum(inMonth.get(row.report_month) ?? [], "amount_minor")).toBe(
      row.closing_minor - row.opening_minor,
    );
};

const labelsAddUp: Law = ({ waterfall, waterfallByCut }, basis) => {
  const inMonth = byMonth(ofBasis(waterfallByCut, basis));
  for (const total of ofBasis(waterfall, basis)) {
    for (const cut of ["csm", "industry"]) {
      const own = (inMonth.get(total.report_month) ?? []).filter((row) => row.cut === cut);
      for (const [column, value] of Object.entries(total)) {
        if (typeof value !== "number") continue;
        expect(sum(own, column as keyof (typeof own)[number]), column).toBe(value);
      }
      for (const column of ["moved_minor", "moved_logos", "archived_moved_logos"] as const)
        expect(sum(own, column), column).toBe(0);
    }
  }
};

const whatOneGivesAnotherTakes: Law = ({ movements }, basis) => {
  const transfers = ofBasis(movements, basis).filter((row) => row.kind === "transfer");
  const keyOf = (row: (typeof transfers)[number], from: string | null, to: string | null) =>
    [row.report_month, row.product, row.currency, from, to, row.amount_minor > 0].join(" ");
  const given = new Map(
    transfers.map((row) => [keyOf(row, row.customer_id, row.counterparty_id), row.amount_minor]),
  );
  for (const row of transfers) {
    const back = [
      row.report_month,
      row.product,
      row.currency,
      row.counterparty_id,
      row.customer_id,
      row.amount_minor < 0,
    ];
    expect(given.get(back.join(" "))).toBe(-row.amount_minor);
  }
  expect(sum(transfers, "amount_minor")).toBe(0);
};

const keptIsAtMost: Law = ({ retention }, basis) => {
  for (const row of ofBasis(retention, basis)) {
    if (row.kept_minor === null) continue;
    expect(row.kept_minor).toBeLessThanOrEqual(Math.min(row.opening_minor ?? 0, row.retained_minor ?? 0));
    expect(row.kept_logos).toBeLessThanOrEqual(row.opening_logos ?? 0);
  }
};

const bridgeIsTheCohort: Law = ({ waterfall, retention, movements, logos }, basis, company) => {
  if (company.month_rates) return;
  const [movementsIn, logosIn] = [byMonth(ofBasis(movements, basis)), byMonth(ofBasis(logos, basis))];
  for (const row of ofBasis(waterfall, basis)) {
    const month = row.report_month;
    const fromNothing = new Set(
      (logosIn.get(month) ?? [])
        .filter(
          (each) =>
            (each.kind === "new" || each.kind === "reactivation") &&
            each.active_delta + each.archived_delta > 0,
        )
        .map((each) => each.customer_id),
    );
    const back = (movementsIn.get(month) ?? []).filter(
      (each) => each.kind === "reactivation" && !fromNothing.has(each.customer_id),
    );
    const stayed =
      row.opening_minor + row.expansion_minor + row.contraction_minor + row.churn_minor + row.fx_minor;
    const cohort = retention.find(
      (each) => each.basis === basis && each.report_month === month && each.horizon_months === 1,
    );
    expect(cohort?.retained_minor).toBe(stayed + sum(back, "amount_minor"));
  }
};

const newOnce: Law = ({ logos, movements }, basis, company) => {
  const given = new Set(movements.filter((row) => row.kind === "transfer").map((row) => row.customer_id));
  for (const [customer, own] of groupBy(ofBasis(logos, basis), (row) => row.customer_id)) {
    const kinds = own.sort((a, b) => (a.report_month < b.report_month ? -1 : 1)).map((row) => row.kind);
    expect(kinds.filter((kind) => kind === "new").length).toBeLessThanOrEqual(1);
    expect(kinds.lastIndexOf("new")).toBeLessThanOrEqual(given.has(customer) ? 1 : 0);
    if (!company.history_from && !given.has(customer) && kinds[0] !== "new")
      expect(kinds[0]).toBe("reactivation");
  }
};

const laws: Record<string, Law> = {
  "each month foots, opens where the last closed, and agrees with the balances retention sees":
    eachMonthFoots,
  "the movements of a month are its change": movementsAreTheTotal,
  "labels of a cut add up to the total, and what moves between them to nothing": labelsAddUp,
  "what one customer gives another takes: transfers add up to nothing, product by product":
    whatOneGivesAnotherTakes,
  "what is kept is at most what was there and at most what is there now: GRR <= min(1, NRR)": keptIsAtMost,
  "one month: the bridge and what came back of those who were there is the cohort": bridgeIsTheCohort,
  "a customer is new once, and first of all unless the history or a contract came before": newOnce,
};

/** Fails with the name of the first law that does not hold. */
export function expectLaws(ledger: LedgerTables, company: OracleCompany): void {
  for (const [name, law] of Object.entries(laws)) {
    for (const basis of bases) {
      try {
        law(ledger, basis, company);
      } catch (fault) {
        throw new Error(`${name}, ${basis}: ${fault instanceof Error ? fault.message : fault}`, {
          cause: fault,
        });
      }
    }
  }
}
