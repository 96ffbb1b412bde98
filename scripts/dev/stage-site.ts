import { cp, mkdir, mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
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
  readonly data: string;
  readonly lib: string;
  /** The preview's settings; `reload` rewrites it. */
  readonly config: string;
  /** Copies a page, or removes one that is no longer there; from its absolute path in apps/site/src. */
  readonly copyPage: (path: string) => Promise<void>;
  /** Makes every open page load again, with the company's name and date as they now are. */
  readonly reload: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** The settings of apps/site, read anew for every number; of one length, so that one write replaces them whole. */
const configText = (turn: number) =>
  `import config from "${pathToFileURL(join(site, "observablehq.config.ts")).href}?turn=${String(turn).padStart(9, "0")}";\nexport default { ...config };\n`;

/**
 * Makes a stage in the system's folder for temporary files. `npm run dev` works there and nowhere else: reports that
 * are built meanwhile, and other companies under development, never meet it.
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
  let turn = 0;
  await writeFile(config, configText(turn));
  return {
    root,
    data: join(root, "data"),
    lib: join(root, "lib"),
    config,
    copyPage: async (path) => {
      const target = join(root, relative(pages, path));
      await mkdir(dirname(target), { recursive: true });
      await cp(path, target).catch(() => rm(target, { force: true }));
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
