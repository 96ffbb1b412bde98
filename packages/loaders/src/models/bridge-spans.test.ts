import { expect, test } from "vitest";
import { testDatabase } from "./test-database.ts";
import { modelRows } from "./test-model.ts";

/* Why a line counts with one amount on committed and another on live, each reason at both sides of its edge. Months of 2025. */

const connection = await testDatabase();

/** First month, and the first no longer; without it for good. */
type Stretch = [from: number, to?: number];

interface Line {
  no: number;
  live: Stretch;
  committed: Stretch;
  minor?: number;
  remaining?: number;
  /** Lines of one case are one chain. */
  isFirst?: boolean;
  isTakenOver?: boolean;
  /** A notice on what is still to come, and when it was taken back. */
  fall?: { restored?: number };
  archivedAs?: number;
  isOverdrawn?: boolean;
  /** The stretches in which a pause or a notice leaves it counting, whole or with what remains. */
  interrupted?: { live?: [Stretch, "whole" | "rest"][]; committed?: [Stretch, "whole" | "rest"][] };
}

interface Unstarted {
  signed: number;
  notice: number;
  isOverdrawn?: boolean;
}

const cases: [name: string, expected: string[], lines: Line[], unstarted?: Unstarted][] = [
  ["the same days on both", [], [{ no: 1, live: [1, 6], committed: [1, 6] }]],
  ["signed before it starts", ["1 signed_not_started 1 to 3: 500"], [{ no: 1, live: [3], committed: [1] }]],
  ["noticed before it ends", ["1 noticed 4 to 6: -500"], [{ no: 1, live: [1, 6], committed: [1, 4] }]],
  ["noticed, and never ended", ["1 noticed 4 to -: -500"], [{ no: 1, live: [1], committed: [1, 4] }]],
  [
    "noticed before it starts, and starts",
    ["1 noticed 5 to 9: -500", "1 signed_not_started 1 to 3: 500"],
    [{ no: 1, live: [5, 9], committed: [1, 3] }],
  ],
  [
    "taken over on committed before it is on live",
    ["1 signed_change 4 to 6: -500", "2 signed_change 4 to 6: 700"],
    [
      { no: 1, live: [1, 6], committed: [1, 4], isTakenOver: true },
      { no: 2, live: [6], committed: [4], minor: 700, isFirst: false },
    ],
  ],
  [
    "taken over before the chain is live: a change from then on",
    [
      "1 signed_change 5 to 7: -500",
      "1 signed_not_started 1 to 3: 500",
      "2 signed_change 5 to 7: 700",
      "2 signed_not_started 3 to 5: 700",
    ],
    [
      { no: 1, live: [5, 7], committed: [1, 3], isTakenOver: true },
      { no: 2, live: [7], committed: [3], minor: 700, isFirst: false },
    ],
  ],
  [
    "taken over in the month the chain is live",
    ["1 signed_change 3 to 6: -500", "1 signed_not_started 1 to 3: 500", "2 signed_change 3 to 6: 700"],
    [
      { no: 1, live: [3, 6], committed: [1, 3], isTakenOver: true },
      { no: 2, live: [6], committed: [3], minor: 700, isFirst: false },
    ],
  ],
  [
    "one in place of two: each of these began by itself",
    [
      "1 signed_change 6 to 8: -500",
      "2 signed_change 6 to 8: -400",
      "2 signed_not_started 1 to 5: 400",
      "3 signed_change 6 to 8: 700",
    ],
    [
      { no: 1, live: [3, 8], committed: [3, 6], isTakenOver: true },
      { no: 2, live: [5, 8], committed: [1, 6], minor: 400, isTakenOver: true },
      { no: 3, live: [8], committed: [6], minor: 700, isFirst: false },
    ],
  ],
  [
    "a line that never counts on live begins no chain",
    ["1 signed_not_started 1 to 3: 500", "2 signed_not_started 3 to 7: 700"],
    [
      { no: 1, live: [5, 5], committed: [1, 3], isTakenOver: true },
      { no: 2, live: [7], committed: [3], minor: 700, isFirst: false },
    ],
  ],
  [
    "taken over by what was noticed since",
    ["1 noticed 4 to 6: -500"],
    [{ no: 1, live: [1, 6], committed: [1, 4], isTakenOver: true, fall: {} }],
  ],
  [
    "a notice taken back before",
    ["1 signed_change 4 to 6: -500"],
    [{ no: 1, live: [1, 6], committed: [1, 4], isTakenOver: true, fall: { restored: 2 } }],
  ],
  [
    "a notice taken back later",
    ["1 noticed 4 to 6: -500"],
    [{ no: 1, live: [1, 6], committed: [1, 4], isTakenOver: true, fall: { restored: 5 } }],
  ],
  ["a credit that was set aside", [], [{ no: 1, live: [3], committed: [1], isOverdrawn: true }]],
  ["nothing a month", [], [{ no: 1, live: [3], committed: [1], minor: 0 }]],
  [
    "an archive is booked on what it continues",
    ["1 signed_not_started 1 to 3: 500, product 9"],
    [{ no: 1, live: [3], committed: [1], archivedAs: 9 }],
  ],
  [
    "a pause keeps it on committed",
    ["1 paused 4 to 7: 500"],
    [
      {
        no: 1,
        live: [1, 12],
        committed: [1, 12],
        interrupted: {
          live: [
            [[1, 4], "whole"],
            [[7, 12], "whole"],
          ],
        },
      },
    ],
  ],
  [
    "a notice of a part",
    ["1 noticed 4 to 12: -200"],
    [
      {
        no: 1,
        live: [1, 12],
        committed: [1, 12],
        remaining: 300,
        interrupted: {
          committed: [
            [[1, 4], "whole"],
            [[4, 12], "rest"],
          ],
        },
      },
    ],
  ],
  [
    "before it starts, what is signed is what remains",
    ["1 noticed 5 to 12: -200", "1 signed_not_started 1 to 3: 500", "1 signed_not_started 3 to 5: 300"],
    [
      {
        no: 1,
        live: [5, 12],
        committed: [1, 12],
        remaining: 300,
        interrupted: {
          committed: [
            [[1, 3], "whole"],
            [[3, 12], "rest"],
          ],
        },
      },
    ],
  ],
  [
    "of a chain that is live by then it is a change",
    ["2 noticed 5 to 12: -200", "2 signed_change 3 to 5: 300", "2 signed_not_started 1 to 3: 500"],
    [
      { no: 1, live: [3, 12], committed: [3, 12] },
      {
        no: 2,
        live: [5, 12],
        committed: [1, 12],
        isFirst: false,
        remaining: 300,
        interrupted: {
          committed: [
            [[1, 3], "whole"],
            [[3, 12], "rest"],
          ],
        },
      },
    ],
  ],
  [
    "noticed in part for a month, then taken over",
    ["1 noticed 2 to 3: -200", "1 signed_change 4 to 8: -500"],
    [
      {
        no: 1,
        live: [1, 8],
        committed: [1, 4],
        isTakenOver: true,
        remaining: 300,
        interrupted: {
          committed: [
            [[1, 2], "whole"],
            [[2, 3], "rest"],
            [[3, 4], "whole"],
          ],
        },
      },
    ],
  ],
  ["cancelled before it starts", ["8 signed_not_started 1 to 3: 500"], [], { signed: 1, notice: 3 }],
  ["cancelled in the month it was signed", [], [], { signed: 3, notice: 3 }],
  ["a cancelled credit that was set aside", [], [], { signed: 1, notice: 3, isOverdrawn: true }],
];

const monthNo = (month: number) => 2025 * 12 + month;
const day = (month: number | undefined) =>
  month === undefined ? null : `2025-${String(month).padStart(2, "0")}-10`;
const each = <Row>(of: (line: Line, at: { no: number; chain: number }) => Row[]) =>
  cases.flatMap(([, , lines], at) =>
    lines.flatMap((line) => of(line, { no: 10 * at + line.no, chain: 10 * at + 1 })),
  );
const bases = ["live", "committed"] as const;

const found = await modelRows(connection, "ledger/bridge_spans", {
  bases: { like: { basis: "" }, rows: bases.map((basis) => ({ basis })) },
  contract_lines: {
    like: {
      line_no: 0,
      customer_no: 1,
      product_no: 1,
      currency_no: 1,
      amount_minor: 0,
      remaining_minor: 0,
    },
    rows: each(({ minor = 500, remaining = null }, { no }) => [
      { line_no: no, amount_minor: minor, remaining_minor: remaining },
    ]),
  },
  unstarted_lines: {
    like: {
      line_no: 0,
      customer_no: 1,
      product_no: 1,
      currency_no: 1,
      amount_minor: 500,
      signed_on: "2025-01-10",
      notice_on: "2025-01-10",
    },
    rows: cases.flatMap(([, , , unstarted], at) =>
      unstarted
        ? [{ line_no: 10 * at + 8, signed_on: day(unstarted.signed), notice_on: day(unstarted.notice) }]
        : [],
    ),
  },
  archive_products: {
    like: { line_no: 0, product_no: 0 },
    rows: each(({ archivedAs }, { no }) => (archivedAs ? [{ line_no: no, product_no: archivedAs }] : [])),
  },
  line_chains: {
    like: { line_no: 0, chain_no: 0 },
    rows: each((_, { no, chain }) => [{ line_no: no, chain_no: chain }]),
  },
  line_days: {
    like: {
      line_no: 0,
      live_on: "2025-01-10",
      live_off_on: "2025-01-10",
      committed_on: "2025-01-10",
      committed_off_on: "2025-01-10",
      is_taken_over: false,
      is_first: true,
    },
    rows: each(({ live, committed, isTakenOver = false, isFirst = true }, { no }) => [
      {
        line_no: no,
        live_on: day(live[0]),
        live_off_on: day(live[1]),
        committed_on: day(committed[0]),
        committed_off_on: day(committed[1]),
        is_taken_over: isTakenOver,
        is_first: isFirst,
      },
    ]),
  },
  line_falls: {
    like: { line_no: 0, restored_on: "2025-01-10" },
    rows: each(({ fall }, { no }) => (fall ? [{ line_no: no, restored_on: day(fall.restored) }] : [])),
  },
  interrupted_lines: {
    like: { basis: "", line_no: 0 },
    rows: each(({ interrupted }, { no }) =>
      bases.flatMap((basis) => (interrupted?.[basis] ? [{ basis, line_no: no }] : [])),
    ),
  },
  interrupted_spans: {
    like: { basis: "", line_no: 0, from_month_no: 0, to_month_no: 0, is_reduced: false },
    rows: each(({ interrupted }, { no }) =>
      bases.flatMap((basis) =>
        (interrupted?.[basis] ?? []).map(([[from, to], what]) => ({
          basis,
          line_no: no,
          from_month_no: monthNo(from),
          to_month_no: to === undefined ? null : monthNo(to),
          is_reduced: what === "rest",
        })),
      ),
    ),
  },
  overdrawn_lines: {
    like: { line_no: 0 },
    rows: [
      ...each(({ isOverdrawn }, { no }) => (isOverdrawn ? [{ line_no: no }] : [])),
      ...cases.flatMap(([, , , unstarted], at) => (unstarted?.isOverdrawn ? [{ line_no: 10 * at + 8 }] : [])),
    ],
  },
});

const monthOf = (no: unknown) => (Number(no) === 99999 ? "-" : Number(no) - 2025 * 12);

test.each(cases.map(([name, expected], at) => ({ at, name, expected })))("$name", ({ at, expected }) => {
  const told = found
    .filter(({ line_no }) => Math.floor(Number(line_no) / 10) === at)
    .map(({ line_no, part, from_month_no, to_month_no, part_minor, product_no }) => {
      const product = Number(product_no) === 1 ? "" : `, product ${product_no}`;
      return `${Number(line_no) % 10} ${part} ${monthOf(from_month_no)} to ${monthOf(to_month_no)}: ${part_minor}${product}`;
    });
  expect(told.sort()).toEqual(expected);
});
