import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "vite";

const site = join(import.meta.dirname, "..");

async function rewrite(path: string, bytes: string | Uint8Array): Promise<void> {
  const next = Buffer.from(bytes);
  const last = await readFile(path).catch(() => null);
  if (!last?.equals(next)) await writeFile(path, next);
}

/**
 * Bundles the site's components with @tideline/metrics into src/lib/site.js and @tideline/charts, which follows
 * the first numbers, into src/lib/charts.js; and puts the Inter file beside them. Files are rewritten in place, so a
 * running preview reloads. `isDev` keeps names readable and adds inline source maps; `lib` is another place for them.
 */
export async function bundleSite({
  isDev = false,
  lib = join(site, "src", "lib"),
} = {}): Promise<{ file: string; bytes: number }[]> {
  await mkdir(lib, { recursive: true });
  const result = await build({
    configFile: false,
    root: site,
    logLevel: "error",
    mode: isDev ? "development" : "production",
    build: {
      write: false,
      minify: !isDev,
      sourcemap: isDev ? "inline" : false,
      target: "es2022",
      // A library's imports are left plain: no preload helper around them.
      lib: {
        entry: { site: join(site, "components", "index.ts") },
        formats: ["es"],
        fileName: (_, name) => `${name}.js`,
      },
      rolldownOptions: {
        preserveEntrySignatures: "allow-extension",
        output: {
          minify: !isDev,
          chunkFileNames: ({ name }) => `${name === "charts-module" ? "charts" : name}.js`,
        },
      },
    },
  });
  const bundle = Array.isArray(result) ? result[0] : result;
  if (!bundle || !("output" in bundle)) {
    throw new Error(
      "bundleSite: expected one bundle from Vite, got another shape; check tools/bundle.ts against its version",
    );
  }
  const files: { file: string; bytes: number }[] = [];
  for (const part of bundle.output) {
    const bytes = part.type === "chunk" ? part.code : part.source;
    await rewrite(join(lib, part.fileName), bytes);
    files.push({ file: part.fileName, bytes: Buffer.byteLength(bytes) });
  }
  const written = new Set(files.map(({ file }) => file));
  for (const name of await readdir(lib)) {
    if (name.endsWith(".js") && !written.has(name)) await rm(join(lib, name));
  }
  const inter = createRequire(import.meta.url).resolve(
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  );
  const font = join(lib, "inter.woff2");
  const known = await readFile(font).catch(() => null);
  if (!known?.equals(await readFile(inter))) await copyFile(inter, font);
  return files;
}
