import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type LedgerOutput, ledgerOf } from "../src/ledger-of.ts";
import { loadersFolder } from "../src/models/loaders-folder.ts";
import { type RenewalCase, renewalCases } from "./fixtures/renewal-cases.ts";
import { groupBy } from "./oracle/group-by.ts";
import { merge } from "./random-companies.ts";

type Ledger = Pick<LedgerOutput, "renewals" | "customerClasses">;

/** Cases of one company's settings are one data set; customers carry the number of their case. */
async function builds(): Promise<Map<RenewalCase, { at: string; ledger: Ledger }>> {
  const found = new Map<RenewalCase, { at: string; ledger: Ledger }>();
  for (const group of groupBy(renewalCases, ({ company }) => JSON.stringify(company)).values()) {
    const company = group[0]?.company;
    if (!company) throw new Error("renewal-cases: a group of cases is empty");
    const { lines } = merge(group.map((worked) => ({ lines: worked.lines, cuts: [] })));
    const ledger = await ledgerOf({ lines, company }, ["renewals", "customerClasses"]);
    for (const [at, worked] of group.entries()) {
      found.set(worked, { at: `${String(at).padStart(4, "0")}-`, ledger });
    }
  }
  return found;
}

const ledgers = await builds();

describe("what fell due, and what became of it", () => {
  test.each(renewalCases.map((worked) => ({ name: worked.name, worked })))("$name", ({ worked }) => {
    const { at, ledger } = ledgers.get(worked) ?? { at: "", ledger: null };
    const own = (ledger?.renewals ?? []).filter((row) => String(row.customer_id).startsWith(at));
    const said = own.map((row, place) => ({
      due_on: row.due_on,
      outcome: row.outcome,
      due_minor: row.due_minor,
      renewed_minor: row.renewed_minor,
      counted: row.counted_month === null ? null : String(row.counted_month).slice(0, 7),
      ...(worked.renewals[place]?.ordinal === undefined ? {} : { ordinal: row.ordinal }),
      ...(worked.renewals[place]?.term_months === undefined ? {} : { term_months: row.term_months }),
    }));
    expect(said).toEqual(worked.renewals);
    const [found] = (ledger?.customerClasses ?? []).filter((row) => String(row.customer_id).startsWith(at));
    if (worked.customerClass) expect([found?.class, found?.renewal_number]).toEqual(worked.customerClass);
  });
});

/** The labels that a model's header accepts in a column. */
function acceptedLabels(model: string, column: string): string[] {
  const sql = readFileSync(join(loadersFolder, "sql", "ledger", `${model}.sql`), "utf8");
  const [, labels = ""] = new RegExp(`-- check: accepted\\(${column}, (.*)\\)`).exec(sql) ?? [];
  return labels.split(", ").sort();
}

describe("every label occurs", () => {
  const all = [...new Set([...ledgers.values()].map(({ ledger }) => ledger))];
  const seen = (rows: readonly Record<string, unknown>[], column: string) =>
    [...new Set(rows.map((row) => String(row[column])))].sort();

  test("outcomes of renewals", () => {
    const found = seen(
      all.flatMap((ledger) => ledger.renewals),
      "outcome",
    );
    expect(found).toEqual(acceptedLabels("renewals", "outcome"));
    expect(found).toHaveLength(7);
  });

  test("classes of customers", () => {
    const found = seen(
      all.flatMap((ledger) => ledger.customerClasses),
      "class",
    );
    expect(found).toEqual(acceptedLabels("renewal_classes", "class"));
    expect(found).toHaveLength(7);
  });
});
