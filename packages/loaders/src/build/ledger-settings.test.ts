import { describe, expect, test } from "vitest";
import { loadCompany } from "../company/load-company.ts";
import { resolveHealth } from "../health/resolve-health.ts";
import { companyFolder } from "../read/test-company.ts";
import { ledgerSettings } from "./ledger-settings.ts";

const settingsOf = (company: object) =>
  ledgerSettings(
    loadCompany(
      companyFolder(
        {
          name: "Rates",
          currency: "USD",
          sources: [
            {
              layout: "subscription_periods",
              file: "a.csv",
              columns: { customer_id: "c", start_on: "s", monthly_amount: "m" },
            },
          ],
          ...company,
        },
        { "a.csv": "c,s,m\n" },
      ),
    ),
    "2024-12-30",
  );
const rates = (given: object) => ({
  exchange_rates: { policy: "constant", as_of: "2024-12-30", rates: given },
});

test("the policies' defaults, and the as-of date the exports gave", () => {
  expect(settingsOf({})).toEqual({
    currency: "USD",
    as_of: "2024-12-30",
    netting: "product",
    late_renewal_grace_days: 0,
    factors: {},
    month_factors: [],
    reasons: {},
    health: { configurations: resolveHealth(undefined), overrides: [] },
  });
});

test("the policies as written", () => {
  const policies = { netting: "customer", late_renewal_grace_days: 366 };
  expect(settingsOf({ policies })).toMatchObject(policies);
});

describe("a rate of major units becomes an exact factor of minor units", () => {
  test.each([
    ["both with two digits", "USD", { EUR: 1.08 }, { EUR: "1.0800000000" }],
    ["yen have none", "USD", { JPY: 0.0067 }, { JPY: "0.6700000000" }],
    ["reported in yen", "JPY", { USD: 149.5 }, { USD: "1.4950000000" }],
    ["dinars have three", "USD", { KWD: 3.25 }, { KWD: "0.3250000000" }],
    ["a rate that JSON prints with an exponent", "USD", { IDR: 6.1e-7 }, { IDR: "0.0000006100" }],
  ])("%s", (_, currency, given, factors) => {
    expect(settingsOf({ currency, ...rates(given) }).factors).toEqual(factors);
  });
});
