import { describe, expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { byLabelAtFirst, customersLike } from "./customers-like.ts";
import { openLedger } from "./open-ledger.ts";
import { type CustomerOutcome, outcomeBands, outcomeOf, sumOutcomes, traitsOf } from "./outcomes.ts";

const ledger = openLedger(exampleLedgerFile);
const row = (customer_id: string, name: string, renewal_number: number | null = null): CustomerOutcome => ({
  customer_id,
  class: name,
  renewal_number,
  original_minor: name === "renewed" ? 100 : null,
  contract_minor: name === "renewed" ? 150 : null,
  answers: 1,
  promoters: 1,
  detractors: 0,
  band: name === "renewed" ? "green" : null,
});

describe("sumOutcomes", () => {
  test("the book's example: 31 = 14 + 4 + 8 + 5", () => {
    const rows = [
      ...Array.from({ length: 14 }, (_, at) => row(`a${at}`, "lost_at_renewal", 1)),
      ...Array.from({ length: 4 }, (_, at) => row(`b${at}`, "lost_at_renewal", 2)),
      ...Array.from({ length: 8 }, (_, at) => row(`c${at}`, "none_due_yet")),
      ...Array.from({ length: 5 }, (_, at) => row(`d${at}`, "renewed", 2)),
    ];
    expect(sumOutcomes(rows)).toMatchObject({
      customers: 31,
      lost_first: 14,
      lost_second: 4,
      none_due: 8,
      renewed: 5,
      present: 5,
      original_minor: 500,
      contract_minor: 750,
      growth_micros: 7_500_000,
      answers: 5,
    });
  });

  test("every class is in exactly one count; another is refused", () => {
    const counts = [
      row("A", "lost_at_renewal", 3),
      row("B", "lost_between_renewals"),
      row("C", "late"),
      row("D", "renewed", 0),
      row("E", "unknown_ordinal"),
    ].map(outcomeOf);
    expect(counts).toEqual(["lost_later", "lost_between", "late", "kept_other", "unknown"]);
    expect(() => outcomeOf(row("F", "joined_and_left"))).toThrow(
      'outcomeOf: unknown class, got "joined_and_left"',
    );
    expect(sumOutcomes([])).toMatchObject({ customers: 0, growth_micros: 0 });
  });
});

test("bands are counted by outcome, one by one as by sums; who has none is in none", () => {
  const one = (band: string | null, number = 1) => ({ ...row("A", "renewed", number), band });
  const rows = [one("green"), one("red"), one("green", 2), one(null), row("B", "late")];
  const expected = [
    { outcome: "renewed", band: "green", customers: 2 },
    { outcome: "renewed", band: "red", customers: 1 },
  ];
  expect(outcomeBands(rows)).toEqual(expected);
  const sums = [
    { class: "renewed", renewal_number: 1, band: "green", customers: 2 },
    { class: "renewed", renewal_number: 3, band: "red", customers: 1 },
  ];
  expect(outcomeBands(sums)).toEqual(expected);
  expect(outcomeBands([])).toEqual([]);
});

describe("over a ledger", () => {
  const ids = ledger.customers.id;
  const rows = ids.map((id, at) => (at % 2 === 0 ? row(id, "renewed", 1) : row(id, "lost_at_renewal", 1)));
  const csm = exampleLedgerFile.cuts.find(({ name }) => name === "csm");

  test("like a customer is by the label at its first month end", () => {
    expect(customersLike(ledger, rows, [])).toEqual(rows);
    const parts = (csm?.labels ?? []).map(
      (label) => customersLike(ledger, rows, [{ cut: "csm", labels: [label] }]).length,
    );
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(rows.length);
    expect(customersLike(ledger, rows, [{ cut: "csm", labels: csm?.labels ?? [] }])).toEqual(rows);
    expect(() => customersLike(ledger, rows, [{ cut: "colour", labels: [] }])).toThrow("unknown cut");
  });

  test("groups by label are those of the filter by it; two cuts give pairs", () => {
    for (const { labels, rows: own } of byLabelAtFirst(ledger, rows, ["csm"]))
      expect(own).toEqual(customersLike(ledger, rows, [{ cut: "csm", labels }]));
    const names = exampleLedgerFile.cuts.map(({ name }) => name).slice(0, 2);
    const pairs = byLabelAtFirst(ledger, [...rows, row("nobody", "renewed", 1)], names);
    expect(pairs.flatMap(({ rows: own }) => own).length).toBe(rows.length);
    for (const { labels, rows: own } of pairs) {
      const only = names.map((cut, at) => ({ cut, labels: [labels[at] ?? ""] }));
      expect(own).toEqual(customersLike(ledger, rows, only));
    }
    expect(byLabelAtFirst(ledger, [], ["csm"])).toEqual([]);
    expect(() => byLabelAtFirst(ledger, rows, ["colour"])).toThrow("unknown cut");
  });

  test("traits count keepers and leavers once each; who is undecided is in neither", () => {
    const traits = traitsOf(ledger, [...rows, row("nobody", "renewed", 1)]);
    expect(traits.map(({ cut }) => cut).sort()).toEqual(
      exampleLedgerFile.cuts.map(({ name }) => name).sort(),
    );
    for (const { labels } of traits) {
      expect(labels.reduce((sum, { kept, left }) => sum + kept + left, 0)).toBe(rows.length);
    }
    const undecided = rows.map(({ customer_id }) => row(customer_id, "none_due_yet"));
    for (const { labels, test } of traitsOf(ledger, undecided)) expect([labels, test]).toEqual([[], null]);
  });
});
