import fc from "fast-check";
import { expect, test } from "vitest";
import { activationByAge } from "./activation-by-age.ts";
import { daysByQuarter } from "./days-by-quarter.ts";
import { firstRenewalByDays } from "./first-renewal-by-days.ts";
import type { OnboardingCustomer } from "./onboarding-customer.ts";

const runs = { seed: 20261122, numRuns: 300 };

const customer = (own: Partial<OnboardingCustomer>): OnboardingCustomer => ({
  customer_id: "A",
  signed_quarter: "2024-01-01",
  onboarding_days: null,
  age_days: 400,
  is_recorded: true,
  first_renewal: null,
  renewal_days: null,
  due_minor: null,
  renewed_minor: null,
  ...own,
});

test("activation counts those old enough, and of them those live in time", () => {
  const rows = [
    customer({ onboarding_days: 30, age_days: 100 }),
    customer({ onboarding_days: 31, age_days: 44 }),
    customer({ age_days: 90 }),
  ];
  expect(activationByAge(rows)).toEqual([
    { age_days: 15, old_enough: 3, activated: 0 },
    { age_days: 30, old_enough: 3, activated: 1 },
    { age_days: 45, old_enough: 2, activated: 1 },
    { age_days: 60, old_enough: 2, activated: 1 },
    { age_days: 75, old_enough: 2, activated: 1 },
    { age_days: 90, old_enough: 2, activated: 1 },
  ]);
  expect(activationByAge([])).toEqual([]);
});

test("days by quarter come in order, who waits last", () => {
  const rows = [
    customer({}),
    customer({ onboarding_days: 100 }),
    customer({ onboarding_days: 20 }),
    customer({ onboarding_days: 20 }),
    customer({ signed_quarter: "2023-10-01", onboarding_days: 50 }),
  ];
  expect(daysByQuarter(rows).map((row) => [row.signed_quarter, row.onboarding_days, row.customers])).toEqual([
    ["2023-10-01", 50, 1],
    ["2024-01-01", 20, 2],
    ["2024-01-01", 100, 1],
    ["2024-01-01", null, 1],
  ]);
});

test.each<[string, number | null, [number | null, number | null]]>([
  ["the day of signing", 0, [0, 30]],
  ["the last day of a band", 60, [31, 60]],
  ["the first of the next", 61, [61, 90]],
  ["very long", 4000, [121, null]],
  ["not live by the due day", null, [null, null]],
])("the band of %s", (_name, renewal_days, ends) => {
  const row = customer({ first_renewal: "lost", renewal_days, due_minor: 100, renewed_minor: 0 });
  expect(firstRenewalByDays([row])).toEqual([
    {
      from_days: ends[0],
      to_days: ends[1],
      decided: 1,
      renewed: 0,
      due_minor: 100,
      renewed_minor: 0,
      kept_minor: 0,
    },
  ]);
});

const days = fc.option(fc.nat(200), { nil: null });
const customers = fc.array(
  fc
    .record({
      signed_quarter: fc.constantFrom("2024-01-01", "2024-04-01"),
      onboarding_days: days,
      age_days: fc.nat(500),
      first_renewal: fc.constantFrom("renewed" as const, "lost" as const, null),
      renewal_days: days,
      due_minor: fc.nat(1000),
      renewed_minor: fc.nat(1000),
    })
    .map(customer),
);

test("labels of customers add up: two groups together are the sums of each", () => {
  fc.assert(
    fc.property(customers, customers, (some, others) => {
      const all = [...some, ...others];
      const decided = (rows: readonly OnboardingCustomer[]) =>
        firstRenewalByDays(rows).reduce((sum, band) => sum + band.decided, 0);
      const counted = (rows: readonly OnboardingCustomer[]) =>
        daysByQuarter(rows).reduce((sum, row) => sum + row.customers, 0);
      const at = (rows: readonly OnboardingCustomer[]) =>
        activationByAge(rows).find(({ age_days }) => age_days === 90)?.activated ?? 0;
      expect(decided(all)).toBe(all.filter(({ first_renewal }) => first_renewal !== null).length);
      expect(counted(all)).toBe(all.length);
      expect(at(all)).toBe(at(some) + at(others));
    }),
    runs,
  );
});
