import { z } from "zod";
import { isCalendarDate } from "../company/calendar-date.ts";

const date = z.string().refine(isCalendarDate).describe("a day of the calendar, YYYY-MM-DD");
const firstOfMonth = z
  .string()
  .refine((day) => isCalendarDate(day) && day.endsWith("-01"))
  .describe("the first day of a month, YYYY-MM-01");
const text = z.string().min(1).describe("a text");
const score = z.number().min(0).max(100).describe("a number from 0 to 100");
const weight = z.number().min(0).max(100).describe("a weight from 0 to 100");
const number = z.number().describe("a number");

const groupWeights = z
  .record(z.string(), weight)
  .describe('an object of group: weight, such as {"adoption": 60, "support": 40}');

const input = z
  .strictObject({
    weight: weight.optional(),
    points: z
      .array(z.tuple([number, score]).describe("a pair of value and score"))
      .min(2)
      .describe("two pairs or more of value and score, such as [[0, 0], [10, 100]]")
      .optional(),
    valid_days: z.number().int().min(0).max(3660).describe("a whole number of days from 0").optional(),
  })
  .describe('an object such as {"weight": 40, "points": [[0, 0], [10, 100]], "valid_days": 90}');

const band = z
  .strictObject({ band: text, above: score, up_to: score })
  .describe('an object such as {"band": "red", "above": 0, "up_to": 40}');

const exception = z
  .strictObject({
    name: text,
    input: text,
    above: number.optional(),
    below: number.optional(),
    at_most: text,
  })
  .describe(
    'an object such as {"name": "Urgent ticket", "input": "urgent_ticket_age", "above": 10, "at_most": "yellow"}',
  );

const profile = z
  .strictObject({
    profile: text,
    touch_tier: text.optional(),
    lifecycle: z.enum(["onboarding", "established"]).describe('"onboarding" or "established"').optional(),
    groups: groupWeights,
  })
  .describe(
    'an object such as {"profile": "Onboarding", "lifecycle": "onboarding", "groups": {"adoption": 100}}',
  );

const version = z
  .strictObject({
    version: text,
    from_month: firstOfMonth.optional(),
    groups: groupWeights.optional(),
    inputs: z.record(z.string(), input).describe("an object of input: weight, points, valid_days").optional(),
    bands: z.array(band).min(1).describe("a list of bands, the lowest first").optional(),
    coverage_floor: z.number().min(0).max(1).describe("a number from 0 to 1").optional(),
    exceptions: z.array(exception).describe("a list of exceptions").optional(),
    profiles: z.array(profile).describe("a list of profiles; the first that fits counts").optional(),
  })
  .describe('an object such as {"version": "2025"}');

const override = z
  .strictObject({ customer_id: text, score, from_on: date, until_on: date, reason: text, author: text })
  .describe("an object of customer_id, score, from_on, until_on, reason and author");

/** `health` of company.json: how a customer's score is made, version by version, and where somebody knew better. */
export const healthSettings = z
  .strictObject({
    versions: z.array(version).min(1).describe("a list of versions, the oldest first").optional(),
    overrides: z.array(override).describe("a list of overrides").optional(),
  })
  .describe('an object such as {"versions": [{"version": "2025"}]}');

export type HealthSettings = z.infer<typeof healthSettings>;
export type HealthVersionSettings = z.infer<typeof version>;
export type HealthOverride = z.infer<typeof override>;
