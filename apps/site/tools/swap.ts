import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** The file that marks a folder as written by `buildSite`, so that no other folder is ever replaced. */
export const siteMarker = "tideline-site.json";

/**
 * Says whether `outDir` may be replaced: it does not exist, is empty, or was written by `buildSite`.
 *
 * @throws when it holds anything else
 */
export async function assertReplaceable(outDir: string): Promise<void> {
  const names: string[] = await readdir(outDir).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw new Error(`buildSite: cannot write to ${outDir}, got ${error.code}; choose a folder for the site`);
  });
  if (names.length > 0 && !names.includes(siteMarker)) {
    throw new Error(
      `buildSite: ${outDir} holds files that are not a Tideline site, got "${names[0]}"; choose an empty folder with --out`,
    );
  }
}

/** A fresh folder beside `outDir`, on the same disk, so that the swap is a rename. */
export function buildingDir(outDir: string): string {
  return join(dirname(outDir), `.${basename(outDir)}.building-${process.pid}`);
}

/** Puts `built` in the place of `outDir` by rename and removes what stood there; until then the old one serves. */
export async function swapDir(built: string, outDir: string): Promise<void> {
  await mkdir(dirname(outDir), { recursive: true });
  const old = join(dirname(outDir), `.${basename(outDir)}.old-${process.pid}`);
  if (existsSync(outDir)) await rename(outDir, old);
  await rename(built, outDir);
  await rm(old, { recursive: true, force: true });
}
