import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { loadCuts } from "../cuts/load-cuts.ts";
import { bracketable } from "./bracketable.ts";
import { loadersFolder } from "./loaders-folder.ts";
import type { Model } from "./model.ts";
import { parseHeader } from "./parse-header.ts";
import { tablesRead } from "./tables-read.ts";

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
  return [...models, ...cuts];
}
