import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { loadCompany } from "../company/load-company.ts";
import { isCutFile, ownCutsFolder } from "../cuts/load-cuts.ts";
import { loadersFolder } from "../models/loaders-folder.ts";

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function hashTree(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && /\.(sql|ts)$/.test(entry.name) && !entry.name.endsWith(".test.ts"),
  );
  const hash = createHash("sha256");
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(relative(folder, path)).update(await hashFile(path));
  }
  return hash.digest("hex");
}

/**
 * One string that changes when anything a company's numbers depend on changes: company.json, every export and its own cuts.
 * A folder outside the repository is invisible to the task runner; this is how it sees it.
 */
export async function companyFingerprint(folder: string): Promise<string> {
  const company = loadCompany(folder);
  const hash = createHash("sha256").update(await readFile(join(company.folder, "company.json")));
  for (const source of company.sources) {
    for (const file of source.files) hash.update(file.file).update(await hashFile(file.path));
  }
  const cuts = ownCutsFolder(company.folder);
  for (const name of (await readdir(cuts).catch(() => [])).filter(isCutFile).sort()) {
    hash.update(name).update(await hashFile(join(cuts, name)));
  }
  return hash.digest("hex").slice(0, 32);
}

/** The same, with the loaders' own SQL and code: what decides whether written marts are still right. */
export async function buildFingerprint(folder: string): Promise<string> {
  const parts = await Promise.all([
    companyFingerprint(folder),
    ...["sql", "cuts", "health", "lists", "sources", "src"].map((name) =>
      hashTree(join(loadersFolder, name)),
    ),
  ]);
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}
