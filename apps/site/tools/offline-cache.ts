import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * The libraries whose newest version Framework asks the registry for on every build, used or not. An empty folder
 * `<name>@0.0.0` in its cache answers the question, so a build needs no network; no page imports any of them.
 */
export const unusedLibraries: readonly string[] = [
  "@observablehq/plot",
  "@observablehq/sample-datasets",
  "apache-arrow",
  "arquero",
  "d3",
  "d3-dsv",
  "echarts",
  "htl",
  "leaflet",
  "lodash",
  "mapbox-gl",
  "parquet-wasm",
  "react",
  "react-dom",
  "topojson-client",
];

/** Makes the empty cache folders under `<root>/.observablehq/cache`, so that Framework asks nobody. */
export async function writeOfflineCache(root: string): Promise<void> {
  const cache = join(root, ".observablehq", "cache", "_npm");
  for (const name of unusedLibraries) await mkdir(join(cache, `${name}@0.0.0`), { recursive: true });
}
