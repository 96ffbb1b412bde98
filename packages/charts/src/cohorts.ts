/** The figures of cohorts, survival and validation: they travel apart from the others, to the pages that show them. */
export { type AgeLinesOptions, type AgeSeries, ageLines } from "./age-lines.ts";
export { type CohortHeatOptions, cohortHeat, type HeatCell, type HeatRow } from "./cohort-heat.ts";
export { type IntervalDotsOptions, type IntervalRow, intervalDots } from "./health/interval-dots.ts";
export { missing } from "./missing.ts";
export { dayOfMonth, type SurvivalOptions, type SurvivalSeries, survivalCurves } from "./survival-curves.ts";
