/** The module of the charts of cohorts and survival. */
export type CohortCharts = typeof import("./cohort-charts-module.ts");

/** Fetches and evaluates it once. */
export function loadCohortCharts(): Promise<CohortCharts> {
  return import("./cohort-charts-module.ts");
}
