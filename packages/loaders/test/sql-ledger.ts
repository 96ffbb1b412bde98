import { ledgerOf } from "../src/ledger-of.ts";
import { type Difference, differences } from "./compare-ledgers.ts";
import type { LedgerTables } from "./fixtures-agree.ts";
import { type OracleLedger, oracleLedger } from "./oracle/oracle-ledger.ts";
import type { OracleInput } from "./oracle/oracle-line.ts";

/** The ledger of the same input by the SQL models. Rows carry the names the oracle uses; `differences` checks them. */
export async function sqlLedger(input: OracleInput): Promise<LedgerTables> {
  const { lines, company, cuts = [], assignments = [] } = input;
  const found = await ledgerOf({ lines, company, cuts, assignments });
  return found as unknown as LedgerTables;
}

const known = new WeakMap<OracleInput, OracleLedger>();

/** The oracle's ledger of this very input, computed once. */
export function oracleOf(input: OracleInput): OracleLedger {
  const ledger = known.get(input) ?? oracleLedger(input);
  known.set(input, ledger);
  return ledger;
}

/** How the oracle and the SQL differ; a build that stops is a difference too. */
export async function compareWithSql(input: OracleInput): Promise<Difference[]> {
  try {
    return differences(oracleOf(input), await sqlLedger(input));
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    return [{ table: "the build", onlyFirst: [], onlySecond: [message] }];
  }
}
