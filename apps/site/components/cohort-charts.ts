import { loadOnce } from "./load-once.ts";

/** The module of the charts of cohorts and survival. */
export type CohortCharts = typeof import("./cohort-charts-module.ts");

/** Fetches and evaluates it once. */
export const loadCohortCharts: () => Promise<CohortCharts> = loadOnce(
  () => import("./cohort-charts-module.ts"),
);
