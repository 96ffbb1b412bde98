import { contractLines } from "../../sources/contract_lines/layout.ts";
import { customers } from "../../sources/customers/layout.ts";
import { subscriptionPeriods } from "../../sources/subscription_periods/layout.ts";
import type { Layout } from "./layout.ts";

/** Every layout the reader knows, by the name company.json uses. */
export const layouts: Readonly<Record<Layout["name"], Layout>> = {
  customers,
  contract_lines: contractLines,
  subscription_periods: subscriptionPeriods,
};
