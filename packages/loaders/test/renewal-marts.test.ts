import type { CustomerClassRow, FirstDiscountRow, RenewalMonthRow, TenureGrowthRow } from "@tideline/metrics";
import {
  contractGrowth,
  contractGrowthMean,
  discountAtFirstRenewal,
  discountAtSigning,
  increasedShare,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
} from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { ledgerOf } from "../src/ledger-of.ts";
import { aCompany, aLine } from "./a-line.ts";

/* The marts of renewals against numbers worked by hand, and the rates the metrics package makes of them. */

const term = (customer_id: string, facts: Partial<Parameters<typeof aLine>[0]> = {}) =>
  aLine({
    line_id: `${customer_id}1`,
    customer_id,
    monthly_minor: 100_000,
    start_on: "2025-04-01",
    end_on: "2026-04-01",
    ...facts,
  } as Parameters<typeof aLine>[0]);

const renewal = (customer_id: string, facts: Partial<Parameters<typeof aLine>[0]> = {}) =>
  term(customer_id, {
    line_id: `${customer_id}2`,
    start_on: "2026-04-01",
    end_on: "2027-04-01",
    renewal_of: `${customer_id}1`,
    ...facts,
  });

describe("ledger case 9: renewal rates with a late one", () => {
  const lines = [
    term("X"),
    renewal("X", { monthly_minor: 120_000, signed_on: "2026-03-01" }),
    term("Y", { monthly_minor: 50_000 }),
    renewal("Y", { monthly_minor: 40_000, signed_on: "2026-05-12" }),
    term("Z", { monthly_minor: 30_000, notice_on: "2026-01-15" }),
  ];
  const monthsOf = async (as_of: string, known = lines) => {
    const company = aCompany({ late_renewal_grace_days: 60, as_of });
    const rows = (await ledgerOf({ lines: known, company })).renewalsByMonth as unknown as RenewalMonthRow[];
    return new Map(rows.map((row) => [row.report_month.slice(0, 7), row]));
  };

  test("April, May and both; the same whenever rebuilt", async () => {
    const months = await monthsOf("2026-12-31");
    const [april, may] = [months.get("2026-04"), months.get("2026-05")];
    if (!april || !may) throw new Error("renewal-marts: April or May is missing");
    expect(april).toMatchObject({
      decided: 2,
      due_minor: 130_000,
      renewed_minor: 120_000,
      kept_minor: 100_000,
    });
    expect(april).toMatchObject({ late_count: 1, late_minor: 50_000, early_logos: 1, cancelled_logos: 1 });
    expect(may).toMatchObject({ decided: 1, late_count: 0, after_due_logos: 1, renewed_down_logos: 1 });
    const rates = (rows: RenewalMonthRow[]) =>
      [renewalRateLogo(rows), renewalRateGross(rows), renewalRateNet(rows)].map((rate) => rate?.toFixed(4));
    expect(rates([april])).toEqual(["0.5000", "0.7692", "0.9231"]);
    expect(rates([may])).toEqual(["1.0000", "0.8000", "0.8000"]);
    expect(rates([april, may])).toEqual(["0.6667", "0.7778", "0.8889"]);
    // As of the end of April nothing of May is known.
    expect((await monthsOf("2026-04-30")).get("2026-04")).toEqual(april);
    const known = lines.filter((line) => line.signed_on <= "2026-04-30");
    expect((await monthsOf("2026-04-30", known)).get("2026-04")).toEqual(april);
    expect((await monthsOf("2026-05-31")).get("2026-05")).toEqual(may);
  });

  test("by the month they fell due: two decided and one late in April, then three; what is due next year is open", async () => {
    const monthsDue = async (as_of: string) =>
      (await ledgerOf({ lines, company: aCompany({ late_renewal_grace_days: 60, as_of }) }))
        .renewalsByDueMonth;
    const dueIn = async (as_of: string) => (await monthsDue(as_of)).filter(({ due }) => due !== 0);
    expect((await dueIn("2026-04-30"))[0]).toMatchObject({
      due_month: "2026-04-01",
      due: 3,
      decided: 2,
      late_count: 1,
      late_minor: 50_000,
    });
    expect(await dueIn("2026-12-31")).toMatchObject([
      {
        due_month: "2026-04-01",
        due: 3,
        decided: 3,
        due_minor: 180_000,
        renewed_minor: 160_000,
        kept_minor: 140_000,
      },
      { due_month: "2027-04-01", due: 2, decided: 0, open_count: 2, open_minor: 160_000 },
    ]);
    const march = (await monthsDue("2026-12-31")).find(({ due_month }) => due_month === "2026-03-01");
    expect(march, "a reported month without a renewal").toMatchObject({ due: 0, decided: 0, due_minor: 0 });
  });
});

describe("31 = 14 + 4 + 8 + 5: customers like this prospect", () => {
  const ids = (count: number, letter: string) =>
    Array.from({ length: count }, (_, at) => `${letter}${String(at).padStart(2, "0")}`);
  /** Three yearly terms from April 2023, as many as were renewed. */
  const years = (id: string, amounts: readonly number[]) =>
    amounts.map((monthly_minor, at) =>
      aLine({
        line_id: `${id}-${at}`,
        customer_id: id,
        monthly_minor,
        start_on: `${2023 + at}-04-01`,
        end_on: `${2024 + at}-04-01`,
        ...(at > 0 ? { renewal_of: `${id}-${at - 1}`, signed_on: `${2023 + at}-03-01` } : {}),
      }),
    );
  const lines = [
    ...ids(14, "lost-first").flatMap((id) => years(id, [1000])),
    ...ids(4, "lost-second").flatMap((id) => years(id, [1000, 1000])),
    // Eight who joined a year later and renewed once: three up, four flat, one down.
    ...ids(8, "once").flatMap((id, at) =>
      years(id, [1000, at < 3 ? 1500 : at < 7 ? 1000 : 800]).map((line, year) => ({
        ...line,
        start_on: `${2024 + year}-04-01`,
        end_on: `${2025 + year}-04-01`,
        signed_on: `${2024 + year}-03-01`,
      })),
    ),
    ...ids(5, "twice").flatMap((id, at) => years(id, [1000, 1000, at === 0 ? 500 : 2000])),
  ];

  test("each customer is in one class", async () => {
    const { customersByClass } = await ledgerOf({ lines, company: aCompany({ as_of: "2025-12-31" }) }, [
      "customersByClass",
    ]);
    const classes = customersByClass as unknown as CustomerClassRow[];
    expect(classes.map((row) => [row.class, row.renewal_number, row.customers])).toEqual([
      ["lost_at_renewal", 1, 14],
      ["lost_at_renewal", 2, 4],
      ["renewed", 1, 8],
      ["renewed", 2, 5],
    ]);
    expect(classes[2]).toMatchObject({ present: 8, increased: 3, unchanged: 4, decreased: 1 });
    expect(increasedShare(classes)).toBe(7 / 13);
  });

  test("contract now against the original by years of tenure, plain mean and ratio of sums", async () => {
    const { growthByTenure } = await ledgerOf({ lines, company: aCompany({ as_of: "2025-12-31" }) }, [
      "growthByTenure",
    ]);
    const rows = growthByTenure as unknown as TenureGrowthRow[];
    expect(
      rows.map((row) => [row.tenure_years, row.customers, row.original_minor, row.contract_minor]),
    ).toEqual([
      [1, 8, 8000, 9300],
      [2, 5, 5000, 8500],
    ]);
    expect(contractGrowth(rows)).toBe(17_800 / 13_000);
    expect(contractGrowthMean(rows.slice(1))).toBe(1.7);
  });
});

describe("discount at signing against first renewal", () => {
  const priced = (line: ReturnType<typeof aLine>, list: string | null) => ({
    ...line,
    list_unit_monthly_minor: list,
  });
  // 10 x list 10.00 less 20 %, then 15 x list 11.00 less 10 %; a mid-term change in between does not count as signing.
  const lines = [
    priced(
      term("A", { monthly_minor: 8000, quantity: 10, end_on: "2025-10-01", end_means: "replaced" }),
      "1000",
    ),
    priced(
      term("A", {
        line_id: "A1b",
        monthly_minor: 9500,
        quantity: 10,
        start_on: "2025-10-01",
        replaces: "A1",
      }),
      "1000",
    ),
    priced(renewal("A", { monthly_minor: 14_850, quantity: 15, renewal_of: "A1b" }), "1100"),
    // Lost on the same day, and renewed for nothing: no new contract to compare with.
    priced(term("A", { line_id: "A8", product: "Y", monthly_minor: 600, notice_on: "2026-01-10" }), "1000"),
    priced(term("A", { line_id: "A9", product: "Z", monthly_minor: 400 }), "1000"),
    priced(renewal("A", { line_id: "A9b", product: "Z", monthly_minor: 0, renewal_of: "A9" }), "1000"),
    priced(term("B", { monthly_minor: 500 }), "1000"),
    priced(renewal("B", { monthly_minor: 900 }), null),
    priced(term("C", { monthly_minor: 1000 }), "2000"),
    priced(renewal("C", { monthly_minor: 1500 }), "2000"),
  ];

  test("by customer, where list prices are known on both sides, and in sum", async () => {
    const rows = (await ledgerOf({ lines, company: aCompany() }))
      .firstDiscounts as unknown as FirstDiscountRow[];
    expect(rows.map(({ currency: _, due_on: __, ...amounts }) => amounts)).toEqual([
      {
        customer_id: "A",
        signed_list_minor: 10_000,
        signed_net_minor: 8000,
        renewed_list_minor: 16_500,
        renewed_net_minor: 14_850,
      },
      {
        customer_id: "C",
        signed_list_minor: 2000,
        signed_net_minor: 1000,
        renewed_list_minor: 2000,
        renewed_net_minor: 1500,
      },
    ]);
    expect(discountAtSigning(rows.slice(0, 1))).toBeCloseTo(0.2, 15);
    expect(discountAtFirstRenewal(rows.slice(0, 1))).toBeCloseTo(0.1, 15);
    expect(discountAtSigning(rows)).toBe(0.25);
  });
});

describe("currencies, history and assignments", () => {
  test("amounts due and renewed stand at the rate of the due month's opening, whenever signed", async () => {
    const euros = { currency: "EUR" };
    const lines = [
      term("A", euros),
      renewal("A", { ...euros, signed_on: "2026-05-12", monthly_minor: 110_000 }),
    ];
    const month_rates = ["2026-03", "2026-04", "2026-05", "2026-06"].map((month, at) => ({
      currency: "EUR",
      month,
      rate: ["1.10", "1.08", "1.20", "1.30"][at] ?? "1",
    }));
    const earlier = Array.from({ length: 11 }, (_, at) => ({
      currency: "EUR",
      month: at < 9 ? `2025-${String(at + 4).padStart(2, "0")}` : `2026-0${at - 8}`,
      rate: "1.00",
    }));
    const company = {
      ...aCompany({ late_renewal_grace_days: 60, as_of: "2026-06-30" }),
      month_rates: [...earlier, ...month_rates],
    };
    const { renewals } = await ledgerOf({ lines, company }, ["renewals"]);
    expect(renewals[0]).toMatchObject({
      due_minor: 110_000,
      renewed_minor: 121_000,
      counted_month: "2026-05-01",
    });
  });

  test("older than history_from and not ordered as new: nobody knows which renewal it is", async () => {
    const lines = [
      term("A"),
      renewal("A", { signed_on: "2026-03-01" }),
      term("B", { order_type: "new" }),
      renewal("B", { signed_on: "2026-03-01" }),
    ];
    const company = { ...aCompany(), history_from: "2026-01-01" };
    const { renewals, customerClasses } = await ledgerOf({ lines, company }, ["renewals", "customerClasses"]);
    expect(renewals.map((row) => [row.customer_id, row.ordinal])).toEqual([
      ["A", null],
      ["A", null],
      ["B", 1],
      ["B", 2],
    ]);
    expect(customerClasses.map((row) => [row.customer_id, row.class])).toEqual([
      ["A", "unknown_ordinal"],
      ["B", "renewed"],
    ]);
  });

  test("a contract falls due with the customer it is assigned to then; who gave it away is no customer any more", async () => {
    const lines = [term("A"), renewal("A", { signed_on: "2026-03-01" }), term("B", { monthly_minor: 5000 })];
    const assignments = [{ line_id: "A1", customer_id: "B", assigned_on: "2025-09-10" }];
    const { renewals, customersByClass } = await ledgerOf({ lines, company: aCompany(), assignments }, [
      "renewals",
      "customersByClass",
    ]);
    expect(renewals.map((row) => [row.customer_id, row.due_on, row.outcome, row.due_minor])).toEqual([
      ["B", "2026-04-01", "renewed_down", 105_000],
      ["B", "2027-04-01", "open", 100_000],
    ]);
    expect(customersByClass.map((row) => [row.class, row.customers])).toEqual([["renewed", 1]]);
  });
});
