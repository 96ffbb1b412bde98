import type { LedgerTables } from "./fixtures-agree.ts";

/** Where two ledgers differ: rows only one of them holds. */
export type Difference = { table: string; onlyFirst: string[]; onlySecond: string[] };

type Row = Record<string, unknown>;

const tables = [
  "movements",
  "logos",
  "waterfall",
  "waterfallByCut",
  "retention",
  "retentionByProduct",
] as const;

const inColumnOrder = (row: Row): string =>
  JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A row of a bridge in which nothing stands and nothing happens: either side may print it or not. */
const isEmpty = (row: Row): boolean =>
  Object.values(row).every((value) => typeof value !== "number" || value === 0);

/** Row by row, all columns: what is in only one of two ledgers. Empty = they agree. */
export function differences(first: LedgerTables, second: LedgerTables): Difference[] {
  const found: Difference[] = [];
  for (const table of tables) {
    const rowsOf = (ledger: LedgerTables): string[] => {
      const rows = ledger[table] as unknown as Row[];
      return rows.filter((row) => table !== "waterfallByCut" || !isEmpty(row)).map(inColumnOrder);
    };
    const [a, b] = [rowsOf(first), rowsOf(second)];
    const [inA, inB] = [new Set(a), new Set(b)];
    const onlyFirst = a.filter((row) => !inB.has(row));
    const onlySecond = b.filter((row) => !inA.has(row));
    if (a.length !== inA.size || b.length !== inB.size)
      onlyFirst.push(`repeated rows: ${a.length}, ${b.length}`);
    if (onlyFirst.length > 0 || onlySecond.length > 0 || a.length !== b.length) {
      found.push({ table, onlyFirst, onlySecond });
    }
  }
  return found;
}
