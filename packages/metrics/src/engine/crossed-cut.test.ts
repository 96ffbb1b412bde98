import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { cohorts } from "./cohorts.ts";
import {
  type CutFilter,
  crossedCut,
  crossedParts,
  FILTERED,
  filteredLedger,
  INSIDE,
  OUTSIDE,
} from "./crossed-cut.ts";
import { openLedger } from "./open-ledger.ts";
import { retention, retentionByCut } from "./retention.ts";
import { waterfall } from "./waterfall.ts";
import { waterfallByCut } from "./waterfall-by-cut.ts";

/** The label of every customer at every month, by plain loops over the file. */
function labelsOf(file: LedgerFile, name: string): string[][] {
  const cut = file.cuts.find((one) => one.name === name) as LedgerFile["cuts"][number];
  return file.customers.id.map((_, customer) =>
    Array.from({ length: Math.max(file.months, 1) }, (_month, month) => {
      const rows = cut.customer.flatMap((one, row) =>
        one === customer && (cut.month[row] as number) <= month ? [row] : [],
      );
      rows.sort((a, b) => (cut.month[a] as number) - (cut.month[b] as number));
      return cut.labels[cut.label[rows.at(-1) as number] as number] as string;
    }),
  );
}

/** The file with one more cut, a row for every customer and month. */
function withCut(file: LedgerFile, name: string, labels: readonly string[][]): LedgerFile {
  const rows = labels.flatMap((own, customer) => own.map((label, month) => ({ customer, month, label })));
  const names = [...new Set(rows.map(({ label }) => label))];
  const cut = {
    name,
    title: name,
    labels: names,
    customer: rows.map(({ customer }) => customer),
    month: rows.map(({ month }) => month),
    label: rows.map(({ label }) => names.indexOf(label)),
  };
  return { ...file, cuts: [...file.cuts, cut] };
}

const filters = fc.record({
  csm: fc.subarray(["Ann", "Bo", "Cy"], { minLength: 1 }),
  region: fc.option(fc.constantFrom("North", "South")),
});
const runs = { seed: 20261122, numRuns: 100 };

const strip = (rows: readonly object[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value === "number")));

describe("on random ledgers a filter and a second cut are the cut of plain loops", () => {
  test("waterfall, retention and cohorts of who passes, in all and label by label", () => {
    fc.assert(
      fc.property(randomLedgerFile, filters, (file, { csm, region }) => {
        const only: CutFilter[] = [{ cut: "csm", labels: csm }];
        if (region !== null) only.push({ cut: "region", labels: [region] });
        const [csms, regions] = [labelsOf(file, "csm"), labelsOf(file, "region")];
        const passes = (customer: number, month: number) =>
          csm.includes(csms[customer]?.[month] as string) &&
          (region === null || regions[customer]?.[month] === region);
        const slow = (by: string[][] | null) =>
          csms.map((months, customer) =>
            months.map((_, month) =>
              passes(customer, month) ? (by === null ? "in" : (by[customer]?.[month] as string)) : "out",
            ),
          );
        const all = openLedger(withCut(withCut(file, "in", slow(null)), "csm in", slow(csms)));
        const filtered = filteredLedger(openLedger(file), { only, cuts: ["csm"] });
        const inside = { cut: FILTERED, label: INSIDE };
        if (all.cuts.some(({ name, labels }) => name === "in" && labels.includes("in"))) {
          expect(strip(waterfall(filtered, inside))).toEqual(
            strip(waterfall(all, { cut: "in", label: "in" })),
          );
          expect(retention(filtered, { horizonMonths: 3, ...inside })).toEqual(
            retention(all, { horizonMonths: 3, cut: "in", label: "in" }),
          );
          expect(cohorts(filtered, { by: "quarter", ...inside }).rows).toEqual(
            cohorts(all, { by: "quarter", cut: "in", label: "in" }).rows,
          );
        }
        const bySlow = new Map(waterfallByCut(all, "csm in").map(({ label, rows }) => [label, strip(rows)]));
        for (const { label, rows } of waterfallByCut(filtered, "csm"))
          if (label !== OUTSIDE && bySlow.has(label)) expect(strip(rows)).toEqual(bySlow.get(label));
        const keptSlow = new Map(retentionByCut(all, "csm in", 3).map(({ label, rows }) => [label, rows]));
        for (const { label, rows } of retentionByCut(filtered, "csm", 3))
          if (label !== OUTSIDE && keptSlow.has(label)) expect(rows).toEqual(keptSlow.get(label));
        const again = filteredLedger(openLedger(file), { only, cuts: [] });
        expect(waterfall(filtered, inside)).toEqual(waterfall(again, inside));
        retentionByCut(filtered, "csm", 6);
        expect(retention(filtered, { horizonMonths: 6, ...inside })).toEqual(
          retention(again, { horizonMonths: 6, ...inside }),
        );
        const insiders = csms.flatMap((months, customer) =>
          months.some((_, month) => passes(customer, month)) ? [customer] : [],
        );
        for (const { inside } of filtered.cuts) expect([...(inside ?? [])]).toEqual(insiders);
      }),
      runs,
    );
  });

  test("two cuts at once: the pairs that occur, which add up to the first cut", () => {
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        const pairs = crossedCut(ledger, { name: "pairs", by: ["region", "csm"] });
        const [csms, regions] = [labelsOf(file, "csm"), labelsOf(file, "region")];
        const joined = csms.map((months, customer) =>
          months.map((csm, month) => `${regions[customer]?.[month]}/${csm}`),
        );
        const slow = openLedger(withCut(file, "pairs", joined));
        const rows = new Map(waterfallByCut(slow, "pairs").map((one) => [one.label, strip(one.rows)]));
        const crossed = waterfallByCut({ ...ledger, cuts: [pairs] }, "pairs");
        expect(crossed.map(({ label }) => crossedParts(label).join("/")).sort()).toEqual(
          [...rows.keys()].sort(),
        );
        for (const one of crossed)
          expect(strip(one.rows)).toEqual(rows.get(crossedParts(one.label).join("/")));
      }),
      runs,
    );
  });
});

test("labels keep the order of the first cut, then of the second; outside comes last", () => {
  const ledger = openLedger(exampleLedgerFile);
  const twice = crossedCut(ledger, { name: "x", by: ["csm", "csm"], only: [{ cut: "csm", labels: ["Bo"] }] });
  expect(twice.labels.slice(0, -1).map(crossedParts)).toEqual([["Bo", "Bo"]]);
  expect([twice.title, twice.labels.at(-1)]).toEqual(["CSM × CSM", OUTSIDE]);
});

test("a filter nobody passes leaves zeros", () => {
  const file = {
    ...exampleLedgerFile,
    cuts: exampleLedgerFile.cuts.map((cut) => ({ ...cut, labels: ["Ann", "Bo", "Cy"] })),
  };
  const filtered = filteredLedger(openLedger(file), {
    only: [{ cut: "csm", labels: ["Cy"] }],
    cuts: ["csm"],
  });
  const rows = waterfall(filtered, { cut: FILTERED, label: INSIDE });
  expect(rows.map(({ closing_minor }) => closing_minor)).toEqual(rows.map(() => 0));
});

test.each([
  [{ name: "x", by: ["colour"] }, 'ledger: unknown cut, got "colour"; use one of csm'],
  [
    { name: "x", by: [], only: [{ cut: "csm", labels: ["Di"] }] },
    'ledger: unknown label of cut csm, got "Di"; use one of Ann, Bo',
  ],
])("refuses %o", (options, message) => {
  expect(() => crossedCut(openLedger(exampleLedgerFile), options)).toThrow(message);
});
