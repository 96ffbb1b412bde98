import fc from "fast-check";
import { expect, test } from "vitest";
import { customersNow } from "../engine/customers-now.ts";
import { openLedger } from "../engine/open-ledger.ts";
import {
  renewalColumnsByLabel,
  renewalColumnsLike,
  renewalsByLabel,
  renewalsLike,
} from "../engine/renewals-like.ts";
import { exampleLedgerFile } from "../example-ledger.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { smallLedger } from "../testing/small-ledger.ts";
import { codeRenewals, openRenewals, type NamedRenewal as Row, renewalRows } from "./renewal-columns.ts";
import { RENEWAL_OUTCOMES } from "./renewal-outcomes.ts";
import { renewalsAhead } from "./renewals-ahead.ts";
import { renewalsByDueMonth } from "./renewals-by-due-month.ts";
import { renewalsByMonth } from "./renewals-by-month.ts";

const inAnyOrder = (rows: readonly Row[]) =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
const columns = (rows: readonly Row[]) => openRenewals(codeRenewals(rows));

const row = (facts: Partial<Row>): Row => ({
  customer_id: "X",
  name: "Ex",
  ordinal: 1,
  lines: 1,
  due_on: "2026-04-15",
  outcome: "late",
  decided_on: null,
  counted_month: null,
  due_minor: 100,
  renewed_minor: null,
  ...facts,
});

test("opened renewals stand customer by customer, each customer's in the order of the file", () => {
  const ordinals: (readonly [string, number])[] = [
    ["B", 1],
    ["A", 1],
    ["B", 2],
    ["C", 1],
    ["A", 2],
    ["B", 3],
  ];
  const rows = columns(ordinals.map(([customer_id, ordinal]) => row({ customer_id, ordinal })));
  expect([...rows.customer]).toEqual([0, 0, 0, 1, 1, 2]);
  expect(rows.customers.id).toEqual(["B", "A", "C"]);
  expect([...rows.ordinal]).toEqual([1, 2, 3, 1, 2, 1]);
});

test("ledger case 9: X up, Z cancelled, Y late in April and renewed in May", () => {
  const rows = columns([
    row({
      outcome: "renewed_up",
      decided_on: "2026-04-15",
      counted_month: "2026-04-01",
      due_minor: 100_000,
      renewed_minor: 120_000,
    }),
    row({
      outcome: "cancelled",
      decided_on: "2026-04-15",
      counted_month: "2026-04-01",
      due_minor: 30_000,
      renewed_minor: 0,
    }),
    row({
      outcome: "renewed_down",
      decided_on: "2026-05-03",
      counted_month: "2026-05-01",
      due_minor: 50_000,
      renewed_minor: 40_000,
    }),
  ]);
  const months = ["2026-04-01", "2026-05-01"];
  const [april, may] = renewalsByMonth(rows, { months, currency: "USD" });
  expect(april).toMatchObject({
    decided: 2,
    renewed_up_logos: 1,
    kept_minor: 100_000,
    late_count: 1,
    late_minor: 50_000,
  });
  expect(may).toMatchObject({ decided: 1, after_due_logos: 1, change_micros: 800_000, late_count: 0 });
  const [due, none] = renewalsByDueMonth(rows, { months, currency: "USD" });
  expect(due).toMatchObject({ due: 3, decided: 3, renewed_logos: 2, renewed_minor: 160_000, late_count: 0 });
  expect(none).toMatchObject({ due: 0, decided: 0 });
});

test("nothing gives months of zeros, no months no rows, nothing ahead no rows", () => {
  expect(renewalsByMonth(columns([]), { months: ["2026-04-01"], currency: "USD" })).toMatchObject([
    { decided: 0, late_count: 0 },
  ]);
  expect(renewalsByDueMonth(columns([]), { months: ["2026-04-01"], currency: "USD" })).toMatchObject([
    { due: 0 },
  ]);
  expect(renewalsByMonth(columns([row({})]), { months: [], currency: "USD" })).toEqual([]);
  expect(renewalsAhead([])).toEqual([]);
});

const file = smallLedger({
  months: 4,
  movements: [
    { month: 0, customer: "stays", kind: "new", amount: 100 },
    { month: 2, customer: "begins", kind: "new", amount: 100 },
    { month: 0, customer: "leaves", kind: "new", amount: 100 },
    { month: 1, customer: "leaves", kind: "churn", amount: -100 },
  ],
  logos: [
    { month: 0, customer: "stays", kind: "new", active: 1 },
    { month: 2, customer: "begins", kind: "new", active: 1 },
    { month: 0, customer: "leaves", kind: "new", active: 1 },
    { month: 1, customer: "leaves", kind: "churn", active: -1 },
  ],
  cuts: [
    {
      name: "tenure",
      labels: {
        stays: [
          [0, "young"],
          [2, "old"],
        ],
        leaves: [
          [0, "young"],
          [3, "old"],
        ],
        begins: [
          [0, "none"],
          [2, "young"],
          [3, "old"],
        ],
      },
    },
  ],
});

test.each([
  ["the label at the end of the month before", "stays", "2025-03-20", "young"],
  ["a change of the due month does not count yet", "stays", "2025-04-01", "old"],
  ["before the first month, the first label", "stays", "2024-06-30", "young"],
  ["ahead, the newest label", "begins", "2027-01-31", "old"],
  ["who gave notice keeps the label of before", "leaves", "2025-04-10", "young"],
  ["who comes in the due month has the label of the month itself", "begins", "2025-03-31", "young"],
])("a renewal stands under %s", (_name, customer_id, due_on, label) => {
  const ledger = openLedger(file);
  const rows = [row({ customer_id, due_on })];
  expect(renewalsByLabel(ledger, rows, ["tenure"])).toEqual([{ labels: [label], rows }]);
  expect(renewalsLike(ledger, rows, [{ cut: "tenure", labels: [label] }])).toEqual(rows);
  expect(renewalsLike(ledger, rows, [{ cut: "tenure", labels: ["another"] }])).toEqual([]);
});

test("a customer the ledger does not know passes no filter; an unknown cut is refused", () => {
  const ledger = openLedger(exampleLedgerFile);
  const stranger = [row({ customer_id: "nobody", due_on: "2025-05-31" })];
  expect(renewalsLike(ledger, stranger, [])).toEqual(stranger);
  expect(renewalsLike(ledger, stranger, [{ cut: "csm", labels: ["Ann", "Bo"] }])).toEqual([]);
  expect(renewalsByLabel(ledger, stranger, ["csm"])).toEqual([]);
  expect(customersNow(ledger, stranger, [{ cut: "csm", labels: ["Ann"] }])).toEqual([]);
  expect(() => renewalsLike(ledger, stranger, [{ cut: "colour", labels: [] }])).toThrow("unknown cut");
  expect(() => customersNow(ledger, stranger, [{ cut: "colour", labels: [] }])).toThrow("unknown cut");
});

const months = ["2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04"];
const renewal = fc
  .record({
    customer_id: fc.constantFrom("C0", "C1", "C2", "C3", "C4", "C5", "nobody"),
    due: fc.nat(months.length - 1),
    day: fc.constantFrom("01", "15", "28"),
    outcome: fc.constantFrom(...RENEWAL_OUTCOMES),
    after: fc.nat(2),
    due_minor: fc.integer({ min: 1, max: 5000 }),
    renewed_minor: fc.nat(5000),
  })
  .map(({ customer_id, due, day, outcome, after, due_minor, renewed_minor }): Row => {
    const isDecided = outcome !== "late" && outcome !== "open";
    const counted = months[due + after] ?? "2024-05";
    return row({
      customer_id,
      due_on: `${months[due]}-${day}`,
      outcome,
      decided_on: isDecided ? `${counted}-15` : null,
      counted_month: isDecided ? `${counted}-01` : null,
      ordinal: after || null,
      due_minor,
      renewed_minor: isDecided ? renewed_minor : null,
    });
  });
const only = fc.record({
  csm: fc.uniqueArray(fc.constantFrom("Ann", "Bo", "Cy"), { maxLength: 3 }),
  region: fc.uniqueArray(fc.constantFrom("North", "South"), { maxLength: 2 }),
});

test("random renewals, ledgers and filters: what a slow loop over every month and customer counts", () => {
  fc.assert(
    fc.property(randomLedgerFile, fc.array(renewal, { maxLength: 25 }), only, (ledgerFile, rows, wanted) => {
      const ledger = openLedger(ledgerFile);
      const filters = Object.entries(wanted).flatMap(([cut, labels]) =>
        labels.length ? [{ cut, labels }] : [],
      );
      /** The label of a customer at the end of a month, "2024-01": the last one written up to it. */
      const labelOf = (cut: string, customer: number, month: number) => {
        const own = ledgerFile.cuts.find(({ name }) => name === cut);
        let label = "";
        for (let at = 0; at <= Math.max(0, Math.min(month, ledgerFile.months - 1)); at += 1)
          for (const [place, one] of (own?.customer ?? []).entries())
            if (one === customer && own?.month[place] === at) label = own.labels[own.label[place] ?? 0] ?? "";
        return label;
      };
      const balance = (customer: number, month: number) =>
        ledgerFile.movements.amount.reduce(
          (sum, amount, at) =>
            ledgerFile.movements.customer[at] === customer && (ledgerFile.movements.month[at] ?? 0) <= month
              ? sum + amount
              : sum,
          0,
        );
      const passing = rows.filter(({ customer_id, due_on }) => {
        if (filters.length === 0) return true;
        const customer = ledgerFile.customers.id.indexOf(customer_id);
        if (customer < 0) return false;
        // The ledgers begin in November 2023.
        const month = months.indexOf(due_on.slice(0, 7));
        const at = balance(customer, month - 1) > 0 ? month - 1 : month;
        return filters.every(({ cut, labels }) => (labels as string[]).includes(labelOf(cut, customer, at)));
      });
      expect(renewalsLike(ledger, rows, filters)).toEqual(passing);
      const like = renewalColumnsLike(ledger, columns(rows), filters);
      expect(inAnyOrder(renewalRows(like))).toEqual(inAnyOrder(passing));
      const byMonth = renewalsByMonth(columns(passing), {
        months: months.map((month) => `${month}-01`),
        currency: "USD",
      });
      for (const [at, month] of months.entries()) {
        const decided = passing.filter(({ counted_month }) => counted_month === `${month}-01`);
        const late = passing.filter(
          ({ outcome, due_on, counted_month }) =>
            outcome !== "open" && due_on.slice(0, 7) <= month && (counted_month ?? "9").slice(0, 7) > month,
        );
        const sum = (some: readonly Row[], of: (one: Row) => number) =>
          some.reduce((all, one) => all + of(one), 0);
        expect(byMonth[at]).toMatchObject({
          decided: decided.length,
          renewed_logos: decided.filter(({ outcome }) => outcome.startsWith("renewed")).length,
          cancelled_logos: decided.filter(({ outcome }) => outcome === "cancelled").length,
          due_minor: sum(decided, ({ due_minor }) => due_minor),
          renewed_minor: sum(decided, ({ renewed_minor }) => renewed_minor ?? 0),
          kept_minor: sum(decided, ({ due_minor, renewed_minor }) => Math.min(due_minor, renewed_minor ?? 0)),
          late_count: late.length,
          late_minor: sum(late, ({ due_minor }) => due_minor),
        });
      }
      const byDue = renewalsByDueMonth(columns(passing), {
        months: months.map((month) => `${month}-01`),
        currency: "USD",
      });
      expect(byDue.reduce((sum, { due }) => sum + due, 0)).toBe(passing.length);
      for (const month of byDue) expect(month.due).toBe(month.decided + month.late_count + month.open_count);
      const groups = renewalsByLabel(ledger, rows, ["csm", "region"]);
      const known = rows.filter(({ customer_id }) => ledgerFile.customers.id.includes(customer_id));
      expect(groups.flatMap((group) => group.rows).length).toBe(known.length);
      expect(
        renewalColumnsByLabel(ledger, like, ["csm", "region"]).map(({ labels, renewals }) => ({
          labels,
          rows: inAnyOrder(renewalRows(renewals)),
        })),
      ).toEqual(
        renewalsByLabel(ledger, passing, ["csm", "region"]).map(({ labels, rows }) => ({
          labels,
          rows: inAnyOrder(rows),
        })),
      );
      expect(
        renewalsByMonth(like, { months: months.map((month) => `${month}-01`), currency: "USD" }),
      ).toEqual(byMonth);
    }),
    { seed: 20261122, numRuns: 100 },
  );
});
