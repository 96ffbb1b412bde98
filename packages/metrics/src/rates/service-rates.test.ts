import { describe, expect, test } from "vitest";
import { openLedger } from "../engine/open-ledger.ts";
import { upsoldCustomers } from "../engine/upsold-customers.ts";
import { smallLedger } from "../testing/small-ledger.ts";
import { activationRate } from "./activation-rate.ts";
import { annualRecurringRevenue } from "./annual-recurring-revenue.ts";
import { arrPerCsm } from "./arr-per-csm.ts";
import { cancelledContractChurn } from "./cancelled-contract-churn.ts";
import { crossSellRate } from "./cross-sell-rate.ts";
import { csmCostRatio } from "./csm-cost-ratio.ts";
import { customersPerCsm } from "./customers-per-csm.ts";
import { netPromoterScore, surveyCounts } from "./net-promoter-score.ts";
import { responseRate } from "./response-rate.ts";
import { revenueConcentration } from "./revenue-concentration.ts";
import { timeToValue } from "./time-to-value.ts";
import { touchRate } from "./touch-rate.ts";
import { upsellRate } from "./upsell-rate.ts";

test.each<[string, number | null]>([
  [
    "cancelled contracts without customers",
    cancelledContractChurn({ cancelled_contracts: 3, opening_logos: 0 }),
  ],
  ["upsell without customers", upsellRate({ opening_logos: 0, upsold_logos: 0 })],
  ["cross-sell without customers", crossSellRate({ opening_logos: 0, cross_sold_logos: 0 })],
  ["activation when all are too young", activationRate({ activated: 0, old_enough: 0 })],
  ["NPS without answers", netPromoterScore(surveyCounts([]))],
  ["ARR per CSM without CSMs", arrPerCsm({ arr_minor: 5, csms: 0 })],
  ["cost over no ARR", csmCostRatio({ csm_cost_minor: 5, arr_minor: 0 })],
  ["nobody was asked", responseRate({ invited: 0, answered: 0 })],
  ["customers per CSM without CSMs", customersPerCsm({ customers: 5, csms: 0 })],
  ["touch without customers", touchRate({ customers: 0, touched_customers: 0 })],
  ["concentration without customers", revenueConcentration({ customers: 0, all_customers: 0 })],
  ["not live yet", timeToValue({ signed_on: "2025-01-01", live_on: null })],
  ["signing unknown", timeToValue({ signed_on: null, live_on: "2025-01-01" })],
])("null: %s", (_case, value) => {
  expect(value).toBeNull();
});

test.each<[string, number | null, number]>([
  ["everybody warns of us", netPromoterScore(surveyCounts([0, 6, 3])), -100],
  ["7 and 8 are neither", netPromoterScore(surveyCounts([7, 8])), 0],
  ["live on the day of signing", timeToValue({ signed_on: "2025-01-01", live_on: "2025-01-01" }), 0],
  ["over a leap day", timeToValue({ signed_on: "2024-02-28", live_on: "2024-03-01" }), 2],
  ["no lines, no ARR", annualRecurringRevenue([]), 0],
])("%s", (_case, value, expected) => {
  expect(value).toBe(expected);
});

describe("refused", () => {
  test.each([11, -1, 7.5])("an answer of %s", (score) => {
    expect(() => surveyCounts([score])).toThrow(
      `surveyCounts: not an answer, got ${score}; give whole numbers from 0 to 10`,
    );
  });

  test("a day that is none, and going live before signing", () => {
    expect(() => timeToValue({ signed_on: "2025-1-1", live_on: "2025-02-01" })).toThrow(
      'timeToValue: not a date, got "2025-1-1"; give YYYY-MM-DD',
    );
    expect(() => timeToValue({ signed_on: "2025-02-02", live_on: "2025-02-01" })).toThrow(
      "timeToValue: live before it was signed, got 2025-02-01 and 2025-02-02; leave the customer out or correct the date",
    );
  });
});

describe("upsold customers, by hand", () => {
  // A upgrades twice, B adds a product and loses one, C begins in the period, D is archived, E upgrades by 0.
  const ledger = openLedger(
    smallLedger({
      months: 4,
      movements: [
        ...["A", "B", "D", "E"].map((customer) => ({
          month: 0,
          customer,
          kind: "new" as const,
          amount: 100,
        })),
        { month: 1, customer: "A", kind: "upgrade", side: "expansion", amount: 10 },
        { month: 2, customer: "A", kind: "upgrade", side: "expansion", amount: 10 },
        { month: 2, customer: "B", kind: "add_on", side: "expansion", amount: 40, product: "Y" },
        { month: 2, customer: "B", kind: "downgrade", side: "contraction", amount: -20 },
        { month: 1, customer: "C", kind: "new", amount: 50 },
        { month: 2, customer: "C", kind: "upgrade", side: "expansion", amount: 50 },
        { month: 2, customer: "D", kind: "upgrade", side: "expansion", amount: 5 },
        { month: 2, customer: "E", kind: "upgrade", side: "swap", amount: 0, quantity: 5 },
      ],
      logos: [
        { month: 0, customer: "A", kind: "new", active: 1 },
        { month: 0, customer: "B", kind: "new", active: 1 },
        { month: 0, customer: "D", kind: "new", archived: 1 },
        { month: 0, customer: "E", kind: "new", active: 1 },
        { month: 1, customer: "C", kind: "new", active: 1 },
      ],
      cuts: [
        {
          name: "csm",
          labels: {
            A: [
              [0, "Ann"],
              [1, "Bo"],
            ],
            B: [[0, "Bo"]],
            C: [[0, "Ann"]],
            D: [[0, "Ann"]],
            E: [[0, "Ann"]],
          },
        },
      ],
    }),
  );

  test("each once, only those active at the start", () => {
    const period = { fromMonth: 1, toMonth: 2 };
    expect(upsoldCustomers(ledger, period)).toEqual({
      opening_logos: 3,
      upsold_logos: 1,
      cross_sold_logos: 1,
    });
    expect(upsoldCustomers(ledger, { ...period, cut: "csm", label: "Ann" })).toEqual({
      opening_logos: 2,
      upsold_logos: 1,
      cross_sold_logos: 0,
    });
  });

  test("the first month begins with nobody", () => {
    expect(upsoldCustomers(ledger, { fromMonth: 0, toMonth: 3 })).toEqual({
      opening_logos: 0,
      upsold_logos: 0,
      cross_sold_logos: 0,
    });
  });
});
