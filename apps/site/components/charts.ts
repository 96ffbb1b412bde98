import { loadOnce } from "./load-once.ts";

/** The module of charts: it follows the first words and numbers of a page. */
export type Charts = typeof import("./charts-module.ts");

/** Fetches and evaluates it once; every figure then draws at once. */
export const loadCharts: () => Promise<Charts> = loadOnce(() => import("./charts-module.ts"));
