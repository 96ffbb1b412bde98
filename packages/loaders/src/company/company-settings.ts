import { z } from "zod";
import { healthSettings } from "../health/health-settings.ts";
import { isCalendarDate } from "./calendar-date.ts";
import { companyProblems } from "./company-problems.ts";
import { currencyExponent } from "./currency.ts";
import { sourceSettings } from "./source-settings.ts";
import { isTimeZone } from "./time-zone.ts";

const currencyCode = z
  .string()
  .refine((code) => currencyExponent(code) !== null)
  .describe('an ISO 4217 code in capitals, such as "USD"');

const calendarDate = z.string().refine(isCalendarDate).describe("a day of the calendar, YYYY-MM-DD");

const firstOfMonth = z
  .string()
  .refine((day) => isCalendarDate(day) && day.endsWith("-01"))
  .describe("the first day of a month, YYYY-MM-01");

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
    usage: z.enum(["beside", "trailing_3_months"]).default("beside").describe('"beside"'),
  })
  .describe("an object");

const exchangeRates = z
  .strictObject({
    policy: z.enum(["constant", "month_end"]).describe('"constant" or "month_end"'),
    as_of: calendarDate.optional(),
    rates: z
      .record(z.string(), z.number().min(1e-8).max(1e9).describe("a number from 0.00000001 to 1000000000"))
      .describe('an object such as {"EUR": 1.08}')
      .optional(),
  })
  .describe('an object such as {"policy": "constant", "as_of": "2025-12-31", "rates": {"EUR": 1.08}}');

const reason = z
  .strictObject({
    category: z.string().min(1).describe("a text"),
    avoidable: z.boolean().describe("true or false"),
  })
  .describe('an object such as {"category": "Price", "avoidable": true}');

const plainSettings = z.strictObject({
  name: z.string().min(1).describe("a text"),
  currency: currencyCode,
  timeZone: z
    .string()
    .refine(isTimeZone)
    .default("UTC")
    .describe('an IANA time zone, such as "Europe/Berlin"'),
  as_of: calendarDate.optional(),
  history_from: firstOfMonth.optional(),
  roll_up: z.literal("parent").describe('"parent"').optional(),
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
  health: healthSettings.optional(),
  sources: z.array(sourceSettings).min(1).describe("a list with at least one source"),
});

/** company.json: what a company is called, how it counts, and where its exports are. */
export const companySettings = plainSettings.superRefine((company, context) => {
  for (const { path, message, got } of companyProblems(company)) {
    context.addIssue({ code: "custom", path, message, params: { got } });
  }
});

export type CompanySettings = z.infer<typeof companySettings>;
