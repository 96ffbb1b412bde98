import fc from "fast-check";
import type { OracleCompany, OracleInput } from "./oracle/oracle-line.ts";
import { companyArb, merge, type RandomCompany, settingsArb } from "./random-companies.ts";
import { completeCompanyArb, completeSettingsArb } from "./random-complete.ts";

/** Companies of one kind, and the settings that hold for a whole batch of them. */
const kinds = {
  /** Several customers, long stories, nothing that only the complete ledger knows. */
  plain: { company: companyArb, settings: settingsArb },
  /** Few customers, short stories, everything. */
  complete: { company: completeCompanyArb, settings: completeSettingsArb },
} satisfies Record<string, { company: fc.Arbitrary<RandomCompany>; settings: fc.Arbitrary<OracleCompany> }>;

type Kind = keyof typeof kinds;

/** The settings of batch number `at` of a seed. */
export function settingsOf(kind: Kind, seed: number, at: number): OracleCompany {
  const [chosen] = fc.sample(kinds[kind].settings, { seed: seed * 1000 + at, numRuns: 1 });
  if (!chosen) throw new Error("settingsOf: no settings were drawn, got none; fast-check draws one");
  return chosen;
}

/** Batch number `at` of a seed: `size` companies as one data set, so that one build of the SQL covers hundreds. */
export function batchOf(kind: Kind, seed: number, at: number, size: number): OracleInput {
  const companies = fc.sample(kinds[kind].company, { seed: seed * 1000 + at, numRuns: size });
  return { ...merge(companies), company: settingsOf(kind, seed, at) };
}
