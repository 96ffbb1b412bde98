/** The figures drawn by Observable Plot: lines over months. Loaded where a page shows them. */
export { type BalanceLineOptions, balanceLine, type ClosingRow } from "./balance-line.ts";
export { type RateLinesOptions, rateLines } from "./rate-lines.ts";
export type { RatePoint, RateSeries } from "./rate-series.ts";
