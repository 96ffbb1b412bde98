import { expect, test } from "vitest";
import { testDatabase } from "./test-database.ts";
import { modelRows } from "./test-model.ts";

/* What is signed ahead and will change a line when it is due, each rule at both sides of its edge. */

const connection = await testDatabase();

interface Line {
  /** Of the case: 1 and 2 take over, 5 and 6 are what they take over from. */
  no: number;
  minor: number;
  currency?: number;
  remaining?: number;
  /** The lines it takes over from. */
  from?: number[];
  relation?: string;
  signed?: string;
  due?: string;
  notice?: { on: string; isWhole: boolean; restored?: string };
  falls?: string;
  isOverdrawn?: boolean;
}

/** 500 a month, in place of which 700 are signed in January for the 10th of March. */
const past = (more: Partial<Line> = {}): Line => ({ no: 5, minor: 500, ...more });
const next = (more: Partial<Line> = {}): Line => ({
  no: 1,
  minor: 700,
  from: [5],
  relation: "renewal",
  signed: "2025-01-15",
  due: "2025-03-10",
  ...more,
});
const whole = "signed_renewal of 1, 2025-01 to 2025-03: 200";

const cases: [name: string, expected: string[], lines: Line[]][] = [
  ["a renewal", [whole], [past(), next()]],
  ["a step", ["step_ahead of 1, 2025-01 to 2025-03: 200"], [past(), next({ relation: "contracted_step" })]],
  ["a change mid-term is none", [], [past(), next({ relation: "mid_term" })]],
  ["signed in the month it is due", [], [past(), next({ signed: "2025-03-01" })]],
  [
    "signed in the month before",
    ["signed_renewal of 1, 2025-02 to 2025-03: 200"],
    [past(), next({ signed: "2025-02-28" })],
  ],
  ["to the same amount", [], [past(), next({ minor: 500 })]],
  ["to less", ["signed_renewal of 1, 2025-01 to 2025-03: -100"], [past(), next({ minor: 400 })]],
  ["in another currency", [], [past({ currency: 2 }), next()]],
  [
    "of a line noticed in part, against what remains",
    ["signed_renewal of 1, 2025-01 to 2025-03: 400"],
    [past({ remaining: 300, notice: { on: "2024-12-01", isWhole: false } }), next()],
  ],
  [
    "where that notice was taken back, against all",
    [whole],
    [past({ remaining: 300, notice: { on: "2024-12-01", isWhole: false, restored: "2024-12-20" } }), next()],
  ],
  [
    "of a line noticed whole, against all",
    [whole],
    [past({ remaining: 300, notice: { on: "2024-12-01", isWhole: true } }), next()],
  ],
  [
    "noticed itself before it is due",
    ["signed_renewal of 1, 2025-01 to 2025-02: 200"],
    [past(), next({ notice: { on: "2025-02-10", isWhole: true } })],
  ],
  ["noticed in part", [whole], [past(), next({ notice: { on: "2025-02-10", isWhole: false } })]],
  ["noticed after it is due", [whole], [past(), next({ notice: { on: "2025-04-10", isWhole: true } })]],
  [
    "cancelled before it is due",
    ["signed_renewal of 1, 2025-01 to 2025-02: 200"],
    [past(), next({ falls: "2025-02-10" })],
  ],
  ["cancelled after it", [whole], [past(), next({ falls: "2025-04-10" })]],
  ["cancelled in the month it was signed", [], [past(), next({ falls: "2025-01-20" })]],
  ["a credit that was set aside", [], [past(), next({ isOverdrawn: true })]],
  [
    "two in place of one, signed one after the other",
    ["signed_renewal of 1, 2025-01 to 2025-02: -100", "signed_renewal of 1, 2025-02 to 2025-03: 200"],
    [past(), next({ minor: 400 }), next({ no: 2, minor: 300, signed: "2025-02-15" })],
  ],
  [
    "two in place of one, of which one is cancelled",
    ["signed_renewal of 1, 2025-01 to 2025-02: 200", "signed_renewal of 1, 2025-02 to 2025-03: -100"],
    [past(), next({ minor: 400 }), next({ no: 2, minor: 300, falls: "2025-02-15" })],
  ],
  [
    "one in place of two",
    [whole],
    [past(), past({ no: 6, minor: 300 }), next({ minor: 1_000, from: [5, 6] })],
  ],
  [
    "two of which one is in place of two",
    ["signed_renewal of 1, 2025-01 to 2025-03: 100"],
    [past(), past({ no: 6, minor: 300 }), next({ minor: 400 }), next({ no: 2, minor: 500, from: [5, 6] })],
  ],
];

const each = <Row>(of: (line: Line, no: (own: number) => number) => Row[]) =>
  cases.flatMap(([, , lines], at) => lines.flatMap((line) => of(line, (own) => 10 * at + own)));

const found = await modelRows(connection, "ledger/bridge_memos", {
  contract_lines: {
    like: { line_no: 0, currency_no: 1, amount_minor: 0, remaining_minor: 0 },
    rows: each(({ no, currency = 1, minor, remaining = null }, of) => [
      { line_no: of(no), currency_no: currency, amount_minor: minor, remaining_minor: remaining },
    ]),
  },
  line_links: {
    like: { line_no: 0, predecessor_no: 0, relation: "", signed_on: "2025-01-01" },
    rows: each(({ no, from = [], relation = "", signed = "" }, of) =>
      from.map((own) => ({ line_no: of(no), predecessor_no: of(own), relation, signed_on: signed })),
    ),
  },
  line_days: {
    like: { line_no: 0, committed_on: "2025-01-01" },
    rows: each(({ no, due = "2024-01-01" }, of) => [{ line_no: of(no), committed_on: due }]),
  },
  line_ends: {
    like: { line_no: 0, standing_on: "2025-01-01", is_whole_notice: true, restored_on: "2025-01-01" },
    rows: each(({ no, notice }, of) => [
      {
        line_no: of(no),
        standing_on: notice?.on ?? null,
        is_whole_notice: notice?.isWhole ?? null,
        restored_on: notice?.restored ?? null,
      },
    ]),
  },
  line_falls: {
    like: { line_no: 0, off_on: "2025-01-01" },
    rows: each(({ no, falls }, of) => (falls ? [{ line_no: of(no), off_on: falls }] : [])),
  },
  overdrawn_lines: {
    like: { line_no: 0 },
    rows: each(({ no, isOverdrawn }, of) => (isOverdrawn ? [{ line_no: of(no) }] : [])),
  },
});

const monthOf = (no: unknown) => {
  const months = Number(no) - 1;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
};

test.each(cases.map(([name, expected], at) => ({ at, name, expected })))("$name", ({ at, expected }) => {
  const told = found
    .filter(({ line_no }) => Math.floor(Number(line_no) / 10) === at)
    .map(
      ({ memo, line_no, from_month_no, to_month_no, memo_minor }) =>
        `${memo} of ${Number(line_no) % 10}, ${monthOf(from_month_no)} to ${monthOf(to_month_no)}: ${memo_minor}`,
    );
  expect(told.sort()).toEqual(expected);
});
