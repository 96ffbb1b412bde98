/** The modules of charts: they follow the first numbers. */
export type Charts = typeof import("./charts-module.ts");
export type MoreCharts = typeof import("@tideline/charts/more");

/** The figures every page may show first. */
export function loadCharts(): Promise<Charts> {
  return import("./charts-module.ts");
}

/** Lines over months, with Observable Plot: larger, so after the first view. */
export async function loadMore(): Promise<MoreCharts> {
  return (await loadCharts()).more();
}
