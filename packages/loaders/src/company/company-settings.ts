import { z } from "zod";
import { isCalendarDate } from "./calendar-date.ts";
import { currencyExponent } from "./currency.ts";
import { sourceSettings } from "./source-settings.ts";

const currencyCode = z
  .string()
  .refine((code) => currencyExponent(code) !== null)
  .describe('an ISO 4217 code in capitals, such as "USD"');

const calendarDate = z.string().refine(isCalendarDate).describe("a day of the calendar, YYYY-MM-DD");

const policies = z
  .strictObject({
    netting: z.enum(["product", "customer"]).default("product").describe('"product" or "customer"'),
    late_renewal_grace_days: z
      .number()
      .int()
      .min(0)
      .max(366)
      .default(0)
      .describe("a whole number from 0 to 366"),
    max_quarantined_rate: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe("a number from 0 (none) to 1 (all)"),
  })
  .describe("an object");

const exchangeRates = z
  .strictObject({
    policy: z.literal("constant").describe('"constant"'),
    as_of: calendarDate,
    rates: z
      .record(z.string(), z.number().min(1e-8).max(1e9).describe("a number from 0.00000001 to 1000000000"))
      .describe('an object such as {"EUR": 1.08}'),
  })
  .describe('an object such as {"policy": "constant", "as_of": "2025-12-31", "rates": {"EUR": 1.08}}');

const reason = z
  .strictObject({
    category: z.string().min(1).describe("a text"),
    avoidable: z.boolean().describe("true or false"),
  })
  .describe('an object such as {"category": "Price", "avoidable": true}');

/** company.json: what a company is called, how it counts, and where its exports are. */
export const companySettings = z
  .strictObject({
    name: z.string().min(1).describe("a text"),
    currency: currencyCode,
    timeZone: z
      .string()
      .refine(isTimeZone)
      .default("UTC")
      .describe('an IANA time zone, such as "Europe/Berlin"'),
    as_of: calendarDate.optional(),
    policies: policies.prefault({}),
    exchange_rates: exchangeRates.optional(),
    products: z
      .record(z.string(), z.string().min(1).describe("the name of a product family"))
      .describe("an object of plan, tier or SKU: product family")
      .optional(),
    reasons: z
      .record(z.string(), reason)
      .describe("an object of reason code: category and avoidable")
      .optional(),
    sources: z.array(sourceSettings).min(1).describe("a list with at least one source"),
  })
  .superRefine((company, context) => {
    const convertible = [company.currency, ...Object.keys(company.exchange_rates?.rates ?? {})];
    for (const [position, source] of company.sources.entries()) {
      if (source.currency === undefined || currencyExponent(source.currency) === null) continue;
      if (convertible.includes(source.currency)) continue;
      const path = ["sources", position, "currency"];
      const message = "no exchange rate for this currency; add it under exchange_rates.rates";
      context.addIssue({ code: "custom", path, message, params: { got: source.currency } });
    }
    for (const [code, rate] of Object.entries(company.exchange_rates?.rates ?? {})) {
      const path = ["exchange_rates", "rates", code];
      if (currencyExponent(code) === null) {
        const message = 'expected an ISO 4217 code in capitals, such as "EUR"; correct the code';
        context.addIssue({ code: "custom", path, message, params: { got: code } });
      } else if (code === company.currency && rate !== 1) {
        const message = "expected 1 for the company's own currency; leave it out";
        context.addIssue({ code: "custom", path, message, params: { got: rate } });
      }
    }
  });

export type CompanySettings = z.infer<typeof companySettings>;

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
