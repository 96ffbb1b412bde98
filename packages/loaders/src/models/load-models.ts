import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { lineOf } from "../cuts/cut-faults.ts";
import { loadCuts, wrongCut } from "../cuts/load-cuts.ts";
import { withReaders } from "./all-tables.ts";
import { bracketable } from "./bracketable.ts";
import { loadersFolder } from "./loaders-folder.ts";
import type { Model } from "./model.ts";
import { parseHeader } from "./parse-header.ts";
import { tablesRead } from "./tables-read.ts";
import { assertRepeatable } from "./unrepeatable-word.ts";

const folders: readonly { layer: Model["layer"]; path: string }[] = [
  { layer: "staging", path: "sql/staging" },
  { layer: "ledger", path: "sql/ledger" },
  { layer: "marts", path: "sql/marts" },
  { layer: "checks", path: "sql/checks" },
  { layer: "health", path: "sql/health" },
  { layer: "inputs", path: "health" },
  { layer: "service", path: "sql/service" },
  { layer: "lists", path: "lists" },
];

/**
 * Reads every SQL file of the loaders: its header, and the tables it reads; and every cut, those in `ownCuts` too.
 *
 * @throws Error naming the file when a header or a statement does not parse.
 */
export async function loadModels(
  connection: DuckDBConnection,
  root: string = loadersFolder,
  ownCuts?: string,
): Promise<Model[]> {
  const models: Model[] = [];
  for (const { layer, path } of folders) {
    const names = (await readdir(join(root, path))).filter((name) => name.endsWith(".sql")).sort();
    for (const fileName of names) {
      const file = join(root, path, fileName);
      const shown = relative(root, file);
      const sql = bracketable(await readFile(file, "utf8"));
      if (layer === "lists" || layer === "inputs") await assertRepeatable(connection, shown, sql);
      models.push({
        name: fileName.slice(0, -".sql".length),
        layer,
        file: shown,
        sql,
        ...parseHeader(shown, sql),
        reads: await tablesRead(connection, shown, sql),
      });
    }
  }
  const cuts = await loadCuts(connection, [join(root, "cuts"), ...(ownCuts === undefined ? [] : [ownCuts])]);
  const afterCuts = withReaders(models, ["cut_rows"]);
  return [...models, ...cuts.map((cut) => withoutCircle(cut, afterCuts))];
}

/** A cut that reads what is made of cuts is none. */
function withoutCircle(cut: Model, afterCuts: ReadonlySet<string>): Model {
  const table = cut.reads.find((name) => afterCuts.has(name));
  if (table === undefined) return cut;
  const place = cut.prepare ? cut.file : `${cut.file} line ${lineOf(cut.sql, table)}`;
  return wrongCut(
    cut,
    new Error(`${place}: a cut cannot read what is made of cuts, got ${table}; read what it is made of`),
  );
}
