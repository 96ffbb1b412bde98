import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

/** A module that names all of an entry, and of the metrics when they are in the bundle. */
function entryOf(name: string): string {
  const source = join(dirname(fileURLToPath(import.meta.url)), "..");
  if (name === "more") return `export * from "${source}/src/more.ts";`;
  return `export * from "${source}/src/index.ts"; export * as metrics from "${source}/../metrics/src/index.ts";`;
}

/** Sizes by file, gzip, of both entries built as the site builds them: one shared chunk beside them. */
async function sizes(): Promise<Record<string, number>> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    plugins: [
      {
        name: "entries",
        resolveId: (id) => (id.startsWith("entry:") ? `\0${id}` : null),
        load: (id) => (id.startsWith("\0entry:") ? entryOf(id.slice(7)) : null),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: { index: "entry:index", more: "entry:more" },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "[name].js", chunkFileNames: "shared.js" },
      },
    },
  });
  const bundle = Array.isArray(result) ? result[0] : result;
  if (!bundle || !("output" in bundle)) throw new Error("bundle-size: Vite gave no output, got a watcher");
  const chunks = bundle.output.filter((chunk) => chunk.type === "chunk");
  return Object.fromEntries(
    chunks.map(({ fileName, code }) => [fileName, gzipSync(code, { level: 9 }).length]),
  );
}

test("first charts with metrics stay under 45 kB gzip, with the lines of Plot under 110 kB", async () => {
  const { "index.js": index = 0, "shared.js": shared = 0, "more.js": more = 0 } = await sizes();
  expect(index).toBeGreaterThan(5_000);
  expect(more).toBeGreaterThan(40_000);
  expect(index + shared).toBeLessThan(45_000);
  expect(index + shared + more).toBeLessThan(110_000);
});
