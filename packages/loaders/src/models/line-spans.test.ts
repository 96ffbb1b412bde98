import { describe, expect, test } from "vitest";
import { type LedgerOutput, ledgerOf } from "../ledger-of.ts";
import { type LineFacts, testLine } from "./test-line.ts";

/** Months with a movement and what moved, in order: `["2025-05 new", 100000]`. */
type Moves = readonly (readonly [string, number])[];

interface Case {
  readonly name: string;
  readonly grace?: number;
  readonly netting?: "product" | "customer";
  readonly as_of?: string;
  readonly lines: readonly ReturnType<typeof testLine>[];
  readonly live: Moves;
  /** Left out where both bases have the same rows. */
  readonly committed?: Moves;
}

const line = (
  line_id: string,
  amount: number,
  start_on: string,
  end_on: string | null,
  facts: LineFacts = {},
) => testLine(line_id, amount, [start_on, end_on], facts);

/** The customer of a case, and the lines of all cases with its settings: one company, one build. */
const customerOf = (each: Case) => `${String(cases().indexOf(each)).padStart(3, "0")}`;
const settingsOf = ({ grace = 0, netting = "product", as_of = "2026-12-31" }: Case) => ({
  currency: "USD",
  as_of,
  netting,
  late_renewal_grace_days: grace,
  exchange_rates: {},
});

function linesOf(each: Case) {
  const customer_id = customerOf(each);
  const own = (id: unknown) => (typeof id === "string" ? `${customer_id}-${id}` : null);
  return each.lines.map((row: LineFacts & { line_id: string }) => ({
    ...row,
    customer_id,
    line_id: `${customer_id}-${row.line_id}`,
    renewal_of: own(row.renewal_of),
    replaces: own(row.replaces),
    order_id: own(row.order_id),
  }));
}

const built = new Map<string, Promise<Pick<LedgerOutput, "movements">>>();

async function movesOf(each: Case) {
  const company = settingsOf(each);
  const key = JSON.stringify(company);
  const alike = cases().filter((other) => JSON.stringify(settingsOf(other)) === key);
  const ledger = built.get(key) ?? ledgerOf({ lines: alike.flatMap(linesOf), company }, ["movements"]);
  built.set(key, ledger);
  const { movements } = await ledger;
  const of = (basis: string) =>
    movements
      .filter((row) => row.basis === basis && row.customer_id === customerOf(each))
      .map((row) => [`${String(row.report_month).slice(0, 7)} ${row.kind}`, row.amount_minor]);
  return { live: of("live"), committed: of("committed") };
}

const due = (rest: LineFacts = {}) =>
  line("A", 100000, "2025-05-01", "2026-05-01", { signed_on: "2025-03-20", ...rest });
const dueInApril = (rest: LineFacts = {}) =>
  line("A", 100000, "2025-04-01", "2026-04-01", { quantity: 10, ...rest });
const renewing = (amount: number, signed_on: string, rest: LineFacts = {}) =>
  line("B", amount, "2026-04-01", "2027-04-01", { signed_on, renewal_of: "A", ...rest });

/** Cases 1 to 25 of the worked ledger, as far as they are about when lines count; 9, 16 to 17, 19, 21 and 22 are elsewhere. */
const worked: readonly Case[] = [
  {
    name: "1 notice",
    lines: [due({ notice_on: "2026-02-10" })],
    live: [
      ["2025-05 new", 100000],
      ["2026-05 churn", -100000],
    ],
    committed: [
      ["2025-03 new", 100000],
      ["2026-02 churn", -100000],
    ],
  },
  ...[0, 60].map((grace) => ({
    name: `2 notice entered after the end, grace ${grace}`,
    grace,
    lines: [line("A", 100000, "2025-05-01", "2026-05-01", { notice_on: "2026-06-10" })],
    live: [
      ["2025-05 new", 100000],
      [`2026-0${grace ? 6 : 5} churn`, -100000],
    ] as Moves,
  })),
  {
    name: "3 early renewal up",
    lines: [dueInApril(), renewing(120000, "2026-02-05")],
    live: [
      ["2025-04 new", 100000],
      ["2026-04 upgrade", 20000],
    ],
  },
  {
    name: "4 (i) early renewal down, no notice",
    lines: [dueInApril(), renewing(70000, "2026-02-05", { quantity: 7 })],
    live: [
      ["2025-04 new", 100000],
      ["2026-04 downgrade", -30000],
    ],
  },
  {
    name: "4 (ii) early renewal down, noticed before",
    lines: [
      dueInApril({ notice_on: "2026-02-05", notice_monthly_minor: 70000 }),
      renewing(70000, "2026-03-20", { quantity: 7 }),
    ],
    live: [
      ["2025-04 new", 100000],
      ["2026-04 downgrade", -30000],
    ],
    committed: [
      ["2025-04 new", 100000],
      ["2026-02 downgrade", -30000],
    ],
  },
  {
    name: "5 early renewal starts early",
    lines: [
      line("A", 100000, "2025-04-01", "2026-04-01"),
      line("B", 150000, "2026-01-15", "2027-01-15", { signed_on: "2026-01-10", renewal_of: "A" }),
    ],
    live: [
      ["2025-04 new", 100000],
      ["2026-01 upgrade", 50000],
    ],
  },
  ...["2026-04-01", "2026-05-11"].map((start_on) => ({
    name: `6 late, inside grace, printed from ${start_on}`,
    grace: 60,
    lines: [dueInApril(), renewing(120000, "2026-05-11", { start_on })],
    live: [
      ["2025-04 new", 100000],
      ["2026-05 upgrade", 20000],
    ] as Moves,
  })),
  {
    name: "7 (i) late, after grace",
    grace: 30,
    lines: [
      line("A", 100000, "2025-03-25", "2026-03-25"),
      line("B", 120000, "2026-03-25", "2027-03-25", { signed_on: "2026-05-04", renewal_of: "A" }),
    ],
    live: [
      ["2025-03 new", 100000],
      ["2026-04 churn", -100000],
      ["2026-05 reactivation", 120000],
    ],
  },
  {
    name: "7 (ii) no month end in the gap",
    grace: 30,
    lines: [dueInApril(), renewing(120000, "2026-05-11")],
    live: [
      ["2025-04 new", 100000],
      ["2026-05 upgrade", 20000],
    ],
  },
  {
    name: "8 (i) never renewed, due on the first",
    grace: 60,
    lines: [dueInApril()],
    live: [
      ["2025-04 new", 100000],
      ["2026-05 churn", -100000],
    ],
  },
  {
    name: "8 (ii) due on the second",
    grace: 60,
    lines: [dueInApril({ end_on: "2026-04-02" })],
    live: [
      ["2025-04 new", 100000],
      ["2026-06 churn", -100000],
    ],
  },
  {
    name: "8 (iii) loss recorded in April",
    grace: 60,
    lines: [dueInApril({ notice_on: "2026-04-20" })],
    live: [
      ["2025-04 new", 100000],
      ["2026-04 churn", -100000],
    ],
  },
  {
    name: "8 (iv) loss in May, renewed in May",
    grace: 60,
    lines: [dueInApril({ notice_on: "2026-05-10" }), renewing(100000, "2026-05-20", { quantity: 10 })],
    live: [["2025-04 new", 100000]],
  },
  {
    name: "8 (v) loss in May, renewed in June",
    grace: 60,
    lines: [dueInApril({ notice_on: "2026-05-10" }), renewing(100000, "2026-06-05")],
    live: [
      ["2025-04 new", 100000],
      ["2026-05 churn", -100000],
      ["2026-06 reactivation", 100000],
    ],
  },
  {
    name: "10 swap",
    lines: [
      line("A", 50000, "2025-01-01", "2025-06-15", { product: "Basic", end_means: "replaced" }),
      line("B", 70000, "2025-06-15", null, { product: "Pro", replaces: "A" }),
    ],
    live: [
      ["2025-01 new", 50000],
      ["2025-06 product_churn", -50000],
      ["2025-06 add_on", 70000],
    ],
  },
  {
    name: "11 one of two archived",
    lines: [
      line("A", 100000, "2025-01-01", "2025-09-01", { end_means: "replaced" }),
      line("B", 50000, "2025-01-01", null, { product: "Y" }),
      line("C", 10000, "2025-09-01", null, { product: "Read only", order_type: "archive", replaces: "A" }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-01 new", 50000],
      ["2025-09 archive", -90000],
    ],
  },
  {
    name: "12 all archived, then cancelled",
    lines: [
      line("A", 100000, "2025-01-01", "2025-09-01", { end_means: "replaced" }),
      line("B", 10000, "2025-09-01", "2026-01-01", {
        order_type: "archive",
        replaces: "A",
        notice_on: "2025-12-10",
      }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-09 archive", -90000],
      ["2026-01 churn", -10000],
    ],
    committed: [
      ["2025-01 new", 100000],
      ["2025-09 archive", -90000],
      ["2025-12 churn", -10000],
    ],
  },
  {
    name: "13 archived customer returns",
    lines: [
      line("A", 100000, "2025-01-01", "2025-09-01", { end_means: "replaced" }),
      line("B", 10000, "2025-09-01", "2026-02-01", {
        order_type: "archive",
        replaces: "A",
        end_means: "replaced",
      }),
      line("C", 80000, "2026-02-01", null, { signed_on: "2026-01-20", replaces: "B" }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-09 archive", -90000],
      ["2026-02 reactivation", 70000],
    ],
    committed: [
      ["2025-01 new", 100000],
      ["2025-09 archive", -90000],
      ["2026-01 reactivation", 70000],
    ],
  },
  {
    name: "18 (i) notice taken back by a renewal",
    lines: [
      due({ notice_on: "2026-02-10" }),
      line("B", 100000, "2026-05-01", null, { signed_on: "2026-03-20", renewal_of: "A" }),
    ],
    live: [["2025-05 new", 100000]],
    committed: [
      ["2025-03 new", 100000],
      ["2026-02 churn", -100000],
      ["2026-03 reactivation", 100000],
    ],
  },
  {
    name: "18 (ii) an archive order on the day of the notice",
    lines: [
      due({ notice_on: "2026-02-10" }),
      line("B", 10000, "2026-05-01", null, {
        signed_on: "2026-02-10",
        renewal_of: "A",
        order_type: "archive",
      }),
    ],
    live: [
      ["2025-05 new", 100000],
      ["2026-05 archive", -90000],
    ],
    committed: [
      ["2025-03 new", 100000],
      ["2026-02 archive", -90000],
    ],
  },
  {
    name: "20 (i) cancelled before the start",
    lines: [
      line("A", 100000, "2025-06-01", "2025-04-15", { signed_on: "2025-03-20", notice_on: "2025-04-15" }),
    ],
    live: [],
    committed: [
      ["2025-03 new", 100000],
      ["2025-04 churn", -100000],
    ],
  },
  {
    name: "20 (ii) in the month of signing",
    lines: [
      line("A", 100000, "2025-06-01", "2025-03-28", { signed_on: "2025-03-20", notice_on: "2025-03-28" }),
    ],
    live: [],
    committed: [],
  },
  {
    name: "20 then a later contract",
    lines: [
      line("A", 100000, "2025-06-01", "2025-04-15", { signed_on: "2025-03-20", notice_on: "2025-04-15" }),
      line("B", 50000, "2025-08-01", null, { order_type: "new" }),
    ],
    live: [["2025-08 new", 50000]],
    committed: [
      ["2025-03 new", 100000],
      ["2025-04 churn", -100000],
      ["2025-08 reactivation", 50000],
    ],
  },
  {
    name: "23 partial downgrade mid-term",
    lines: [
      line("A", 100000, "2025-01-01", "2025-11-01", { quantity: 10, end_means: "replaced" }),
      line("B", 70000, "2025-11-01", "2026-01-01", { quantity: 7, signed_on: "2025-08-15", replaces: "A" }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-11 downgrade", -30000],
      ["2026-01 churn", -70000],
    ],
    committed: [
      ["2025-01 new", 100000],
      ["2025-08 downgrade", -30000],
      ["2026-01 churn", -70000],
    ],
  },
  {
    name: "24 only a future start",
    as_of: "2025-12-31",
    lines: [line("A", 100000, "2026-02-01", "2027-02-01", { signed_on: "2025-11-10" })],
    live: [],
    committed: [["2025-11 new", 100000]],
  },
  {
    name: "25 ramp",
    lines: [
      line("A", 50000, "2025-02-01", "2026-02-01", { signed_on: "2025-01-15", order_id: "O" }),
      line("B", 100000, "2026-02-01", "2027-02-01", { signed_on: "2025-01-15", order_id: "O" }),
    ],
    live: [
      ["2025-02 new", 50000],
      ["2026-02 upgrade", 50000],
    ],
    committed: [
      ["2025-01 new", 50000],
      ["2026-02 upgrade", 50000],
    ],
  },
];

/** Rules that no worked case reaches. */
const ruled: readonly Case[] = [
  {
    name: "a notice on a line whose renewal is already signed changes nothing",
    lines: [dueInApril({ notice_on: "2026-03-10" }), renewing(120000, "2026-02-05")],
    live: [
      ["2025-04 new", 100000],
      ["2026-04 upgrade", 20000],
    ],
  },
  {
    name: "a notice withdrawn in time: nothing on live, a gap on committed",
    lines: [
      due({ notice_on: "2026-01-10", notice_withdrawn_on: "2026-03-05", end_on: null }),
      line("Z", 1000, "2025-01-01", null, { product: "Z" }),
    ],
    live: [
      ["2025-01 new", 1000],
      ["2025-05 add_on", 100000],
    ],
    committed: [
      ["2025-01 new", 1000],
      ["2025-03 add_on", 100000],
      ["2026-01 product_churn", -100000],
      ["2026-03 reactivation", 100000],
    ],
  },
  {
    name: "a notice withdrawn after the due day restores nothing",
    lines: [due({ notice_on: "2026-02-10", notice_withdrawn_on: "2026-05-02" })],
    live: [
      ["2025-05 new", 100000],
      ["2026-05 churn", -100000],
    ],
    committed: [
      ["2025-03 new", 100000],
      ["2026-02 churn", -100000],
    ],
  },
  {
    name: "a partial notice withdrawn",
    lines: [
      line("A", 100000, "2025-01-01", null, {
        notice_on: "2025-04-10",
        notice_monthly_minor: 40000,
        notice_withdrawn_on: "2025-06-10",
      }),
    ],
    live: [["2025-01 new", 100000]],
    committed: [
      ["2025-01 new", 100000],
      ["2025-04 downgrade", -60000],
      ["2025-06 reactivation", 60000],
    ],
  },
  {
    name: "a notice given and withdrawn within a month is not seen",
    lines: [
      line("A", 100000, "2025-01-01", null, { notice_on: "2025-04-10", notice_withdrawn_on: "2025-04-20" }),
    ],
    live: [["2025-01 new", 100000]],
  },
  {
    name: "a replacement signed after a whole notice: what is above it is an upgrade",
    lines: [
      line("A", 100000, "2025-01-01", "2025-10-01", { notice_on: "2025-04-10", end_means: "cancelled" }),
      line("B", 130000, "2025-10-01", null, { signed_on: "2025-07-05", replaces: "A" }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-10 upgrade", 30000],
    ],
    committed: [
      ["2025-01 new", 100000],
      ["2025-04 churn", -100000],
      ["2025-07 reactivation", 130000],
    ],
  },
  {
    name: "a replacement of a renewal signed ahead waits until that renewal is in force",
    lines: [
      dueInApril(),
      renewing(120000, "2026-01-05", { end_on: "2026-08-01", end_means: "replaced" }),
      line("D", 150000, "2026-08-01", null, { signed_on: "2026-02-10", replaces: "B" }),
    ],
    live: [
      ["2025-04 new", 100000],
      ["2026-04 upgrade", 20000],
      ["2026-08 upgrade", 30000],
    ],
    committed: [
      ["2025-04 new", 100000],
      ["2026-04 upgrade", 50000],
    ],
  },
  {
    name: "a first line signed ahead and replaced before it starts counts with the latest version",
    lines: [
      line("A", 100000, "2025-06-01", "2026-06-01", { signed_on: "2025-02-10", end_means: "replaced" }),
      line("B", 80000, "2025-06-01", null, { signed_on: "2025-04-10", replaces: "A" }),
    ],
    live: [["2025-06 new", 80000]],
    committed: [
      ["2025-02 new", 100000],
      ["2025-04 downgrade", -20000],
    ],
  },
  {
    name: "an early renewal that starts after the due day: committed on the due day, live when it starts",
    grace: 60,
    lines: [dueInApril(), renewing(120000, "2026-02-05", { start_on: "2026-05-10" })],
    live: [
      ["2025-04 new", 100000],
      ["2026-05 upgrade", 20000],
    ],
    committed: [
      ["2025-04 new", 100000],
      ["2026-04 upgrade", 20000],
    ],
  },
  {
    name: "a late renewal signed ahead of its start: committed on signing, live on its start",
    lines: [dueInApril(), renewing(120000, "2026-05-05", { start_on: "2026-07-01" })],
    live: [
      ["2025-04 new", 100000],
      ["2026-04 churn", -100000],
      ["2026-07 reactivation", 120000],
    ],
    committed: [
      ["2025-04 new", 100000],
      ["2026-04 churn", -100000],
      ["2026-05 reactivation", 120000],
    ],
  },
  {
    name: "a pause with a known end: 0 on live, committed stays",
    lines: [line("A", 100000, "2025-01-01", null, { paused_on: "2025-04-10", resumes_on: "2025-07-05" })],
    live: [
      ["2025-01 new", 100000],
      ["2025-04 churn", -100000],
      ["2025-07 reactivation", 100000],
    ],
    committed: [["2025-01 new", 100000]],
  },
  {
    name: "a pause without one ends both",
    lines: [line("A", 100000, "2025-01-01", null, { paused_on: "2025-04-10" })],
    live: [
      ["2025-01 new", 100000],
      ["2025-04 churn", -100000],
    ],
  },
  {
    name: "a line that renews itself goes on",
    lines: [line("A", 100000, "2025-01-31", "2025-04-30", { auto_renews: true })],
    live: [["2025-01 new", 100000]],
  },
  {
    name: "noticed, it ends on the next due day; on committed with the notice",
    lines: [line("A", 100000, "2025-01-15", "2025-04-15", { auto_renews: true, notice_on: "2025-08-20" })],
    live: [
      ["2025-01 new", 100000],
      ["2025-10 churn", -100000],
    ],
    committed: [
      ["2025-01 new", 100000],
      ["2025-08 churn", -100000],
    ],
  },
  {
    name: "noticed on a due day, it ends that day",
    lines: [
      line("A", 100000, "2025-01-15", "2025-04-15", {
        auto_renews: true,
        renewal_months: 1,
        notice_on: "2025-08-15",
      }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-08 churn", -100000],
    ],
  },
  {
    name: "noticed in part, it goes on with what remains, live from the due day",
    lines: [
      line("A", 100000, "2025-01-15", "2025-04-15", {
        auto_renews: true,
        notice_on: "2025-08-20",
        notice_monthly_minor: 30000,
      }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-10 downgrade", -70000],
    ],
    committed: [
      ["2025-01 new", 100000],
      ["2025-08 downgrade", -70000],
    ],
  },
  {
    name: "renewed on a later due day, signed before it",
    lines: [
      line("A", 100000, "2025-01-15", "2025-04-15", { auto_renews: true }),
      line("B", 120000, "2025-10-15", null, { signed_on: "2025-08-01", replaces: "A" }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-10 upgrade", 20000],
    ],
  },
  {
    name: "replaced between two due days, signed ahead",
    lines: [
      line("A", 100000, "2025-01-15", "2025-04-15", { auto_renews: true }),
      line("B", 120000, "2025-11-01", null, { signed_on: "2025-08-01", replaces: "A" }),
    ],
    live: [
      ["2025-01 new", 100000],
      ["2025-11 upgrade", 20000],
    ],
    committed: [
      ["2025-01 new", 100000],
      ["2025-08 upgrade", 20000],
    ],
  },
  {
    name: "cancelled before the start, what was to continue a line changes nothing",
    lines: [dueInApril(), renewing(120000, "2026-02-05", { end_on: "2026-03-01", notice_on: "2026-03-01" })],
    live: [
      ["2025-04 new", 100000],
      ["2026-04 churn", -100000],
    ],
  },
];

function cases(): readonly Case[] {
  return [...worked, ...ruled];
}

describe("the worked cases count as they say", () => {
  test.each(worked)("$name", async (each) => {
    const { live, committed } = await movesOf(each);
    expect({ live, committed }).toEqual({ live: each.live, committed: each.committed ?? each.live });
  });
});

describe("lines count", () => {
  test.each(ruled)("$name", async (each) => {
    const { live, committed } = await movesOf(each);
    expect({ live, committed }).toEqual({ live: each.live, committed: each.committed ?? each.live });
  });
});
