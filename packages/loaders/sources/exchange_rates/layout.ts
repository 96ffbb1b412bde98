import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row the rate of a currency on a day; the last day given in a month is its month-end rate. */
export const exchangeRates = {
  name: "exchange_rates",
  row: "the rate of a currency on a day",
  columns: {
    currency: { kind: "currency", required: true, unit: "ISO 4217", meaning: "the currency converted from" },
    rate_on: { kind: "date", required: true, meaning: "the day of the rate; the last of a month counts" },
    rate: {
      kind: "number",
      required: true,
      unit: "above 0, up to ten decimals",
      meaning: "major units of the company's currency for one major unit",
    },
  },
} as const satisfies NeutralLayout;
