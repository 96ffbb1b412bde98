import { readdir, readFile } from "node:fs/promises";
import { basename, join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { bracketable } from "../models/bracketable.ts";
import type { Model } from "../models/model.ts";
import { parseHeader } from "../models/parse-header.ts";
import { tablesRead } from "../models/tables-read.ts";
import { assertRepeatable } from "../models/unrepeatable-word.ts";
import { cutHeader, lineOfKey } from "./cut-header.ts";
import { readScriptCut } from "./script-cut.ts";

/** Whether a name in a folder of cuts is that of a cut. */
export const isCutFile = (name: string) => /\.(sql|ts)$/.test(name) && !/\.(test|d)\.ts$/.test(name);

/** The folder of a company's own cuts. */
export const ownCutsFolder = (company: string) => join(company, "cuts");

/** A file in a folder of cuts. */
interface CutFile {
  readonly folder: string;
  readonly fileName: string;
  /** As messages name it. */
  readonly file: string;
  readonly name: string;
}

async function readCut(
  connection: DuckDBConnection,
  { folder, fileName, file, name }: CutFile,
  twin: Model | undefined,
): Promise<Model> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error(
      `${file}: a cut's file is named in small letters, digits and "_", got "${fileName}"; rename it`,
    );
  }
  if (twin)
    throw new Error(`${file}: two cuts have one name, got ${twin.file} beside it; rename one of them`);
  const path = join(folder, fileName);
  if (fileName.endsWith(".ts")) return readScriptCut(path, { name, file });
  const sql = bracketable(await readFile(path, "utf8"));
  const reads = await tablesRead(connection, file, sql);
  await assertRepeatable(connection, file, sql);
  return { name, layer: "cuts", file, sql, ...parseHeader(file, sql), reads };
}

/** What stands for a file that is no cut: it says why once the cuts are run. */
export function wrongCut({ name, file }: Pick<CutFile, "name" | "file">, cause: unknown): Model {
  return {
    name,
    layer: "cuts",
    file,
    sql: "",
    about: "",
    grain: [],
    columns: new Map(),
    checks: [],
    notes: new Map(),
    reads: [],
    fault: cause instanceof Error ? cause : new Error(String(cause)),
  };
}

/**
 * The cuts of the house and those of a company, by name: a file of the company's of the same name takes the place of the
 * house's. A folder that is not there holds none.
 *
 * A file whose name, header or statement is not a cut's, and the second of two of one name, has its `fault`, which names
 * the file; so all that is wrong in all cuts is told at once.
 */
export async function loadCuts(connection: DuckDBConnection, folders: readonly string[]): Promise<Model[]> {
  const cuts = new Map<string, Model>();
  for (const folder of folders) {
    const names = (await readdir(folder).catch(() => [])).filter(isCutFile).sort();
    const own = new Map<string, Model>();
    for (const fileName of names) {
      const of = { folder, fileName, file: `${basename(folder)}/${fileName}`, name: parse(fileName).name };
      try {
        const cut = await readCut(connection, of, own.get(of.name));
        cutHeader(cut);
        own.set(of.name, cut);
      } catch (cause) {
        own.set(of.name, wrongCut(of, cause));
      }
    }
    for (const [name, cut] of own) cuts.set(name, cut);
  }
  return withOwnTitles([...cuts.values()]).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of cuts with one title, which a reader could not tell apart, the later ones are wrong. */
function withOwnTitles(cuts: readonly Model[]): Model[] {
  const titled = new Map<string, Model>();
  return cuts.map((cut) => {
    if (cut.fault) return cut;
    const { title } = cutHeader(cut);
    const twin = titled.get(title);
    titled.set(title, twin ?? cut);
    if (!twin) return cut;
    const place = cut.prepare ? cut.file : `${cut.file} line ${lineOfKey(cut.sql, "title")}`;
    return wrongCut(
      cut,
      new Error(
        `${place}: two cuts have one title, got "${title}", which ${twin.file} has; give this one another`,
      ),
    );
  });
}
