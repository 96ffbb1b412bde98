import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const source = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

/** The size of all charts, gzip, with what they take from the metrics package. */
async function chartsSize(): Promise<number> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: { index: join(source, "index.ts") },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "[name].js" },
      },
    },
  });
  const bundle = Array.isArray(result) ? result[0] : result;
  if (!bundle || !("output" in bundle)) throw new Error("bundle-size: Vite gave no output, got a watcher");
  const chunks = bundle.output.filter((chunk) => chunk.type === "chunk");
  return chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
}

test("all charts stay under 35 kB gzip", async () => {
  const size = await chartsSize();
  expect(size).toBeGreaterThan(10_000);
  expect(size).toBeLessThan(35_000);
});
