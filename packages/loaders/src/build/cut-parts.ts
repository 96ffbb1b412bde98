import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { LedgerFile } from "@tideline/metrics";
import type { Model } from "../models/model.ts";
import { type CutNotes, cutNotes } from "./cut-notes.ts";
import { healthByCut } from "./health-files.ts";
import { ledgerWithCuts } from "./ledger-cuts.ts";
import { type MartColumns, martColumns } from "./mart-json.ts";
import { writeJson } from "./output-files.ts";
import { cutsOf, npsByCut } from "./write-service-files.ts";

/** A cut as summary.json has it. */
interface SummaryCut {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly is_for_board: boolean;
  readonly unassigned: number;
  readonly labels: readonly string[];
}

/** The files of the site that show cuts, each as it is written. */
export interface CutParts {
  /** One a basis. */
  readonly ledgers: readonly LedgerFile[];
  readonly summary: Readonly<Record<string, unknown>> & { readonly cuts: readonly SummaryCut[] };
  readonly nps: Readonly<Record<string, unknown>>;
  readonly npsRows: Readonly<Record<string, MartColumns>>;
  readonly healthRows: Readonly<Record<string, MartColumns>>;
  /** Balances follow exchange rates: labels then come from a mart. */
  readonly hasFx: boolean;
  readonly isShipped: boolean;
}

/** The cuts of summary.json, with their labels as the ledgers have them: alike on every basis. */
export function summaryCuts(cuts: readonly CutNotes[], ledgers: readonly LedgerFile[]): SummaryCut[] {
  const labels = new Map(ledgers.at(-1)?.cuts.map((cut) => [cut.name, cut.labels]));
  return cuts.map((cut) => ({
    name: cut.name,
    title: cut.title,
    question: cut.question,
    is_for_board: cut.isForBoard,
    unassigned: cut.unassigned,
    labels: labels.get(cut.name) ?? [],
  }));
}

/** What the parts are after some cuts have changed, of which the marts in the connection tell; what else they say stays. */
export async function changeCutParts(
  connection: DuckDBConnection,
  before: CutParts,
  { models, changed }: { models: readonly Model[]; changed: ReadonlySet<string> },
): Promise<CutParts> {
  const cuts = await cutNotes(connection, models);
  const ledgers: LedgerFile[] = [];
  for (const file of before.ledgers) ledgers.push(await ledgerWithCuts(connection, file, { cuts, changed }));
  const byCut = await npsByCut(connection);
  return {
    ...before,
    ledgers,
    summary: { ...before.summary, cuts: summaryCuts(cuts, ledgers) },
    nps: { ...before.nps, cuts: cutsOf(byCut) },
    npsRows: { ...before.npsRows, by_cut: byCut },
    healthRows: { ...before.healthRows, by_cut: await healthByCut(connection) },
  };
}

/** Writes the files that show cuts: ledgers, summary.json, nps.json and what is by cut of NPS, health and the waterfall. */
export async function writeCutParts(
  connection: DuckDBConnection,
  folder: string,
  { ledgers, summary, nps, npsRows, healthRows, hasFx, isShipped }: CutParts,
): Promise<void> {
  for (const file of ledgers) await writeJson(join(folder, `ledger-${file.basis}.json`), file);
  await writeJson(join(folder, "summary.json"), summary);
  await writeJson(join(folder, "nps.json"), nps);
  await writeJson(join(folder, "nps-rows.json"), npsRows);
  await writeJson(join(folder, "health-rows.json"), healthRows);
  // Where rates of each month move balances the browser cannot add them up by label; the mart has.
  const byCut =
    hasFx && isShipped
      ? await martColumns(connection, "waterfall__by_cut", "report_month, basis, cut, label")
      : {};
  await writeJson(join(folder, "waterfall-by-cut.json"), byCut);
}
