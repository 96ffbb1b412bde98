import { assignments } from "../../sources/assignments/layout.ts";
import { contractLines } from "../../sources/contract_lines/layout.ts";
import { customerMap } from "../../sources/customer_map/layout.ts";
import { customers } from "../../sources/customers/layout.ts";
import { exchangeRates } from "../../sources/exchange_rates/layout.ts";
import { expectedLosses } from "../../sources/expected_losses/layout.ts";
import { subscriptionPeriods } from "../../sources/subscription_periods/layout.ts";
import { usageCharges } from "../../sources/usage_charges/layout.ts";
import type { Layout } from "./layout.ts";

/** Every layout the reader knows, by the name company.json uses. */
export const layouts: Readonly<Record<Layout["name"], Layout>> = {
  customers,
  contract_lines: contractLines,
  subscription_periods: subscriptionPeriods,
  assignments,
  exchange_rates: exchangeRates,
  usage_charges: usageCharges,
  expected_losses: expectedLosses,
  customer_map: customerMap,
};
