import { readdir, readFile } from "node:fs/promises";
import { basename, join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { bracketable } from "../models/bracketable.ts";
import type { Model } from "../models/model.ts";
import { parseHeader } from "../models/parse-header.ts";
import { tablesRead } from "../models/tables-read.ts";
import { cutHeader } from "./cut-header.ts";
import { readScriptCut } from "./script-cut.ts";

/** Whether a name in a folder of cuts is that of a cut. */
export const isCutFile = (name: string) => /\.(sql|ts)$/.test(name) && !/\.(test|d)\.ts$/.test(name);

/** The folder of a company's own cuts. */
export const ownCutsFolder = (company: string) => join(company, "cuts");

async function readCut(connection: DuckDBConnection, folder: string, fileName: string): Promise<Model> {
  const { name, ext } = parse(fileName);
  const file = `${basename(folder)}/${fileName}`;
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error(
      `${file}: a cut's file is named in small letters, digits and "_", got "${fileName}"; rename it`,
    );
  }
  const path = join(folder, fileName);
  if (ext === ".ts") return readScriptCut(path, { name, file });
  const sql = bracketable(await readFile(path, "utf8"));
  const reads = await tablesRead(connection, file, sql);
  return { name, layer: "cuts", file, sql, ...parseHeader(file, sql), reads };
}

/**
 * The cuts of the house and those of a company, by name: a file of the company's of the same name takes the place of the
 * house's. A folder that is not there holds none.
 *
 * @throws Error naming the file when its name, its header or its statement is not a cut's, or two files have one name
 */
export async function loadCuts(connection: DuckDBConnection, folders: readonly string[]): Promise<Model[]> {
  const cuts = new Map<string, Model>();
  for (const folder of folders) {
    const names = (await readdir(folder).catch(() => [])).filter(isCutFile).sort();
    const own = new Map<string, Model>();
    for (const fileName of names) {
      const cut = await readCut(connection, folder, fileName);
      const twin = own.get(cut.name);
      if (twin) {
        throw new Error(
          `${cut.file}: two cuts have one name, got ${twin.file} beside it; rename one of them`,
        );
      }
      cutHeader(cut);
      own.set(cut.name, cut);
    }
    for (const [name, cut] of own) cuts.set(name, cut);
  }
  return [...cuts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
