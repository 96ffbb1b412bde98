/** The figures of the pages. */
export { type BalanceLineOptions, balanceLine, type ClosingRow } from "./balance-line.ts";
export { type BasisBridgeRow, type BasisPart, basisBridge } from "./basis-bridge.ts";
export { type BilledBridgeRow, billedBridge } from "./billed-bridge.ts";
export type { BridgePart } from "./bridge-movements.ts";
export type { ChartOptions, MoneyOptions } from "./chart-options.ts";
export { type DivergenceRow, divergence } from "./divergence.ts";
export { type LabelBarsOptions, labelBars } from "./label-bars.ts";
export type { LabelRow, LabelUnit } from "./label-rows.ts";
export { missing } from "./missing.ts";
export { type MovementBarsOptions, movementBars } from "./movement-bars.ts";
export { type MovementGroup, movementGroups } from "./movement-groups.ts";
export type { MovementSelection } from "./movement-marks.ts";
export { type RateLinesOptions, rateLines } from "./rate-lines.ts";
export type { RatePoint, RateSeries } from "./rate-series.ts";
export type { BridgeRow, DrawnKind, ListedKind } from "./rows.ts";
export { type SparklineOptions, sparkline } from "./sparkline.ts";
export { theme } from "./theme.ts";
export { type BridgeSelection, type WaterfallBridgeOptions, waterfallBridge } from "./waterfall-bridge.ts";
