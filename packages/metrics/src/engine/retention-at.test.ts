import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { assignedLedgers } from "../testing/assigned-ledger.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { FILTERED, filteredLedger, INSIDE, OUTSIDE } from "./crossed-cut.ts";
import { openLedger } from "./open-ledger.ts";
import { retentionByCut } from "./retention.ts";
import { retentionAt } from "./retention-at.ts";

const plain = ({
  running_kept_minor: _running,
  returned_minor: _returned,
  ...row
}: Record<string, unknown>) => row;

const files = fc
  .tuple(randomLedgerFile, fc.boolean(), fc.integer({ min: 2, max: 12 }))
  .map(([file, isAssigned, month]) =>
    isAssigned && file.customers.id.length > 1 && month < file.months
      ? assignedLedgers(file, month).assigned
      : file,
  );

test("one month is what it is among all months: of all customers, within a filter, where contracts were assigned", () => {
  let assigned = 0;
  fc.assert(
    fc.property(files, fc.constantFrom(1, 3, 12), (file, horizonMonths) => {
      const ledger = openLedger(file);
      assigned += Number(ledger.has_transfers);
      const [name = "", by = name] = file.cuts.map((cut) => cut.name);
      const only = [{ cut: name, labels: file.cuts[0]?.labels.slice(0, 2) ?? [] }];
      const filtered = filteredLedger(ledger, { only, cuts: [by] });
      const filter = filtered.cuts.filter((cut) => cut.name === FILTERED);
      const both = { ...ledger, cuts: [...ledger.cuts, ...filter] };
      const within = { cut: FILTERED, label: INSIDE };
      for (let month = 0; month < file.months; month++) {
        const rowsOf = (all: ReturnType<typeof retentionByCut>) =>
          all
            .filter(({ label }) => label !== OUTSIDE)
            .map(({ label, rows }) => ({ label, row: plain({ ...rows[month] }) }));
        expect(retentionAt(ledger, name, { month, horizonMonths })).toEqual(
          rowsOf(retentionByCut(ledger, name, horizonMonths)),
        );
        expect(retentionAt(both, by, { month, horizonMonths, within })).toEqual(
          rowsOf(retentionByCut(filtered, by, horizonMonths)),
        );
      }
    }),
    { seed: 20261122, numRuns: 80 },
  );
  expect(assigned).toBeGreaterThan(10);
});

test("refuses a month, a cut and a label it does not know", () => {
  const ledger = openLedger(exampleLedgerFile);
  expect(() => retentionAt(ledger, "csm", { month: "2031-01", horizonMonths: 12 })).toThrow("unknown month");
  expect(() => retentionAt(ledger, "colour", { month: 0, horizonMonths: 12 })).toThrow("unknown cut");
  const within = { cut: "csm", label: "Di" };
  expect(() => retentionAt(ledger, "csm", { month: 0, horizonMonths: 12, within })).toThrow("unknown label");
});
