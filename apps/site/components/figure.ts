import {
  formatPeriod,
  type RetentionDetailRow,
  type RetentionRow,
  type WaterfallComponents,
} from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import type { Unit } from "./number.ts";
import { endMonth, type Series, type SummedRow } from "./series.ts";

/** A figure the pages show: how it is measured of a series at a period, and how to read it. */
export interface Figure {
  name: string;
  /** Id of its definition record. */
  definition: string;
  unit: Unit;
  /** Which direction is good for the business; null when neither. */
  goodWhen: "up" | "down" | null;
  /** How a change is told: relative, in points, or as a difference. */
  change: "relative" | "points" | "difference";
  method: string;
  /** The columns it is made of, as the key names them. */
  columns: string;
  mart: "waterfall" | "retention";
  /** Customers lost that it rests on, counted from 0, where it rests on those. */
  lost?: (series: Series, key: string) => number | null;
  /** It is always measured on the live basis, whatever basis is shown: who pays, and what stands on that. */
  isLive?: boolean;
  value: (series: Series, key: string) => number | null;
  /** Why it does not exist where it does not. */
  reason: (series: Series, key: string) => string;
  /** The customers it rests on; null where that says nothing. */
  customers: (series: Series, key: string) => number | null;
  /** A figure of a month's end, or over a fixed number of months up to it: its line has one point a month. */
  isAtMonthEnd: boolean;
}

type Component = keyof WaterfallComponents;

/** A figure that is a column of the waterfall. */
export function component(name: string, column: Component, more: Partial<Figure> = {}): Figure {
  return {
    name,
    definition: "movements",
    unit: column.endsWith("_minor") ? "money" : "count",
    goodWhen: "up",
    change: "difference",
    method: "sum of the period's movements",
    columns: column,
    mart: "waterfall",
    value: (series, key) => series.period(key)?.[column] ?? null,
    reason: () => "the period is not reported",
    customers: () => null,
    isAtMonthEnd: false,
    ...more,
  };
}

function history(series: Series, key: string, months: number): string {
  const [first] = series.months;
  const month = endMonth(series, key);
  if (first && month - months < monthNumber(first)) {
    return `it looks back ${months} ${months === 1 ? "month" : "months"}, and the first month reported is ${formatPeriod(first)}`;
  }
  return `no customer had a balance at the end of ${formatPeriod(monthKey(month - months))}`;
}

type Opened = Pick<WaterfallComponents, "opening_logos" | "archived_opening_logos">;

/** Those with an opening balance, archived ones too. */
const withBalance = (row: Opened) => row.opening_logos + row.archived_opening_logos;

/** Those that were active, whom a rate of logos rests on. */
export const activeOnes = <Row extends { opening_logos: number | null }>(row: Row): Row["opening_logos"] =>
  row.opening_logos;

/** What a figure of the waterfall may say besides; without `counted` it rests on those with an opening balance. */
type More = Partial<Figure> & { counted?: (row: Opened) => number };

/** Of a retention row those with a balance then, archived ones too, as the ledger knows them: the mart of all has the active. */
function withBalanceThen(row: RetentionRow): number | null {
  return "opening_customers" in row ? (row as RetentionDetailRow).opening_customers : row.opening_logos;
}

/** A rate of a retention row of some horizon, at the period's end. */
export function overRetention(
  name: string,
  definition: string,
  method: string,
  horizon: number,
  rate: (row: RetentionRow) => number | null,
  counted: (row: RetentionRow) => number | null = withBalanceThen,
): Figure {
  return {
    name,
    definition,
    unit: "rate",
    goodWhen: "up",
    change: "points",
    method,
    columns: `${definition} ${horizon === 1 ? "1 month" : `${horizon} months`}`,
    mart: "retention",
    value: (series, key) => {
      const row = series.retention(endMonth(series, key), horizon);
      return row ? rate(row) : null;
    },
    reason: (series, key) => history(series, key, horizon),
    customers: (series, key) => {
      const row = series.retention(endMonth(series, key), horizon);
      return row && counted(row);
    },
    isAtMonthEnd: true,
  };
}

/** A rate of the months that end with the period, summed. */
export function overMonths(
  name: string,
  definition: string,
  method: string,
  months: number,
  rate: (sum: SummedRow, series: Series, last: number) => number | null,
  { counted = withBalance, ...more }: More = {},
): Figure {
  return {
    name,
    definition,
    unit: "rate",
    goodWhen: "down",
    change: "points",
    method,
    columns: `${definition} ${months === 1 ? "1 month" : `${months} months`}`,
    mart: "waterfall",
    value: (series, key) => {
      const last = endMonth(series, key);
      const sum = series.summed(last, months);
      return sum ? rate(sum, series, last) : null;
    },
    reason: (series, key) => history(series, key, months),
    customers: (series, key) => {
      const [opened] = series.trailing(endMonth(series, key), months) ?? [];
      return opened ? counted(opened) : null;
    },
    isAtMonthEnd: true,
    ...more,
  };
}

/** A rate of the period's own components. */
export function overPeriod(
  name: string,
  definition: string,
  method: string,
  rate: (row: WaterfallComponents) => number | null,
  { counted = withBalance, ...more }: More = {},
): Figure {
  return {
    name,
    definition,
    unit: "rate",
    goodWhen: "down",
    change: "points",
    method,
    columns: definition,
    mart: "waterfall",
    value: (series, key) => {
      const row = series.period(key);
      return row ? rate(row) : null;
    },
    reason: () => "the period opened without a balance",
    customers: (series, key) => {
      const row = series.period(key);
      return row ? counted(row) : null;
    },
    isAtMonthEnd: false,
    ...more,
  };
}
