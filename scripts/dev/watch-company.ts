import { join, relative, resolve, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { folderOfPattern } from "../../packages/loaders/src/company/find-files.ts";
import { loadCompany } from "../../packages/loaders/src/company/load-company.ts";
import { isCutFile, ownCutsFolder } from "../../packages/loaders/src/cuts/load-cuts.ts";

interface Sources {
  /** Absolute paths of company.json and of every export it names. */
  readonly files: ReadonlySet<string>;
  /** The folders its patterns look into, each with how many folders below it they reach. */
  readonly folders: ReadonlyMap<string, number>;
}

const anyDepth = 20;

function sourcesOf(folder: string): Sources | null {
  try {
    const company = loadCompany(folder);
    const folders = new Map<string, number>();
    for (const { settings } of company.sources) {
      const base = folderOfPattern(company.folder, settings.file);
      const below = relative(base, resolve(company.folder, settings.file)).split(sep);
      const depth = below.includes("**") ? anyDepth : below.length - 1;
      folders.set(base, Math.max(depth, folders.get(base) ?? 0));
    }
    const files = company.sources.flatMap((source) => source.files.map(({ path }) => path));
    return { files: new Set([join(company.folder, "company.json"), ...files]), folders };
  } catch {
    return null;
  }
}

const same = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) =>
  a.size === b.size && [...a].every(([folder, depth]) => b.get(folder) === depth);

/**
 * Watches a company: company.json, its own cuts, every export it names, and files that come to match its patterns. Where it names
 * other exports than before, those are watched from then on; while it cannot be read, the last ones are.
 *
 * @param folder the folder that holds company.json
 * @param onChange told the path of each changed file, relative to the folder or absolute outside it, and what it asks for
 * @returns what ends it
 */
export function watchCompany(
  folder: string,
  onChange: (file: string, work: "data" | "models") => void,
): () => Promise<void> {
  const root = resolve(folder);
  const ownCuts = ownCutsFolder(root);
  const file = join(root, "company.json");
  let sources: Sources = {
    files: new Set([file]),
    folders: new Map([[root, 2]]),
  };
  let watchers: FSWatcher[] = [];
  const isMade = (path: string) =>
    path.startsWith(root + sep) &&
    /^(build|node_modules|\..*)$/.test(relative(root, path).split(sep)[0] ?? "");
  const open = (path: string, depth: number) =>
    watch(path, { ignoreInitial: true, depth, ignored: isMade }).on("all", (_event, changed) =>
      seen(changed),
    );
  const follow = (folders: ReadonlyMap<string, number>) => {
    for (const watcher of watchers) void watcher.close();
    watchers = [...folders].map(([path, depth]) => open(path, depth));
  };
  const seen = (path: string) => {
    const known = sources;
    const found = sourcesOf(root);
    if (found) {
      sources = found;
      if (!same(known.folders, found.folders)) follow(found.folders);
    }
    const isOurs = known.files.has(path) || (found ? found.files.has(path) : known.files.size === 1);
    if (!isOurs) return;
    const name = relative(root, path);
    onChange(name.startsWith("..") ? path : name.split(sep).join("/"), "data");
  };
  // The folder of cuts may come later, so it is watched from above; nothing else there is.
  const isOther = (path: string) => path !== root && path !== ownCuts && !path.startsWith(ownCuts + sep);
  const cuts = watch(root, { ignoreInitial: true, depth: 1, ignored: isOther }).on("all", (_event, path) => {
    const name = relative(ownCuts, path);
    if (isCutFile(name) && !name.includes(sep)) onChange(`cuts/${name}`, "models");
  });
  const settings = open(file, 0);
  sources = sourcesOf(root) ?? sources;
  follow(sources.folders);
  return async () => {
    await Promise.all([settings, cuts, ...watchers].map((watcher) => watcher.close()));
  };
}
