import type { DuckDBConnection } from "@duckdb/node-api";
import type { Model } from "../models/model.ts";
import { CutFailed, columnFault, cutFault, cutRowFaults } from "./cut-faults.ts";

/** How the table of all cuts' rows is made. */
export interface CutRowsOptions {
  /** Makes the table `cut_rows` of these cuts; gives how many rows it has. */
  readonly build: (cuts: readonly Model[]) => Promise<number>;
  /** Cuts with more rows than this are not held to one label a month. */
  readonly upTo: number;
}

/**
 * Makes `cut_rows` of every cut that can be used, and says what is wrong with each of the others: of one whose file is
 * none, one that does not run, one whose rows do not hold.
 *
 * @returns how many rows the table has, and the faults in the order of the cuts
 * @throws what `build` throws where no cut alone is at fault
 */
export async function makeCutRows(
  connection: DuckDBConnection,
  cuts: readonly Model[],
  { build, upTo }: CutRowsOptions,
): Promise<{ rows: number; faults: CutFailed[] }> {
  const faults: CutFailed[] = [];
  let usable: Model[] = [];
  for (const cut of cuts) {
    try {
      if (cut.fault) throw cut.fault;
      await cut.prepare?.(connection);
      const fault = await columnFault(connection, cut);
      if (fault) faults.push(fault);
      else usable.push(cut);
    } catch (cause) {
      faults.push(new CutFailed(cut, cause instanceof Error ? cause.message : String(cause), cause));
    }
  }
  const fit = async (cause: unknown): Promise<number> => {
    const running: Model[] = [];
    for (const cut of usable) {
      const fault = await cutFault(connection, cut);
      if (fault) faults.push(fault);
      else running.push(cut);
    }
    if (running.length === usable.length) throw cause;
    usable = running;
    return build(usable);
  };
  // All are one statement: which of them makes it fail is asked only where it does.
  const rows = await build(usable).catch(fit);
  const wrong = await cutRowFaults(connection, usable, upTo);
  if (wrong.length > 0) {
    const names = wrong.map(({ cut }) => `'${cut}'`).join(", ");
    await connection.run(`delete from cut_rows where cut in (${names})`);
  }
  const place = new Map(cuts.map(({ name }, at) => [name, at]));
  const inOrder = (a: CutFailed, b: CutFailed) => (place.get(a.cut) ?? 0) - (place.get(b.cut) ?? 0);
  return { rows, faults: [...faults, ...wrong].sort(inOrder) };
}
