import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { sideBySide } from "./side-by-side.ts";

/** Folders whose files come and go with what is built, and what a file of ours is called there. */
const ours = [
  ["marts", /\.parquet$/],
  ["customers", /^\d{4}\.json$/],
] as const;

/**
 * Puts every file of a finished folder in place of those in `out`: unchanged files stay as they are, changed ones are
 * replaced by rename; of marts and customers' files, where some were made, those no longer there are removed. What else lies in `out` (a site, a file of yours) stays.
 * Called only when everything has been built.
 */
export async function publishFolder(finished: string, out: string): Promise<void> {
  const files = async (folder: string) =>
    (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  const fresh = await files(finished);
  await sideBySide(fresh, async (name) => {
    const [before, after] = await Promise.all([
      readFile(join(out, name)).catch(() => null),
      readFile(join(finished, name)),
    ]);
    if (before?.equals(after)) return;
    await mkdir(dirname(join(out, name)), { recursive: true });
    await rename(join(finished, name), join(out, name));
  });
  const isFresh = new Set(fresh);
  for (const [folder, isOurs] of ours) {
    if (!fresh.some((name) => name.startsWith(join(folder, sep)))) continue;
    for (const name of await files(join(out, folder))) {
      if (isOurs.test(name) && !isFresh.has(join(folder, name))) await rm(join(out, folder, name));
    }
  }
  await rm(finished, { recursive: true, force: true });
}

/** Writes JSON in one line with a newline at the end; keys keep the order given, so equal values are equal bytes. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(value)}\n`);
}
