/** The module of charts: it follows the first words and numbers of a page. */
export type Charts = typeof import("./charts-module.ts");

/** Fetches and evaluates it once; every figure then draws at once. */
export function loadCharts(): Promise<Charts> {
  return import("./charts-module.ts");
}
