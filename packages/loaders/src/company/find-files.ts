import { readdirSync, statSync } from "node:fs";
import { isAbsolute, join, sep } from "node:path";

/**
 * Which files does a pattern of the company file name?
 *
 * `*` is any run of characters of one name, `?` one character, `**` any folders. A pattern that is the name of
 * an existing file is that file, whatever its characters.
 * @param folder where a relative pattern starts
 * @returns absolute paths, in the order of their characters; empty when nothing matches
 * @example
 * findFiles(root, "exports/*.csv"); // [`${root}/exports/a.csv`, `${root}/exports/b.csv`]
 */
export function findFiles(folder: string, pattern: string): string[] {
  const exact = isAbsolute(pattern) ? pattern : join(folder, pattern);
  if (isFile(exact)) return [exact];
  const root = isAbsolute(pattern) ? sep : folder;
  const segments = pattern.split(/[/\\]/).filter((segment) => segment !== "" && segment !== ".");
  return [...new Set(walk(root, segments))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The folder a pattern looks into: its part before the first wildcard, as far as it exists. */
export function folderOfPattern(folder: string, pattern: string): string {
  let at = isAbsolute(pattern) ? sep : folder;
  for (const segment of pattern.split(/[/\\]/).slice(0, -1)) {
    if (/[*?]/.test(segment)) break;
    const next = join(at, segment);
    if (!isFolder(next)) break;
    at = next;
  }
  return at;
}

/** Names in a folder, in the order of their characters, folders with a trailing slash. */
export function namesIn(folder: string): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort();
}

function walk(at: string, segments: readonly string[]): string[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return isFile(at) ? [at] : [];
  if (segment === "**") {
    const below = namesIn(at).filter((name) => name.endsWith("/") && !name.startsWith("."));
    return [...walk(at, rest), ...below.flatMap((name) => walk(join(at, name.slice(0, -1)), segments))];
  }
  if (!/[*?]/.test(segment)) return walk(join(at, segment), rest);
  const wanted = wildcard(segment);
  const names = namesIn(at).map((name) => name.replace(/\/$/, ""));
  return names.filter((name) => wanted.test(name)).flatMap((name) => walk(join(at, name), rest));
}

function wildcard(segment: string): RegExp {
  const text = segment
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^(?!\\.)${text}$`, "s");
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
