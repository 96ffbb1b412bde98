import { expect, test } from "vitest";
import { ledgerOf } from "./ledger-of.ts";

const line = {
  line_id: "L1",
  customer_id: "A",
  product: "X",
  sku: null,
  currency: "USD",
  order_id: null,
  order_type: null,
  signed_on: "2025-03-20",
  start_on: "2025-05-01",
  end_on: "2026-05-01",
  end_means: "term",
  notice_on: "2026-02-10",
  notice_monthly_minor: null,
  notice_quantity: null,
  quantity: "1",
  unit_monthly_minor: "100000",
  monthly_minor: 100000,
  annual_minor: 1200000,
  reason: null,
  renewal_of: null,
  replaces: null,
  is_recurring: true,
  is_trial: false,
};
const company = {
  currency: "USD",
  as_of: "2026-12-31",
  netting: "product",
  late_renewal_grace_days: 0,
  exchange_rates: {},
} as const;

test("ledger case 1: live from start to term end, committed from signing to notice", async () => {
  const ledger = await ledgerOf({ lines: [line], company });
  const movements = (basis: string) =>
    ledger.movements
      .filter((row) => row.basis === basis)
      .map((row) => [row.report_month, row.kind, row.amount_minor, row.occasion, row.reason]);
  expect(movements("live")).toEqual([
    ["2025-05-01", "new", 100000, "initial", null],
    ["2026-05-01", "churn", -100000, "renewal", "unknown"],
  ]);
  expect(movements("committed")).toEqual([
    ["2025-03-01", "new", 100000, "initial", null],
    ["2026-02-01", "churn", -100000, "renewal", "unknown"],
  ]);
  expect(ledger.waterfall).toHaveLength(42);
  expect(ledger.waterfall.at(-1)).toMatchObject({
    closing_minor: 0,
    closing_logos: 0,
    report_month: "2026-12-01",
  });
});

test("no lines give empty marts", async () => {
  const ledger = await ledgerOf({ lines: [], company });
  expect(Object.values(ledger).flat()).toEqual([]);
});
