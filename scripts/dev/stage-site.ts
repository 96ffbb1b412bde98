import { cp, link, mkdir, mkdtemp, open, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { writeOfflineCache } from "../../apps/site/tools/offline-cache.ts";
import { isIgnored, repository } from "./work-for.ts";

const site = join(repository, "apps", "site");
const pages = join(site, "src");

/** The folder a preview reads: the pages, beside them the bundle and one company's data. */
export interface Stage {
  readonly root: string;
  /** Where the data are built; pages see them once they are shown. */
  readonly data: string;
  readonly lib: string;
  /** The preview's settings; `reload` rewrites it. */
  readonly config: string;
  /** Copies a page, or removes one that is no longer there; from its absolute path in apps/site/src. */
  readonly copyPage: (path: string) => Promise<void>;
  /** Shows the pages the data as they now are; open pages see them when they load again. */
  readonly showData: () => Promise<void>;
  /** Makes every open page load again, with the company's name and date as they now are. */
  readonly reload: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** The settings of apps/site, read anew for every number; of one length, so that one write replaces them whole. */
const configText = (turn: number) =>
  `import config from "${pathToFileURL(join(site, "observablehq.config.ts")).href}?turn=${String(turn).padStart(9, "0")}";\nexport default { ...config };\n`;

/** A folder with the files of another, as they are now: what replaces one there later does not touch it. */
async function linkFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    await (entry.isDirectory() ? linkFiles(source, target) : link(source, target));
  }
}

/**
 * Makes a stage in the system's folder for temporary files. `npm run dev` works there and nowhere else: reports that
 * are built meanwhile, and other companies under development, never meet it.
 *
 * The preview watches every data file of an open page, and brings the page up to date for each that is replaced, before it
 * loads again as a whole. So data are built elsewhere, and shown at once by a link to another folder.
 */
export async function stageSite(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "tideline-dev-"));
  const root = join(folder, "src");
  const config = join(folder, "observablehq.config.mjs");
  await mkdir(root);
  for (const name of await readdir(pages)) {
    if (!isIgnored(join(pages, name))) await cp(join(pages, name), join(root, name), { recursive: true });
  }
  await writeOfflineCache(root);
  const data = join(folder, "data");
  const shown: string[] = [];
  let turn = 0;
  await writeFile(config, configText(turn));
  return {
    root,
    data,
    lib: join(root, "lib"),
    config,
    copyPage: async (path) => {
      const target = join(root, relative(pages, path));
      await mkdir(dirname(target), { recursive: true });
      await cp(path, target).catch(() => rm(target, { force: true }));
    },
    showData: async () => {
      const next = join(folder, `shown-${turn}`);
      await linkFiles(data, next);
      await rm(join(root, "data"), { force: true });
      await symlink(next, join(root, "data"), "junction");
      shown.push(next);
      // Pages that have not loaded again yet still look at the last.
      for (const old of shown.splice(0, shown.length - 2)) await rm(old, { recursive: true });
      turn += 1;
    },
    reload: async () => {
      turn += 1;
      const file = await open(config, "r+");
      try {
        await file.write(configText(turn), 0);
      } finally {
        await file.close();
      }
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
