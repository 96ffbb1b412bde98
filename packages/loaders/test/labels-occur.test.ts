import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { MOVEMENT_KINDS, MOVEMENT_SIDES } from "@tideline/metrics";
import { beforeAll, describe, expect, test } from "vitest";
import { type LedgerInput, runLedger } from "../src/ledger-of.ts";
import { ancestors } from "../src/models/ancestors.ts";
import { loadModels } from "../src/models/load-models.ts";
import type { Model } from "../src/models/model.ts";
import { aCompany, aLine } from "./a-line.ts";
import { billedCompany } from "./fixtures/billed-company.ts";
import { definitionCases } from "./fixtures/definition-cases.ts";
import { ledgerCases } from "./fixtures/ledger-cases.ts";
import { renewalCases } from "./fixtures/renewal-cases.ts";
import { groupBy } from "./oracle/group-by.ts";

/*
 * Every label of every classification occurs in a fixture: the labels are those the models' own headers accept, so one
 * that can no longer occur fails here, and a new one asks for a fixture.
 */

const rate = (month: string, value: string) => ({ currency: "EUR", month, rate: value });

/** What the worked cases leave out: a renewal signed ahead, an assignment, a pause, exchange rates at month end, invoices. */
const more: LedgerInput[] = [
  {
    company: aCompany({ as_of: "2026-02-28" }),
    lines: [
      aLine({ line_id: "A", monthly_minor: 100_000, start_on: "2025-04-01", end_on: "2026-04-01" }),
      aLine({
        line_id: "B",
        monthly_minor: 120_000,
        start_on: "2026-04-01",
        end_on: "2027-04-01",
        signed_on: "2026-02-05",
        renewal_of: "A",
      }),
    ],
  },
  {
    company: aCompany({ as_of: "2025-12-31" }),
    lines: [
      aLine({ line_id: "A", customer_id: "C1", monthly_minor: 50_000, start_on: "2025-01-01" }),
      aLine({ line_id: "B", customer_id: "C2", monthly_minor: 30_000, start_on: "2025-01-01" }),
      {
        ...aLine({ line_id: "P", customer_id: "C3", monthly_minor: 30_000, start_on: "2025-01-01" }),
        paused_on: "2025-03-10",
        resumes_on: "2025-06-10",
      },
    ],
    assignments: [{ line_id: "B", customer_id: "C1", assigned_on: "2025-07-10" }],
  } as LedgerInput,
  {
    company: {
      ...aCompany({ as_of: "2025-02-28" }),
      month_rates: [rate("2025-01", "1.10"), rate("2025-02", "1.08")],
    },
    lines: [aLine({ line_id: "A", monthly_minor: 50_000, start_on: "2025-01-01", currency: "EUR" })],
  } as LedgerInput,
  billedCompany,
];

/** The worked cases of one setting as one data set: lines under a name of their own. */
const cases: LedgerInput[] = [
  ...groupBy([...ledgerCases, ...definitionCases, ...renewalCases], ({ company }) =>
    JSON.stringify(company),
  ).values(),
].map((group) => ({
  company: (group[0] as (typeof group)[0]).company,
  lines: group.flatMap(({ lines }, at) => {
    const own = (id: string | null) => (id === null ? null : `${at} ${id}`);
    return lines.map((line) => ({
      ...line,
      line_id: `${at} ${line.line_id}`,
      customer_id: `${at} ${line.customer_id}`,
      order_id: own(line.order_id),
      renewal_of: own(line.renewal_of),
      replaces: own(line.replaces),
    }));
  }),
}));

const occasions = ["contracted_step", "initial", "mid_term", "renewal"];
const seen = new Map<string, Set<string>>();
/** Each classification: the table, the column and the labels its header accepts. */
let classifications: { model: string; column: string; values: readonly string[] }[] = [];

/** Those of the ledger: without what stands beside it, and what is made of that. */
const besideLedger: ReadonlySet<Model["layer"]> = new Set(["health", "inputs", "service", "lists"]);
const isOfLedger = (model: Model, models: readonly Model[]) =>
  !ancestors(models, [model.name]).some(({ layer }) => besideLedger.has(layer));

/** Every label each model's header accepts, of those of the ledger. */
async function labelsAccepted(connection: DuckDBConnection): Promise<typeof classifications> {
  const models = await loadModels(connection);
  return models.flatMap((model) =>
    model.checks.flatMap((check) =>
      check.claim === "accepted" && isOfLedger(model, models)
        ? [{ model: model.name, column: check.column, values: check.values }]
        : [],
    ),
  );
}

beforeAll(async () => {
  for (const input of [...cases, ...more]) {
    const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
    const connection = await instance.connect();
    try {
      if (classifications.length === 0) classifications = await labelsAccepted(connection);
      const asked = [...classifications, { model: "movements", column: "occasion" }];
      await runLedger(connection, input, { keep: asked.map(({ model }) => model) });
      for (const { model, column } of asked) {
        const reader = await connection.runAndReadAll(
          `select distinct cast(${column} as varchar) as label from ${model} where ${column} is not null`,
        );
        const labels = seen.get(`${model}.${column}`) ?? new Set();
        for (const [label] of reader.getRows()) labels.add(String(label));
        seen.set(`${model}.${column}`, labels);
      }
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }
}, 300_000);

describe("every label occurs in a fixture", () => {
  test("of every classification a model's header names", () => {
    expect(classifications.length).toBeGreaterThan(10);
    const missing = classifications.flatMap(({ model, column, values }) =>
      values
        .filter((value) => !seen.get(`${model}.${column}`)?.has(value))
        .map((value) => `${model}.${column} ${value}`),
    );
    expect(missing).toEqual([]);
  });

  test("the occasions of movements", () => {
    expect([...(seen.get("movements.occasion") ?? [])].sort()).toEqual(occasions);
  });

  test("the kinds and sides that the browser's ledger knows are those of the models, fx apart", () => {
    const kinds = [...(seen.get("movements.kind") ?? [])].filter((kind) => kind !== "fx");
    expect(kinds.sort()).toEqual([...MOVEMENT_KINDS].sort());
    expect([...(seen.get("movements.side") ?? [])].sort()).toEqual([...MOVEMENT_SIDES].sort());
  });
});
