import { kaplanMeier } from "@tideline/metrics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCompany, aLine, type LineFacts } from "../../test/a-line.ts";
import { companyArb, merge, settingsArb } from "../../test/random-companies.ts";
import { type LedgerInput, type LedgerOutput, ledgerOf } from "../ledger-of.ts";

type Row = LedgerOutput["survival"][number];

const of = async (lines: LineFacts[], more: { assignments?: object[]; company?: object } = {}) => {
  const company = { ...aCompany({ as_of: "2026-03-31" }), ...more.company };
  const { survival } = await ledgerOf({ lines: lines.map(aLine), ...more, company } as LedgerInput, [
    "survival",
  ]);
  return (basis: "live" | "committed", customer = "C") => {
    const { first_on, ended_on, is_event, duration_days, entry_days } =
      survival.find((row) => row.basis === basis && row.customer_id === customer) ?? {};
    return [first_on, ended_on, is_event, duration_days, entry_days];
  };
};

describe("from the first day of the first balance to the day of the first loss", () => {
  test("ledger case 1: the start and the due day on live, the signing and the notice on committed", async () => {
    const stay = await of([
      {
        line_id: "A",
        start_on: "2025-05-03",
        end_on: "2026-03-03",
        signed_on: "2025-03-20",
        notice_on: "2026-02-10",
        monthly_minor: 100_000,
      },
    ]);
    expect(stay("live")).toEqual(["2025-05-03", "2026-03-03", true, 304, null]);
    expect(stay("committed")).toEqual(["2025-03-20", "2026-02-10", true, 327, null]);
  });

  test("still there: censored at the end of the last whole month", async () => {
    const lines = [{ line_id: "A", start_on: "2025-12-01", monthly_minor: 100 }];
    expect((await of(lines))("live")).toEqual(["2025-12-01", "2026-03-31", false, 120, null]);
    const earlier = await of(lines, { company: { as_of: "2026-03-30" } });
    expect(earlier("live")).toEqual(["2025-12-01", "2026-02-28", false, 89, null]);
  });

  test("a change of products is no loss, and the loss is the last line's", async () => {
    const stay = await of([
      {
        line_id: "A",
        start_on: "2025-01-10",
        end_on: "2025-06-15",
        end_means: "cancelled",
        monthly_minor: 100,
      },
      {
        line_id: "B",
        product: "Y",
        start_on: "2025-02-10",
        end_on: "2025-09-12",
        end_means: "cancelled",
        monthly_minor: 50,
      },
      {
        line_id: "D",
        product: "Z",
        start_on: "2025-03-10",
        end_on: "2025-09-20",
        end_means: "cancelled",
        monthly_minor: 50,
      },
    ]);
    expect(stay("live")).toEqual(["2025-01-10", "2025-09-20", true, 253, null]);
  });

  test("only the first loss counts, a return changes nothing", async () => {
    const stay = await of([
      {
        line_id: "A",
        start_on: "2025-01-10",
        end_on: "2025-06-15",
        end_means: "cancelled",
        monthly_minor: 100,
      },
      { line_id: "B", product: "Y", start_on: "2025-10-01", monthly_minor: 100 },
    ]);
    expect(stay("live")).toEqual(["2025-01-10", "2025-06-15", true, 156, null]);
  });

  test("ledger case 12: the archive is the event, not the end of the fee", async () => {
    const stay = await of([
      {
        line_id: "A",
        start_on: "2025-01-01",
        end_on: "2025-09-05",
        end_means: "replaced",
        monthly_minor: 100_000,
      },
      {
        line_id: "F",
        start_on: "2025-09-05",
        end_on: "2026-01-01",
        order_type: "archive",
        replaces: "A",
        monthly_minor: 10_000,
      },
    ]);
    expect(stay("live")).toEqual(["2025-01-01", "2025-09-05", true, 247, null]);
  });

  test("ledger case 20 (i): signed and cancelled before the start, on committed only", async () => {
    const stay = await of([
      {
        line_id: "A",
        start_on: "2025-06-01",
        signed_on: "2025-03-20",
        notice_on: "2025-04-15",
        end_on: "2025-04-15",
        monthly_minor: 100_000,
      },
    ]);
    expect(stay("live")).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(stay("committed")).toEqual(["2025-03-20", "2025-04-15", true, 26, null]);
  });

  test("delayed entry: seen from the day before history_from; who had left by then is not known", async () => {
    const stay = await of(
      [
        { line_id: "A", customer_id: "C", start_on: "2025-01-10", monthly_minor: 100 },
        {
          line_id: "B",
          customer_id: "Gone",
          start_on: "2025-01-10",
          end_on: "2025-06-15",
          end_means: "cancelled",
          monthly_minor: 100,
        },
      ],
      { company: { history_from: "2025-08-01" } },
    );
    expect(stay("live")).toEqual(["2025-01-10", "2026-03-31", false, 445, 202]);
    expect(stay("live", "Gone")[0]).toBeUndefined();
  });

  test("a contract assigned to another customer is no loss: the giver is censored", async () => {
    const stay = await of(
      [
        { line_id: "A", customer_id: "C1", start_on: "2025-01-01", monthly_minor: 500 },
        { line_id: "B", customer_id: "C2", start_on: "2025-03-01", monthly_minor: 300 },
      ],
      { assignments: [{ line_id: "B", customer_id: "C1", assigned_on: "2025-07-10" }] },
    );
    expect(stay("live", "C2")).toEqual(["2025-03-01", "2025-07-01", false, 122, null]);
    expect(stay("live", "C1")).toEqual(["2025-01-01", "2026-03-31", false, 454, null]);
  });
});

const batches = fc.sample(settingsArb, { seed: 901, numRuns: 2 }).map((company, at) => ({
  at,
  input: { company, lines: merge(fc.sample(companyArb, { seed: 9000 + at, numRuns: 60 })).lines },
}));

describe("of random companies, on both bases", () => {
  test.each(batches)(
    "batch $at: the months are those of the logo ledger",
    { timeout: 120_000 },
    async ({ input }) => {
      const ledger = await ledgerOf(input as LedgerInput);
      let events = 0;
      for (const basis of ["live", "committed"] as const) {
        const own = (rows: Row[], id: unknown) =>
          rows.filter((row) => row.basis === basis && row.customer_id === id);
        const stays = ledger.survival.filter((row) => row.basis === basis);
        const ids = new Set(
          ledger.movements.filter((row) => row.basis === basis).map((row) => row.customer_id),
        );
        expect(new Set(stays.map((row) => row.customer_id))).toEqual(ids);
        for (const stay of stays) {
          const logos = own(ledger.logos, stay.customer_id);
          const [first] = logos.map((row) => String(row.report_month)).sort();
          expect(String(stay.first_on).slice(0, 7)).toBe(first?.slice(0, 7));
          const lost = logos.filter((row) => row.kind === "churn" || row.kind === "archive");
          const [end] = lost.map((row) => String(row.report_month)).sort();
          expect(stay.is_event).toBe(end !== undefined);
          if (end !== undefined) expect(String(stay.ended_on).slice(0, 7)).toBe(end.slice(0, 7));
          events += Number(stay.is_event);
        }
        const [curve] = kaplanMeier(
          stays.map((row) => ({ duration: Number(row.duration_days), event: Boolean(row.is_event) })),
        );
        expect(curve?.observations).toBe(stays.length);
        expect(curve?.steps.at(-1)?.survival).toBeLessThan(1);
      }
      expect(events).toBeGreaterThan(50);
    },
  );
});
