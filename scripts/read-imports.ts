import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** One import of a file: what it names, and the file it leads to when it is a relative path. */
export interface Import {
  /** The file that imports, relative to the repository, with forward slashes. */
  readonly from: string;
  /** As written: `./a.ts`, `node:fs`, `@tideline/metrics`. */
  readonly names: string;
  /** The file a relative import leads to, relative to the repository; null for a package. */
  readonly file: string | null;
  readonly isTypeOnly: boolean;
}

const skipped = new Set(["node_modules", "dist", "build", ".turbo", ".observablehq", "exports", "lib"]);

/** Every file of code below a folder, generated ones left out, in the order of their names. */
export function codeFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : codeFiles(path);
    return /\.(ts|mjs|js|md)$/.test(entry.name) ? [path] : [];
  });
}

/** Of a page only the fenced code that runs. */
function codeOf(path: string): string {
  const text = readFileSync(path, "utf8");
  if (!path.endsWith(".md")) return text;
  return [...text.matchAll(/^```js[^\n]*\n([\s\S]*?)^```/gm)].map((block) => block[1]).join("\n");
}

const withoutComments = (code: string): string => code.replace(/^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

/**
 * The imports of a piece of code: `import … from`, `export … from`, `import "…"` and `import("…")`, in its order.
 * A path put together from a value, as in a test's text of a page, is none.
 *
 * @example
 * importsIn('import type { A } from "./a.ts";') // [{ names: "./a.ts", isTypeOnly: true }]
 */
export function importsIn(code: string): { names: string; isTypeOnly: boolean }[] {
  const statement =
    /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*{},\s$]+?\s+from\s+)?(["'])([^"'\n$]+)\2|\bimport\(\s*(["'])([^"'\n$]+)\4/gm;
  return [...withoutComments(code).matchAll(statement)].map((match) => ({
    names: match[3] ?? match[5] ?? "",
    isTypeOnly: match[1] !== undefined,
  }));
}

/** The imports of every file below the folders given. */
export function readImports(repository: string, folders: readonly string[]): Import[] {
  const shown = (path: string) => relative(repository, path).split(sep).join("/");
  return folders.flatMap((folder) =>
    codeFiles(join(repository, folder)).flatMap((path) =>
      importsIn(codeOf(path)).map(({ names, isTypeOnly }) => ({
        from: shown(path),
        names,
        file: /^\.{0,2}\//.test(names) ? shown(resolve(dirname(path), names)) : null,
        isTypeOnly,
      })),
    ),
  );
}
