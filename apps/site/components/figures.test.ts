import { definitions, type LedgerFile, openLedger } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { sampleCompany } from "../test/sample-company.ts";
import type { Basis } from "./data.ts";
import { type FigureId, figures } from "./figures.ts";
import { lostBehind, measure, trend } from "./measure.ts";
import { nrrParts } from "./nrr-parts.ts";
import { sumMonths } from "./series.ts";
import { readState } from "./state.ts";
import { type View, ViewSource } from "./view.ts";

const data = sampleCompany({ customers: 200, months: 40 });
const source = new ViewSource(data.summary);
source.ledgers.set("live", openLedger(data.ledger));
source.ledgers.set("committed", openLedger(data.committed));

function viewOf(search = ""): View {
  const view = source.view(readState(search, data.summary));
  if (!view) throw new Error("the sample has months");
  return view;
}

/** The sample's ledger in which a customer of another industry gives one of Retail a part of a contract half a year ago. */
function assignedToRetail(): LedgerFile {
  const file = structuredClone(data.committed);
  const { movements, cuts, months, kinds } = file;
  const cut = cuts.find(({ name }) => name === "industry");
  if (!cut) throw new Error("the sample has industries");
  const isRetail = (customer: number) =>
    cut.labels[cut.label[cut.customer.lastIndexOf(customer)] ?? -1] === "Retail";
  const began = (wanted: boolean) =>
    movements.month.findIndex(
      (month, row) =>
        month < months - 18 &&
        movements.kind[row] === kinds.indexOf("new") &&
        isRetail(movements.customer[row] ?? -1) === wanted &&
        !movements.customer.some(
          (customer, other) => customer === movements.customer[row] && (movements.amount[other] ?? 0) < 0,
        ),
    );
  const rows = [began(false), began(true)];
  const [giver, receiver] = rows.map((row) => movements.customer[row] ?? -1);
  movements.counterparty ??= movements.month.map(() => -1);
  for (const [customer, counterparty, amount] of [
    [giver, receiver, -100],
    [receiver, giver, 100],
  ] as [number, number, number][]) {
    for (const column of Object.values(movements)) column.push(column[rows[0] ?? 0] ?? 0);
    const last = movements.month.length - 1;
    movements.month[last] = months - 6;
    movements.customer[last] = customer;
    movements.counterparty[last] = counterparty;
    movements.kind[last] = kinds.indexOf("transfer");
    movements.amount[last] = amount;
  }
  return file;
}

function column(name: string, month: string, basis: Basis = "committed"): number {
  const { waterfall } = data.summary;
  const row = (waterfall.report_month ?? []).findIndex(
    (one, index) => one === `${month}-01` && waterfall.basis?.[index] === basis,
  );
  return Number(waterfall[name]?.[row]);
}

test("every figure's definition is a record of the metrics package or the list of movements", () => {
  const names = new Set(["movements", "bases", ...definitions.map(({ name }) => name)]);
  for (const [id, { definition }] of Object.entries(figures)) expect(names, id).toContain(definition);
});

describe("figures of a quarter, against plain sums of the mart", () => {
  const months = ["2024-10", "2024-11", "2024-12"];
  const sum = (name: string) => months.reduce((total, month) => total + column(name, month), 0);
  const value = (id: FigureId) => measure(viewOf("?to=2024-Q4"), id, "2024-Q4").value;

  test("amounts", () => {
    expect(value("opening")).toBe(column("opening_minor", "2024-10"));
    expect(value("closing")).toBe(column("closing_minor", "2024-12"));
    expect(value("churn")).toBe(sum("churn_minor"));
    expect(value("won")).toBe(sum("new_minor") + sum("reactivation_minor"));
    expect(value("arr")).toBe(12 * column("closing_minor", "2024-12"));
  });

  test("rates", () => {
    const lost = -sum("churn_minor") - sum("contraction_minor");
    expect(value("revenue_churn")).toBeCloseTo(lost / column("opening_minor", "2024-10"), 12);
    const gained = sum("new_minor") + sum("reactivation_minor") + sum("expansion_minor");
    expect(value("quick_ratio")).toBeCloseTo(gained / lost, 12);
    const added = sum("new_logos") + sum("reactivation_logos");
    const kept = (column("closing_logos", "2024-12") - added) / column("opening_logos", "2024-10");
    expect(value("logo_churn")).toBeCloseTo(1 - kept, 12);
    expect(value("arpa"), "ARPA is live").toBe(
      column("closing_minor", "2024-12", "live") / column("closing_logos", "2024-12", "live"),
    );
    expect(value("customers"), "who pays is live").toBe(column("closing_logos", "2024-12", "live"));
    expect(value("closing_logos")).toBe(column("closing_logos", "2024-12"));
  });
});

test("a lifetime value rests on the live losses of six months; without a value it rests on none", () => {
  const months = ["2024-07", "2024-08", "2024-09", "2024-10", "2024-11", "2024-12"];
  const lost = months.reduce((sum, month) => sum - column("churned_logos", month, "live"), 0);
  expect(lost).toBeGreaterThan(0);
  const view = viewOf("?to=2024-Q4");
  expect(lostBehind(view, "ltv", "2024-Q4")).toMatchObject({ value: lost, unit: "count" });
  expect(lostBehind(view, "arpa", "2024-Q4")).toBeNull();
  expect(lostBehind(viewOf("?to=2022-Q1"), "ltv", "2022-Q1")).toBeNull();
});

describe("the fixed-set forms follow only the customers of the opening", () => {
  const value = (id: FigureId, key: string) => measure(viewOf(`?to=${key}`), id, key).value;

  test("over twelve months they are the complement of retention", () => {
    expect(value("logo_churn_fixed_year", "2024-Q4")).toBeCloseTo(
      1 - (value("logo_retention", "2024-Q4") ?? 0),
      12,
    );
    expect(value("revenue_churn_fixed_year", "2024-Q4")).toBeCloseTo(1 - (value("grr", "2024-Q4") ?? 0), 12);
  });

  test.each([
    ["2024-11", 1],
    ["2024-Q4", 3],
    ["2024", 12],
  ])("%s looks back %d months", (key, months) => {
    const { retention } = data.summary;
    const last = key === "2024-11" ? "2024-11-01" : "2024-12-01";
    const at = (retention.report_month ?? []).findIndex(
      (month, index) =>
        month === last &&
        retention.horizon_months?.[index] === months &&
        retention.basis?.[index] === "committed",
    );
    const lost = 1 - Number(retention.kept_logos?.[at]) / Number(retention.opening_logos?.[at]);
    const view = viewOf(`?by=${months === 1 ? "month" : months === 3 ? "quarter" : "year"}&to=${key}`);
    expect(measure(view, "logo_churn_fixed", key).value).toBeCloseTo(lost, 12);
  });

  test("an unfinished year has none", () => {
    expect(measure(viewOf("?by=year"), "logo_churn_fixed", "2025")).toMatchObject({
      value: null,
      reason: "not all months of the period are reported",
    });
  });
});

describe("what cannot be computed", () => {
  test("says how much history it needs", () => {
    const view = viewOf("?by=month&to=2022-06");
    const nrr = measure(view, "nrr", "2022-06");
    expect(nrr).toMatchObject({
      value: null,
      reason: "it looks back 12 months, and the first month reported is Jan 2022",
    });
    expect(measure(view, "logo_churn_year", "2022-06").value).toBeNull();
  });

  test("the first whole year has twelve months, and no opening to compare with", () => {
    const view = viewOf("?by=month&to=2022-12");
    expect(measure(view, "logo_churn_year", "2022-12").value).toBeNull();
    expect(measure(view, "nrr", "2022-12").value).toBeNull();
    expect(measure(view, "revenue_churn_year", "2023-01").value).not.toBeNull();
  });

  test("a quick ratio without a loss", () => {
    const { summary, ledger } = sampleCompany({ customers: 2, months: 3, firstMonth: "2025-01" });
    const small = new ViewSource(summary);
    small.ledgers.set("live", openLedger(ledger));
    const view = small.view(readState("", summary));
    expect(view && measure(view, "quick_ratio", view.period.period)).toMatchObject({
      value: null,
      reason: "nothing was lost in the period",
    });
  });
});

test("a line ends with its figure and has at most 24 months", () => {
  const view = viewOf();
  const line = trend(view, "nrr", view.state.to);
  expect(line).toHaveLength(24);
  expect(line.at(-1)).toBe(measure(view, "nrr", view.state.to).value);
  expect(trend(view, "churn", view.state.to).at(-1)).toBe(view.sums().churn_minor);
});

test("labels add up to the total, what changed its label included", () => {
  const view = viewOf("?cut=csm");
  const total = (name: "closing_minor" | "moved_minor" | "churn_minor") =>
    view.cut?.series.reduce((sum, series) => sum + (series.period(view.state.to)?.[name] ?? 0), 0);
  expect(total("closing_minor")).toBe(view.sums().closing_minor);
  expect(total("churn_minor")).toBe(view.sums().churn_minor);
  expect(total("moved_minor")).toBe(0);
});

test("months summed keep the identity, moved included", () => {
  const view = viewOf("?cut=csm&label=Bo+Ruiz");
  const row = sumMonths(view.series.rows.slice(6, 18));
  expect(row).not.toBeNull();
  if (!row) return;
  const moves =
    row.new_minor + row.reactivation_minor + row.expansion_minor + row.contraction_minor + row.churn_minor;
  expect(row.opening_minor + moves + row.moved_minor).toBe(row.closing_minor);
  expect(sumMonths([])).toBeNull();
});

describe("the three methods of NRR", () => {
  test.each(["", "?cut=industry&label=Retail", "?by=month&to=2024-05"])(
    "meet through their steps, %j",
    (search) => {
      const view = viewOf(search);
      const rate = Object.fromEntries(
        nrrParts(view).map(({ key, rate: value }) => [key, value ?? Number.NaN]),
      );
      expect((rate.cohort ?? 0) + (rate.returned ?? 0) + (rate.won_since ?? 0)).toBeCloseTo(
        rate.bridge ?? 0,
        12,
      );
      expect((rate.bridge ?? 0) + (rate.chaining ?? 0)).toBeCloseTo(rate.compounded ?? 0, 12);
      expect(rate.cohort).toBeCloseTo(measure(view, "nrr", view.state.to).value ?? 0, 12);
    },
  );

  test("stand without their steps where a contract passed between a customer chosen and one who is not", () => {
    const search = "?cut=industry&label=Retail";
    const steps = (view: View) => nrrParts(view).filter(({ is_method }) => !is_method).length;
    expect(steps(viewOf(search))).toBe(3);
    const assigned = new ViewSource(data.summary);
    assigned.ledgers.set("committed", openLedger(assignedToRetail()));
    const view = assigned.view(readState(search, data.summary));
    if (!view) throw new Error("the sample has months");
    const parts = nrrParts(view);
    expect(parts.map(({ key }) => key)).toEqual(["cohort", "bridge", "compounded"]);
    for (const { rate } of parts) expect(rate).toBeGreaterThan(0.5);
    expect(steps(assigned.view(readState("", data.summary)) as View), "of all customers").toBe(3);
  });

  test("are not told without a year or without the ledger", () => {
    expect(nrrParts(viewOf("?by=month&to=2022-08"))).toEqual([]);
    expect(nrrParts({ ...viewOf(), ledger: null })).toEqual([]);
  });
});
