import { rmSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Removes what builds of the same folder left that were killed before they could tidy up. */
async function removeLeftovers(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split("-")[0]) : Number.NaN;
    if (Number.isInteger(pid) && !isRunning(pid))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

const inUse = new Set<string>();
let made = 0;

/** Removes the work folders of builds still running: the last thing to do before the process is stopped. */
export function removeWorkFolders(): void {
  for (const folder of inUse) rmSync(folder, { recursive: true, force: true });
}
process.once("exit", removeWorkFolders);

/**
 * Runs `work` with an empty folder beside `target`, on the same disk, so that what it makes is put in place by rename.
 * The folder is gone afterwards, whatever happens: at an error, at the end of the process, or when the next build of
 * the same target finds what a killed one left.
 *
 * @param target the folder to be made, absolute; its parent is made if it is not there
 */
export async function withWorkFolder<Result>(
  target: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const parent = dirname(target);
  const prefix = `.${basename(target)}.building-`;
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent, prefix);
  made += 1;
  const folder = join(parent, `${prefix}${process.pid}-${made}`);
  inUse.add(folder);
  try {
    await mkdir(folder);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    inUse.delete(folder);
  }
}
