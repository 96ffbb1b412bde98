import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const source = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

/** Sizes by file, gzip, of both entries and what they share, with what they take from the metrics package. */
async function sizes(): Promise<Record<string, number>> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: { index: join(source, "index.ts"), more: join(source, "more.ts") },
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

test("the first charts stay under 35 kB gzip, with the lines of Plot under 105 kB", async () => {
  const { "index.js": index = 0, "shared.js": shared = 0, "more.js": more = 0 } = await sizes();
  expect(index).toBeGreaterThan(5_000);
  expect(more).toBeGreaterThan(40_000);
  expect(index + shared).toBeLessThan(35_000);
  expect(index + shared + more).toBeLessThan(105_000);
});
