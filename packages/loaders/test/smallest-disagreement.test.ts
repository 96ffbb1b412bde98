import fc from "fast-check";
import { expect, test } from "vitest";
import { aCompany } from "./a-line.ts";
import { differences } from "./compare-ledgers.ts";
import { oracleLedger } from "./oracle/oracle-ledger.ts";
import type { OracleInput } from "./oracle/oracle-line.ts";
import { companyArb, merge } from "./random-companies.ts";
import { type Compare, describeDisagreement, smallestDisagreement } from "./smallest-disagreement.ts";

const company = aCompany({ exchange_rates: { EUR: "1.1", JPY: "0.007" }, late_renewal_grace_days: 30 });
const input: OracleInput = { ...merge(fc.sample(companyArb, { seed: 3, numRuns: 4 })), company };

/** A second implementation that is wrong in one rule: it books what `spoil` makes of the lines. */
const against =
  (spoil: (wrong: OracleInput) => OracleInput): Compare =>
  async (right) =>
    differences(oracleLedger(right), oracleLedger(spoil(right)));

test("the same ledger has no difference, and nothing to shrink", async () => {
  const same = against((wrong) => wrong);
  expect(await same(input)).toEqual([]);
  expect(await smallestDisagreement(input, same)).toBe(input);
});

test("an implementation that forgets the window is caught on one line", async () => {
  const wrong = against((each) => ({ ...each, company: { ...company, late_renewal_grace_days: 0 } }));
  expect((await wrong(input)).map(({ table }) => table)).toContain("movements");
  const smallest = await smallestDisagreement(input, wrong);
  expect(smallest.lines).toHaveLength(1);
  const printed = describeDisagreement(smallest, await wrong(smallest));
  expect(printed).toContain("movements, only the oracle:");
  expect(printed).toContain(smallest.lines[0]?.line_id);
});

test("an implementation that drops the links of renewals is caught on few lines", async () => {
  const wrong = against((each) => ({
    ...each,
    lines: each.lines.map((line) => ({ ...line, renewal_of: null, replaces: null })),
  }));
  const smallest = await smallestDisagreement(input, wrong);
  expect(smallest.lines.length).toBeLessThanOrEqual(3);
});

test("a ledger that is one cent or one logo off is different", () => {
  const right = oracleLedger(input);
  const cent = {
    ...right,
    movements: right.movements.map((row, at) => (at ? row : { ...row, amount_minor: row.amount_minor + 1 })),
  };
  expect(differences(right, cent).map(({ table }) => table)).toEqual(["movements"]);
  const logo = {
    ...right,
    retention: right.retention.map((row, at) => (at ? row : { ...row, kept_logos: -1 })),
  };
  expect(differences(right, logo).map(({ table }) => table)).toEqual(["retention"]);
  const missing = { ...right, logos: right.logos.slice(1) };
  expect(differences(right, missing).map(({ table }) => table)).toEqual(["logos"]);
});
