import { describe, expect, test } from "vitest";
import { loadCompany } from "../company/load-company.ts";
import { companyFolder } from "../read/test-company.ts";
import { resolveHealth } from "./resolve-health.ts";

const load = (health: unknown) =>
  loadCompany(
    companyFolder(
      {
        name: "Acme",
        currency: "USD",
        sources: [
          {
            layout: "subscription_periods",
            file: "a.csv",
            columns: { customer_id: "c", start_on: "s", monthly_amount: "m" },
          },
        ],
        health,
      },
      { "a.csv": "c,s,m\n" },
    ),
  ).settings.health;
const one = (version: object) => ({ versions: [{ version: "1", ...version }] });
const bands = (...borders: readonly (readonly [string, number, number])[]) =>
  one({ bands: borders.map(([band, above, up_to]) => ({ band, above, up_to })) });

describe("what is wrong with health is said with its path", () => {
  test.each([
    [
      one({ groups: { adoption: 60, support: 30 } }),
      "health.versions[0].groups: weights do not add up to 100, got 90",
    ],
    [
      one({ groups: { adopton: 100 } }),
      'health.versions[0].groups.adopton: no such group, got "adopton"; did you mean "adoption"?',
    ],
    [
      one({ profiles: [{ profile: "Tech", touch_tier: "tech", groups: { support: 99 } }] }),
      "health.versions[0].profiles[0].groups: weights do not add up to 100, got 99",
    ],
    [
      one({ inputs: { activ_users: { weight: 1 } } }),
      'health.versions[0].inputs.activ_users: no such input, got "activ_users"; did you mean "active_users"?',
    ],
    [
      one({ inputs: { ticket_age: { weight: 50 } } }),
      "health.versions[0].inputs: weights of support do not add up to 100, got 120; correct one of ticket_age 50, ticket_volume 40, urgent_ticket_age 30",
    ],
    [
      one({
        inputs: {
          ticket_age: {
            points: [
              [0, 100],
              [5, 50],
              [5, 0],
            ],
          },
        },
      }),
      "health.versions[0].inputs.ticket_age.points[2]: the values of the points do not rise, got [5,0]",
    ],
    [
      one({ inputs: { urgent_tickets_now: { weight: 5 } } }),
      "health.versions[0].inputs.urgent_tickets_now.weight: this input only tells the present, and a score of the past may not rest on it, got 5",
    ],
    [
      one({ inputs: { nps_answer: { valid_days: 200 } } }),
      "health.versions[0].inputs.nps_answer.valid_days: this input is worked out anew at each month's end, over a window of its own, and lasts no longer, got 200; remove valid_days",
    ],
    [
      bands(["red", 0, 40], ["green", 50, 100]),
      "health.versions[0].bands[1].above: there is a hole between 40 and this band, got 50; write 40",
    ],
    [
      bands(["red", 0, 60], ["green", 50, 100]),
      "health.versions[0].bands[1].above: this band overlaps the one below, up to 60, got 50; write 60",
    ],
    [
      bands(["red", 5, 100]),
      "health.versions[0].bands[0].above: there is a hole between 0 and this band, got 5; write 0",
    ],
    [
      bands(["red", 0, 90]),
      "health.versions[0].bands[0].up_to: scores above it have no band, got 90; let the last band end at 100",
    ],
    [
      bands(["red", 0, 0], ["green", 0, 100]),
      "health.versions[0].bands[0].up_to: the band is empty, it begins above 0, got 0",
    ],
    [
      bands(["red", 0, 40], ["red", 40, 100]),
      'health.versions[0].bands[1].band: two bands have this name, got "red"',
    ],
    [
      bands(["churned", 0, 100]),
      'health.versions[0].bands[0].band: this word has a meaning of its own, got "churned"',
    ],
    [
      one({ exceptions: [{ name: "P1", input: "ticket_agee", above: 1, at_most: "red" }] }),
      'health.versions[0].exceptions[0].input: no such input, got "ticket_agee"; did you mean "ticket_age"?',
    ],
    [
      one({ exceptions: [{ name: "P1", input: "ticket_age", above: 1, at_most: "amber" }] }),
      'health.versions[0].exceptions[0].at_most: no such band, got "amber"',
    ],
    [
      one({ exceptions: [{ name: "P1", input: "ticket_age", above: 1, below: 0, at_most: "red" }] }),
      "health.versions[0].exceptions[0]: exactly one of above and below says when it holds",
    ],
    [
      { versions: [{ version: "1" }, { version: "2" }] },
      "health.versions[1].from_month: versions are in order of from_month, each later than the one before, got nothing",
    ],
    [
      { versions: [{ version: "1", from_month: "2024-01-01" }] },
      'health.versions[0].from_month: the first version holds from the beginning, got "2024-01-01"; remove from_month',
    ],
    [
      { versions: [{ version: "1" }, { version: "1", from_month: "2024-01-01" }] },
      'health.versions[1].version: two versions have this name, got "1"',
    ],
    [
      {
        overrides: [
          {
            customer_id: "C",
            score: 20,
            from_on: "2024-03-01",
            until_on: "2024-03-01",
            reason: "x",
            author: "y",
          },
        ],
      },
      'health.overrides[0].until_on: the override expires before it begins (2024-03-01), got "2024-03-01"',
    ],
    [
      { overrides: [{ customer_id: "C", score: 120 }] },
      "health.overrides[0].score: expected a number from 0 to 100, got 120",
    ],
    [{ verions: [] }, 'health.verions: unknown key, got []; did you mean "versions"?'],
  ])("%#", (health, message) => {
    expect(() => load(health)).toThrow(`company.json ${message}`);
  });
});

test("without health there is one configuration, of the inputs' own points and weights", () => {
  const [only, ...others] = resolveHealth(load(undefined));
  expect(others).toEqual([]);
  expect(only?.version).toBe("default");
  expect(only?.bands.map(({ band }) => band)).toEqual(["red", "yellow", "green"]);
  expect(only?.inputs.find(({ name }) => name === "ticket_age")?.weight).toBe(30);
  expect(only?.profiles.map(({ profile }) => profile)).toEqual(["Everybody"]);
  const groups = Object.values(only?.profiles[0]?.groups ?? {});
  expect(groups.reduce((sum, weight) => sum + weight, 0)).toBe(100);
});

test("what a version leaves out is the default, and its profiles come before everybody", () => {
  const health = load(
    one({
      inputs: {
        ticket_age: { weight: 70 },
        csm_pulse: { valid_days: 5 },
        ticket_volume: { weight: 0 },
        urgent_ticket_age: { weight: 30 },
      },
      profiles: [{ profile: "New", lifecycle: "onboarding", groups: { adoption: 100 } }],
      bands: [{ band: "all", above: 0, up_to: 100 }],
    }),
  );
  const [version] = resolveHealth(health);
  expect(version?.inputs.find(({ name }) => name === "ticket_age")).toMatchObject({
    weight: 70,
    validDays: 0,
  });
  expect(version?.inputs.find(({ name }) => name === "csm_pulse")?.validDays).toBe(5);
  expect(version?.profiles.map(({ profile, lifecycle }) => [profile, lifecycle])).toEqual([
    ["New", "onboarding"],
    ["Everybody", null],
  ]);
  expect(version?.exceptions).toEqual([]);
});
