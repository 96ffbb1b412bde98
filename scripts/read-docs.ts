import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository's folder. */
export const repository = resolve(import.meta.dirname, "..");

/** One page of the documentation. */
export interface DocPage {
  /** Path from the repository's folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

const inFolder = (folder: string) =>
  readdirSync(join(repository, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));

/** README, CHANGELOG, everything in docs, and the README of each package, app and data folder that has one. */
export function docPages(): DocPage[] {
  const nested = ["packages", "apps", "data"].flatMap((folder) =>
    readdirSync(join(repository, folder)).map((name) => join(folder, name, "README.md")),
  );
  return ["README.md", "CHANGELOG.md", ...inFolder("docs"), ...nested]
    .filter((file) => existsSync(join(repository, file)))
    .map((file) => ({
      file: file.replaceAll("\\", "/"),
      text: readFileSync(join(repository, file), "utf8"),
    }));
}

/** Text outside fenced code. */
export function prose(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, "");
}

/**
 * The anchors a page offers: its headings as GitHub writes them into addresses.
 *
 * @example
 * anchors("## I. Not in this release"); // ["i-not-in-this-release"]
 */
export function anchors(text: string): string[] {
  return [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

/** What stands under a heading, up to the next one of its level or above; throws when there is no such heading. */
export function section(text: string, heading: string): string {
  const lines = text.split("\n");
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`section: no such heading, got "${heading}"; use a heading of the page`);
  const level = /^#+/.exec(heading)?.[0].length ?? 0;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => (/^(#+) /.exec(line)?.[1]?.length ?? 9) <= level);
  return rest.slice(0, end < 0 ? rest.length : end).join("\n");
}

/** The code names (`...`) in the first cell of every table row, in order. */
export function firstCells(text: string): string[] {
  return [...text.matchAll(/^\| ([^|]*`[^|]*) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
}

/** Every fenced block of a language, in order. */
export function blocks(text: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map(([, inside = ""]) => inside);
}
