import { beforeAll, describe, expect, test } from "vitest";
import { testLine } from "./test-line.ts";
import { runService } from "./test-service.ts";

type Ask = Awaited<ReturnType<typeof runService>>;
const open = (customer_id: string, amount: number, from = "2024-01-01") =>
  testLine(customer_id, amount, [from, null], { customer_id });
const tier = (customer_id: string, touch_tier: string | null, csm: string | null = null) => ({
  customer_id,
  touch_tier,
  csm,
});
const talk = (customer_id: string, activity_on: string) => ({
  activity_id: `${customer_id} ${activity_on}`,
  customer_id,
  activity_on,
  activity_type: "call",
});

describe("portfolios on as_of, ARR shared and never twice", () => {
  let ask: Ask;
  beforeAll(async () => {
    ask = await runService(
      [
        open("A", 100_000),
        open("B", 50_000),
        // 12,001 a year in cents is shared by two: 6,001 and 6,000.
        { ...open("S", 1_000), annual_minor: 12_001 },
        open("N", 30_000),
        testLine("G", 70_000, ["2024-01-01", "2025-06-01"], { customer_id: "G", end_means: "cancelled" }),
      ],
      {
        read_customers: [
          tier("A", "high"),
          tier("B", "low", "Ben"),
          tier("S", "low"),
          tier("N", null, "Ann"),
          tier("G", "high"),
        ],
        read_csm_roster: [
          {
            csm: "Ann",
            name: "Ann Lee",
            role: "csm",
            team: "North",
            annual_cost_minor: 9_000_000,
            currency: "USD",
          },
          {
            csm: "Ben",
            role: "csm",
            team: "North",
            from_on: "2025-01-01",
            annual_cost_minor: 1_000_000,
            currency: "EUR",
          },
          { csm: "Idle", role: "csm", team: "South", annual_cost_minor: 5_000_000, currency: "USD" },
          { csm: "Dot", role: "director", team: "All", annual_cost_minor: 20_000_000, currency: "USD" },
          {
            csm: "Gone",
            role: "csm",
            team: "North",
            to_on: "2025-12-31",
            annual_cost_minor: 1,
            currency: "USD",
          },
        ],
        read_csm_assignments: [
          { customer_id: "A", csm: "Ben", from_on: "2024-01-01", to_on: "2025-12-31" },
          { customer_id: "A", csm: "Ann", from_on: "2025-12-31" },
          { customer_id: "S", csm: "Ben", from_on: "2024-01-01" },
          { customer_id: "S", csm: "Ann", from_on: "2024-01-01" },
          { customer_id: "B", csm: "Temp", from_on: "2024-01-01" },
          { customer_id: "G", csm: "Ann", from_on: "2024-01-01" },
        ],
        read_activities: [
          talk("A", "2025-12-31"),
          talk("A", "2026-01-05"),
          talk("B", "2025-10-01"),
          talk("S", "2025-09-30"),
          talk("G", "2025-12-30"),
        ],
      },
    );
  }, 120_000);

  test("whose customers they are today, whatever the label of the customer says", async () => {
    expect(
      await ask(
        "select csm, name, customers, shared_customers, arr_minor, touched_customers, annual_cost_minor, is_on_roster from portfolio__by_csm order by csm nulls last",
      ),
    ).toEqual(
      [
        ["Ann", "Ann Lee", 2, 1, 1_200_000 + 6_001, 1, 9_000_000, true],
        ["Ben", "Ben", 1, 1, 6_000, 0, 1_100_000, true],
        ["Idle", "Idle", 0, 0, 0, 0, 5_000_000, true],
        ["Temp", "Temp", 1, 0, 600_000, 1, null, false],
        [null, null, 1, 0, 360_000, 0, null, false],
      ].map(
        ([
          csm,
          name,
          customers,
          shared_customers,
          arr_minor,
          touched_customers,
          annual_cost_minor,
          is_on_roster,
        ]) => ({
          csm,
          name,
          customers,
          shared_customers,
          arr_minor,
          touched_customers,
          annual_cost_minor,
          is_on_roster,
        }),
      ),
    );
  });

  test("summed: a customer shared in one team counts once in it; the cost of all is unknown while that of one is", async () => {
    const rows = await ask(
      "select grouping, label, customers, arr_minor, csms, people, annual_cost_minor from portfolio__by_group order by grouping, label nulls last",
    );
    expect(rows).toEqual([
      {
        grouping: "all",
        label: null,
        customers: 4,
        arr_minor: 2_172_001,
        csms: 4,
        people: 4,
        annual_cost_minor: null,
      },
      {
        grouping: "team",
        label: "All",
        customers: 0,
        arr_minor: 0,
        csms: 0,
        people: 1,
        annual_cost_minor: 20_000_000,
      },
      {
        grouping: "team",
        label: "North",
        customers: 2,
        arr_minor: 1_212_001,
        csms: 2,
        people: 2,
        annual_cost_minor: 10_100_000,
      },
      {
        grouping: "team",
        label: "South",
        customers: 0,
        arr_minor: 0,
        csms: 1,
        people: 1,
        annual_cost_minor: 5_000_000,
      },
      {
        grouping: "team",
        label: null,
        customers: 2,
        arr_minor: 960_000,
        csms: 1,
        people: 0,
        annual_cost_minor: null,
      },
      {
        grouping: "touch_tier",
        label: "high",
        customers: 1,
        arr_minor: 1_200_000,
        csms: 1,
        people: 1,
        annual_cost_minor: null,
      },
      {
        grouping: "touch_tier",
        label: "low",
        customers: 2,
        arr_minor: 612_001,
        csms: 3,
        people: 2,
        annual_cost_minor: null,
      },
      {
        grouping: "touch_tier",
        label: null,
        customers: 1,
        arr_minor: 360_000,
        csms: 0,
        people: 0,
        annual_cost_minor: null,
      },
    ]);
  });

  test("of all, those somebody looks after: a customer with another's name alone is nobody's", async () => {
    expect(
      await ask(
        "select customers, cared_customers, arr_minor, cared_arr_minor from portfolio__by_group where grouping = 'all'",
      ),
    ).toEqual([{ customers: 4, cared_customers: 3, arr_minor: 2_172_001, cared_arr_minor: 1_812_001 }]);
  });

  test("days since the last activity up to as_of: 0, 91, 92 and never", async () => {
    expect(
      await ask(
        "select touched_customers, days_30, days_90, days_180, days_longer, days_never from portfolio__by_group where grouping = 'all'",
      ),
    ).toEqual([{ touched_customers: 2, days_30: 1, days_90: 0, days_180: 2, days_longer: 0, days_never: 1 }]);
  });

  test("two of four hold 80 %: 1,800,000 of 2,172,001", async () => {
    expect(
      await ask("select customers, arr_minor, is_eighty from portfolio__pareto order by customers"),
    ).toEqual([
      { customers: 1, arr_minor: 1_200_000, is_eighty: false },
      { customers: 2, arr_minor: 1_800_000, is_eighty: true },
      { customers: 3, arr_minor: 2_160_000, is_eighty: false },
      { customers: 4, arr_minor: 2_172_001, is_eighty: false },
    ]);
  });
});

test("a renewal that will not come, of a customer without CMRR, still has who looks after it", async () => {
  const ask = await runService(
    [
      open("A", 100_000),
      testLine("N", 50_000, ["2025-02-01", "2026-02-01"], { customer_id: "N", notice_on: "2025-11-01" }),
    ],
    { read_customers: [tier("A", null, "Ann"), tier("N", null, "Ben")] },
  );
  expect(await ask("select customer_id, state, committed_minor, csm from at_risk__renewals")).toEqual([
    { customer_id: "N", state: "noticed", committed_minor: null, csm: "Ben" },
  ]);
  expect(await ask("select csm, customers from portfolio__by_csm")).toEqual([{ csm: "Ann", customers: 1 }]);
});

test("without assignments today's CSM of the customer; without a roster no cost and no team", async () => {
  const ask = await runService(
    [
      open("A", 100_000),
      open("B", 50_000),
      // Archived by the end of the year: the fee counts as ARR, and the customer as none.
      testLine("R", 40_000, ["2024-01-01", "2025-06-01"], { customer_id: "R", end_means: "replaced" }),
      testLine("R2", 100, ["2025-06-01", null], { customer_id: "R", order_type: "archive", replaces: "R" }),
    ],
    { read_customers: [tier("A", null, "Ann"), tier("B", null), tier("R", null)] },
  );
  expect(await ask("select csm, customers, arr_minor, annual_cost_minor from portfolio__by_csm")).toEqual([
    { csm: "Ann", customers: 1, arr_minor: 1_200_000, annual_cost_minor: null },
    { csm: null, customers: 1, arr_minor: 601_200, annual_cost_minor: null },
  ]);
  expect(
    await ask("select customers, all_customers, archived_customers from portfolio__pareto where is_eighty"),
  ).toEqual([{ customers: 2, all_customers: 3, archived_customers: 1 }]);
  expect(
    await ask(
      "select csms, people, annual_cost_minor, days_never from portfolio__by_group where grouping = 'all'",
    ),
  ).toEqual([{ csms: 1, people: 0, annual_cost_minor: null, days_never: 2 }]);
  expect(await ask("select missing from attention__lists where list = 'sponsor_gone'")).toEqual([
    { missing: "contacts" },
  ]);
  expect(await ask("select * from attention__rows")).toEqual([]);
  expect(await ask("select * from nps__by_month")).toEqual([]);
}, 120_000);
