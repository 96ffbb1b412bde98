import { loadOnce } from "./load-once.ts";

/** The module of the bubbles: Observable Plot comes with it, so it is fetched by the one page that draws them. */
export type RiskCharts = typeof import("./risk-charts-module.ts");

/** Fetches and evaluates it once. */
export const loadRiskCharts: () => Promise<RiskCharts> = loadOnce(() => import("./risk-charts-module.ts"));
