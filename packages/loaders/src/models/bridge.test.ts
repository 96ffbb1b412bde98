import { describe, expect, test } from "vitest";
import { type LedgerInput, ledgerOf } from "../ledger-of.ts";
import { type LineFacts, testLine } from "./test-line.ts";

type Line = ReturnType<typeof testLine>;

const columns = [
  "signed_not_started_minor",
  "signed_changes_minor",
  "noticed_minor",
  "paused_minor",
  "signed_renewals_up_minor",
  "signed_renewals_down_minor",
  "steps_ahead_minor",
  "anticipated_loss_minor",
] as const;

/** The columns of each month that are not 0; months in which all are 0 are left out. */
async function bridgeOf(lines: readonly Line[], input: Partial<LedgerInput> = {}, grace = 0) {
  const { bridge } = await ledgerOf(
    {
      lines,
      company: {
        currency: "USD",
        as_of: "2026-12-31",
        netting: "product",
        late_renewal_grace_days: grace,
        exchange_rates: {},
      },
      ...input,
    },
    ["bridge"],
  );
  return Object.fromEntries(
    bridge
      .map((row) => [
        String(row.report_month).slice(0, 7),
        Object.fromEntries(
          columns.filter((name) => row[name] !== 0).map((name) => [name.replace("_minor", ""), row[name]]),
        ),
      ])
      .filter(([, parts]) => Object.keys(parts as object).length > 0),
  );
}

const dueInApril = (facts: LineFacts = {}) => testLine("A", 100000, ["2025-04-01", "2026-04-01"], facts);
const renewing = (amount: number, signed_on: string, facts: LineFacts = {}) =>
  testLine("B", amount, ["2026-04-01", "2027-04-01"], { signed_on, renewal_of: "A", ...facts });

const cases: readonly { name: string; lines: Line[]; months: object; grace?: number }[] = [
  {
    name: "case 1: signed in March, noticed in February",
    lines: [
      testLine("A", 100000, ["2025-05-01", "2026-05-01"], {
        signed_on: "2025-03-20",
        notice_on: "2026-02-10",
      }),
    ],
    months: {
      "2025-03": { signed_not_started: 100000 },
      "2025-04": { signed_not_started: 100000 },
      "2026-02": { noticed: -100000 },
      "2026-03": { noticed: -100000 },
      "2026-04": { noticed: -100000 },
    },
  },
  {
    name: "case 3: a renewal signed and not yet due is a memo",
    lines: [dueInApril(), renewing(120000, "2026-02-05")],
    months: { "2026-02": { signed_renewals_up: 20000 }, "2026-03": { signed_renewals_up: 20000 } },
  },
  {
    name: "case 4 (i): the same, down",
    lines: [dueInApril(), renewing(70000, "2026-02-05")],
    months: { "2026-02": { signed_renewals_down: -30000 }, "2026-03": { signed_renewals_down: -30000 } },
  },
  {
    name: "case 4 (ii): noticed in part, renewed at what remains",
    lines: [
      dueInApril({ notice_on: "2026-02-05", notice_monthly_minor: 70000 }),
      renewing(70000, "2026-03-20"),
    ],
    months: { "2026-02": { noticed: -30000 }, "2026-03": { noticed: -30000 } },
  },
  {
    name: "case 18 (i): a notice taken back by a renewal",
    lines: [dueInApril({ notice_on: "2026-01-10" }), renewing(100000, "2026-03-20")],
    months: { "2026-01": { noticed: -100000 }, "2026-02": { noticed: -100000 } },
  },
  {
    name: "case 20 (i): cancelled before the start",
    lines: [
      testLine("A", 100000, ["2025-06-01", "2025-04-15"], {
        signed_on: "2025-03-20",
        notice_on: "2025-04-15",
      }),
    ],
    months: { "2025-03": { signed_not_started: 100000 } },
  },
  {
    name: "case 23: a replacement signed ahead",
    lines: [
      testLine("A", 100000, ["2025-01-01", "2025-11-01"], { end_means: "replaced" }),
      testLine("B", 70000, ["2025-11-01", "2026-01-01"], { signed_on: "2025-08-15", replaces: "A" }),
    ],
    months: {
      "2025-08": { signed_changes: -30000 },
      "2025-09": { signed_changes: -30000 },
      "2025-10": { signed_changes: -30000 },
    },
  },
  {
    name: "case 25: a step ahead is a memo",
    lines: [
      testLine("A", 50000, ["2025-02-01", "2025-04-01"], { signed_on: "2025-01-15", order_id: "O" }),
      testLine("B", 100000, ["2025-04-01", null], { signed_on: "2025-01-15", order_id: "O" }),
    ],
    months: {
      "2025-01": { signed_not_started: 50000, steps_ahead: 50000 },
      "2025-02": { steps_ahead: 50000 },
      "2025-03": { steps_ahead: 50000 },
    },
  },
  {
    name: "replaced before it starts: still signed, not started",
    lines: [
      testLine("A", 100000, ["2025-06-01", "2026-06-01"], { signed_on: "2025-03-10", end_means: "replaced" }),
      testLine("B", 80000, ["2025-06-01", null], { signed_on: "2025-04-10", replaces: "A" }),
    ],
    months: {
      "2025-03": { signed_not_started: 100000 },
      "2025-04": { signed_not_started: 80000 },
      "2025-05": { signed_not_started: 80000 },
    },
  },
  {
    name: "an early renewal that starts after the due day, the old line held",
    grace: 60,
    lines: [dueInApril(), renewing(120000, "2026-03-05", { start_on: "2026-05-10" })],
    months: { "2026-03": { signed_renewals_up: 20000 }, "2026-04": { signed_changes: 20000 } },
  },
  {
    name: "a pause, and a notice in it",
    lines: [
      testLine("A", 100000, ["2025-01-01", null], {
        paused_on: "2025-04-10",
        resumes_on: "2025-07-05",
        notice_on: "2025-06-20",
        notice_monthly_minor: 40000,
      }),
    ],
    months: {
      "2025-04": { paused: 100000 },
      "2025-05": { paused: 100000 },
      "2025-06": { paused: 40000 },
      ...Object.fromEntries(
        ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"].map((month) => [
          month,
          { noticed: -60000 },
        ]),
      ),
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [
          `2026-${String(at + 1).padStart(2, "0")}`,
          { noticed: -60000 },
        ]),
      ),
    },
  },
];

describe("from live to committed", () => {
  test.each(cases)("$name", async ({ lines, months, grace }) => {
    expect(await bridgeOf(lines, {}, grace)).toEqual(months);
  });

  test("converted parts add up to the minor unit, at each month's rate", async () => {
    const euros = { currency: "EUR", quantity: 1 };
    const lines = [
      testLine("A", 33333, ["2025-01-01", "2026-01-01"], { ...euros, notice_on: "2025-03-10" }),
      testLine("B", 33335, ["2025-05-01", null], { ...euros, signed_on: "2025-02-10" }),
      testLine("D", 77777, ["2025-01-01", null], {
        ...euros,
        paused_on: "2025-02-10",
        resumes_on: "2025-06-10",
      }),
    ];
    const rates = ["1.0500000000", "1.0612345678", "1.0733333333", "1.0811111111"];
    const month_rates = rates.map((rate, at) => ({ currency: "EUR", month: `2025-0${at + 1}-01`, rate }));
    const { bridge } = await ledgerOf(
      {
        lines,
        company: {
          currency: "USD",
          as_of: "2025-04-30",
          netting: "product",
          late_renewal_grace_days: 0,
          exchange_rates: {},
          month_rates,
        },
      },
      ["bridge"],
    );
    const march = bridge.find((row) => row.report_month === "2025-03-01");
    // (33335 + 77777) x 1.0733333333 = 119260.21; live 33333 x 1.0733333333 = 35777.42
    expect(march).toMatchObject({ committed_minor: 119260, live_minor: 35777 });
    // live + signed 66668 x 1.0733333333 = 71556.99; less the notice 33335: 35779.57; plus the pause: 119260.21
    expect(march).toMatchObject({
      signed_not_started_minor: 71557 - 35777,
      signed_changes_minor: 0,
      noticed_minor: 35780 - 71557,
      paused_minor: 119260 - 35780,
    });
  });

  test("anticipated losses: open flags at their probability, together at most what is committed", async () => {
    const lines = [testLine("A", 100000, ["2025-01-01", "2025-08-01"], { end_means: "cancelled" })];
    const expected_losses = [
      { customer_id: "C", flagged_on: "2025-03-10", cleared_on: "2025-05-31", probability: 0.25 },
      {
        customer_id: "C",
        product: "X",
        flagged_on: "2025-06-30",
        probability: 0.5,
        amount_minor: 30001,
        currency: "USD",
      },
      {
        customer_id: "C",
        product: "X",
        flagged_on: "2025-07-01",
        probability: 1,
        amount_minor: 900000,
        currency: "USD",
      },
    ];
    expect(await bridgeOf(lines, { expected_losses })).toEqual({
      "2025-03": { anticipated_loss: -25000 },
      "2025-04": { anticipated_loss: -25000 },
      "2025-06": { anticipated_loss: -15001 },
      "2025-07": { anticipated_loss: -100000 },
    });
  });

  test("no lines make no months", async () => {
    expect(await bridgeOf([])).toEqual({});
  });
});

test("a renewal that takes in another line before its term is set against both", async () => {
  const lines = [
    dueInApril(),
    testLine("A2", 50000, ["2025-06-01", "2026-06-01"]),
    renewing(160000, "2026-03-10", { replaces: "A2" }),
  ];
  expect(await bridgeOf(lines)).toEqual({ "2026-03": { signed_renewals_up: 10000 } });
});

test("two renewals that share out one line are set against it together, from the signing of each", async () => {
  const due: [string, string] = ["2026-04-01", "2027-04-01"];
  const lines = [
    testLine("A", 100000, ["2025-04-01", "2026-04-01"]),
    testLine("B", 60000, due, { signed_on: "2026-02-10", renewal_of: "A" }),
    testLine("C", 50000, due, { signed_on: "2026-03-20", renewal_of: "A" }),
  ];
  expect(await bridgeOf(lines)).toEqual({
    "2026-02": { signed_renewals_down: -40000 },
    "2026-03": { signed_renewals_up: 10000 },
  });
});
