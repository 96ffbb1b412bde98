import { type Basis, rowsFromColumns, type Summary } from "./data.ts";

/** A row of `bridge__by_month`: committed less live in its parts, and what stands beside; minor units. */
export interface BridgeMonth {
  report_month: string;
  committed_minor: number;
  live_minor: number;
  signed_not_started_minor: number;
  signed_changes_minor: number;
  noticed_minor: number;
  paused_minor: number;
  signed_renewals_up_minor: number;
  signed_renewals_down_minor: number;
  steps_ahead_minor: number;
  anticipated_loss_minor: number;
}

/** A row of `usage__by_month`. */
export interface UsageMonth {
  report_month: string;
  usage_billed_minor: number;
  charges: number;
}

/** The months of the bridge from live to committed, oldest first; none where the build made none. */
export function bridgeMonths(summary: Summary): readonly BridgeMonth[] {
  return rowsFromColumns<BridgeMonth>(summary.bridge ?? {});
}

/** What was billed for use, month by month, oldest first; none where nothing ever was. */
export function usageMonths(summary: Summary): readonly UsageMonth[] {
  return rowsFromColumns<UsageMonth>(summary.usage ?? {});
}

/** What was billed for use in a month; null where nothing is known of it. */
export function usageOf(summary: Summary, month: string): UsageMonth | null {
  return usageMonths(summary).find((row) => row.report_month === month) ?? null;
}

/** A row of `arr__by_month`. */
interface ArrMonth {
  report_month: string;
  basis: Basis;
  arr_minor: number;
}

/** The sum of the lines' annual amounts at a month's end; null where nothing is known of it. */
export function arrOf(summary: Summary, basis: Basis, month: string): number | null {
  const rows = rowsFromColumns<ArrMonth>(summary.arr ?? {});
  return rows.find((row) => row.basis === basis && row.report_month === month)?.arr_minor ?? null;
}
