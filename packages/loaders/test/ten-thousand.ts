import { describe, expect, test } from "vitest";
import { differences } from "./compare-ledgers.ts";
import type { LedgerTables } from "./fixtures-agree.ts";
import { expectLaws, ofBasis } from "./ledger-laws.ts";
import { oracleLedger } from "./oracle/oracle-ledger.ts";
import { type Basis, bases, type OracleInput } from "./oracle/oracle-line.ts";
import { batchOf, settingsOf } from "./random-batches.ts";
import { type Compare, describeDisagreement, smallestDisagreement } from "./smallest-disagreement.ts";
import { sqlLedger } from "./sql-ledger.ts";

/*
 * Ten thousand companies with everything the ledger knows, in batches of five hundred: a batch is one data set and one
 * build, and its settings hold for all of it. On each batch and both bases the SQL agrees with a second implementation
 * that shares nothing with it, row by row; the laws of the ledger hold of what the SQL says; and because the SQL is given
 * all rows backwards, their order changes nothing. More companies: run-longer.ts.
 */

const seed = 2025;
const [batches, size] = [20, 500];

const backwards = ({ lines, cuts = [], assignments = [], company }: OracleInput): OracleInput => ({
  company,
  lines: [...lines].reverse(),
  cuts: [...cuts].reverse(),
  assignments: [...assignments].reverse(),
});

const compareBackwards: Compare = async (input) =>
  differences(oracleLedger(input), await sqlLedger(backwards(input)));

/** Tests the batches of one of two files, which run side by side: `half` is 0 or 1. */
export function testHalf(half: 0 | 1): void {
  const seen = new Seen();
  const own = Array.from({ length: batches / 2 }, (_, at) => (half * batches) / 2 + at);

  describe("the oracle agrees with the SQL on 500 companies, and the laws hold", () => {
    test.each(own.map((at) => ({ at, ...settingsOf("complete", seed, at) })))(
      "batch $at: as_of $as_of, from $history_from, grace $late_renewal_grace_days, netting $netting, in $currency",
      { timeout: 600_000 },
      async ({ at }) => {
        const input = batchOf("complete", seed, at, size);
        const [oracle, sql] = [oracleLedger(input), await sqlLedger(backwards(input))];
        if (differences(oracle, sql).length > 0) {
          const smallest = await smallestDisagreement(input, compareBackwards);
          expect.fail(describeDisagreement(smallest, await compareBackwards(smallest)));
        }
        expectLaws(sql, input.company);
        seen.add(input, sql);
      },
    );
  });

  describe("these companies reach", () => {
    test.each(bases)("every kind, side, occasion and reason: %s", (basis) => {
      const withdrawn = basis === "committed" ? ["notice withdrawn"] : [];
      expect(seen.labels(basis)).toEqual({
        kind: [
          "add_on",
          "archive",
          "churn",
          "downgrade",
          "fx",
          "new",
          "product_churn",
          "reactivation",
          "transfer",
          "upgrade",
        ],
        side: ["contraction", "expansion", "none", "swap"],
        occasion: ["contracted_step", "initial", "mid_term", "null", "renewal"],
        reason: ["acquired", "budget", ...withdrawn, "null", "paused", "unknown"],
        category: ["company", "null", "price"],
        currency: ["EUR", "JPY", "USD"],
      });
    });

    test.each(bases)("rows that are rare: %s", (basis) => {
      expect(seen.rare(basis)).toEqual(rareRows(basis));
    });

    test("both policies of netting and of exchange rates, strict and long grace, a later history", () => {
      expect(seen.settings()).toEqual(allSettings);
    });
  });
}

const columns = ["kind", "side", "occasion", "reason", "category", "currency"] as const;

const rareOf: Record<string, (ledger: LedgerTables) => boolean> = {
  "parts change, the sum does not": ({ movements }) =>
    movements.some((row) => row.amount_minor === 0 && row.quantity_minor !== 0),
  "a list part": ({ movements }) => movements.some((row) => (row.list_minor ?? 0) !== 0),
  "several reasons": ({ movements }) => movements.some((row) => row.reasons !== null),
  "a reactivation while the customer stays": ({ movements, logos }) => {
    const back = new Set(logos.map((row) => `${row.customer_id} ${row.report_month} ${row.kind}`));
    return movements.some(
      (row) =>
        row.kind === "reactivation" && !back.has(`${row.customer_id} ${row.report_month} reactivation`),
    );
  },
  "a notice taken back beside an upgrade of one product": ({ movements }) => {
    const keyOf = (row: (typeof movements)[number]) =>
      [row.report_month, row.customer_id, row.product, row.currency].join(" ");
    const upgrades = new Set(movements.filter((row) => row.kind === "upgrade").map(keyOf));
    return movements.some(
      (row) => row.kind === "reactivation" && row.reason === "notice withdrawn" && upgrades.has(keyOf(row)),
    );
  },
  "archived to gone": ({ logos }) => logos.some((row) => row.active_delta === 0 && row.archived_delta === -1),
  "archived to active": ({ logos }) =>
    logos.some((row) => row.active_delta === 1 && row.archived_delta === -1),
  "new and archived at once": ({ logos }) =>
    logos.some((row) => row.kind === "new" && row.archived_delta === 1),
  "a logo that comes with a contract": ({ logos }) => logos.some((row) => row.merged_delta === 1),
  "a logo that goes with a contract": ({ logos }) => logos.some((row) => row.merged_delta === -1),
  "an archived logo that comes or goes": ({ logos }) => logos.some((row) => row.merged_archived_delta !== 0),
};

/** On live no notice counts, so none is taken back. */
const rareRows = (basis: Basis): string[] =>
  Object.keys(rareOf).filter((name) => basis === "committed" || !name.startsWith("a notice taken back"));

const allSettings = [
  "constant rates",
  "history from a month",
  "long grace",
  "netting customer",
  "netting product",
  "rates by month",
  "strict grace",
];

/** What the batches of a file have shown so far: no rows are kept. */
class Seen {
  readonly #labels = new Set<string>();
  readonly #settings = new Set<string>();

  add({ company }: OracleInput, ledger: LedgerTables): void {
    this.#settings.add(`netting ${company.netting}`);
    this.#settings.add(company.month_rates ? "rates by month" : "constant rates");
    if (company.history_from) this.#settings.add("history from a month");
    if (company.late_renewal_grace_days <= 5) this.#settings.add("strict grace");
    if (company.late_renewal_grace_days >= 60) this.#settings.add("long grace");
    for (const basis of bases) {
      const own = {
        ...ledger,
        movements: ofBasis(ledger.movements, basis),
        logos: ofBasis(ledger.logos, basis),
      };
      for (const column of columns)
        for (const row of own.movements) this.#labels.add(`${basis}\n${column}\n${row[column]}`);
      for (const [name, isIn] of Object.entries(rareOf))
        if (isIn(own)) this.#labels.add(`${basis}\nrare\n${name}`);
    }
  }

  #of(basis: Basis, column: string): string[] {
    return [...this.#labels].flatMap((label) => {
      const [of, name, value = ""] = label.split("\n");
      return of === basis && name === column ? [value] : [];
    });
  }

  labels(basis: Basis): Record<string, string[]> {
    return Object.fromEntries(columns.map((column) => [column, this.#of(basis, column).sort()]));
  }

  rare(basis: Basis): string[] {
    const found = new Set(this.#of(basis, "rare"));
    return Object.keys(rareOf).filter((name) => found.has(name));
  }

  settings(): string[] {
    return [...this.#settings].sort();
  }
}
