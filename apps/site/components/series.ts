import {
  type PeriodGrain,
  type PeriodRow,
  type RetentionRow,
  sumPeriods,
  WATERFALL_COLUMNS,
  type WaterfallRow,
} from "@tideline/metrics";
import { monthKey, monthNumber, periodMonths } from "./calendar.ts";

/** The component rows of one selection (all customers, or those of a label), found by period and by month. */
export interface Series {
  /** The label of the cut; null for all customers of the selection. */
  label: string | null;
  /** First days of the months it has a row for, oldest first. */
  months: readonly string[];
  rows: readonly WaterfallRow[];
  /** The components of a period, or null when no month of it is reported. */
  period: (key: string) => PeriodRow | null;
  /** Components summed over the months that end with `month`; null when any of them is not reported. */
  trailing: (month: number, months: number) => readonly WaterfallRow[] | null;
  /** The same as one row (`sumMonths`). */
  summed: (month: number, months: number) => SummedRow | null;
  /** The retention row of a month and a horizon; null where there is none. */
  retention: (month: number, horizonMonths: number) => RetentionRow | null;
}

/** The month a period ends in, as far as it is reported. */
export function endMonth({ months }: Series, key: string): number {
  const span = periodMonths(key);
  const [first, last] = [months[0], months.at(-1)];
  if (!span || !first || !last) return span?.last ?? 0;
  const isReported = span.last >= monthNumber(first) && span.first <= monthNumber(last);
  return isReported ? Math.min(span.last, monthNumber(last)) : span.last;
}

/** What a series is made of: its rows and its retention are computed when first asked for. */
export interface SeriesParts {
  label: string | null;
  /** First days of the reported months, without a gap. */
  months: readonly string[];
  rows: () => readonly WaterfallRow[];
  retention: (horizonMonths: number) => readonly RetentionRow[];
}

/** Rows, period sums and retention of a horizon are made when first asked for: what shows retention alone needs no rows. */
export function makeSeries({ label, months, rows: rowsOf, retention }: SeriesParts): Series {
  const sums = new Map<PeriodGrain, Map<string, PeriodRow>>();
  let made: readonly WaterfallRow[] | null = null;
  const rows = () => {
    made ??= rowsOf();
    return made;
  };
  const places = new Map(months.map((month, index) => [month.slice(0, 7), index]));
  const kept = new Map<number, Map<string, RetentionRow>>();
  const keptOf = (horizon: number) => {
    const found =
      kept.get(horizon) ?? new Map(retention(horizon).map((row) => [row.report_month.slice(0, 7), row]));
    kept.set(horizon, found);
    return found;
  };
  const sumsOf = (grain: PeriodGrain) => {
    const known = sums.get(grain) ?? new Map(sumPeriods(rows(), grain).map((row) => [row.period, row]));
    sums.set(grain, known);
    return known;
  };
  const trailing: Series["trailing"] = (month, count) => {
    const last = places.get(monthKey(month));
    return last === undefined || last + 1 < count ? null : rows().slice(last + 1 - count, last + 1);
  };
  const totals = new Map<string, SummedRow | null>();
  return {
    label,
    months,
    get rows() {
      return rows();
    },
    summed: (month, count) => {
      const key = `${month} ${count}`;
      const found = totals.get(key);
      if (found !== undefined) return found;
      const sum = sumMonths(trailing(month, count) ?? []);
      totals.set(key, sum);
      return sum;
    },
    period: (key) => {
      const span = periodMonths(key);
      return span ? (sumsOf(span.grain).get(key) ?? null) : null;
    },
    trailing,
    retention: (month, horizon) => keptOf(horizon).get(monthKey(month)) ?? null,
  };
}

type Flow = (typeof WATERFALL_COLUMNS.flows)[number];

/** A row of components with every flow, what changed its label too; 0 where the rows were not cut. */
export type SummedRow = WaterfallRow & Record<Flow, number>;

/** Months that follow each other as one row of components: flows summed, first opening, last closing. */
export function sumMonths(rows: readonly WaterfallRow[]): SummedRow | null {
  const last = rows.at(-1);
  const first = rows[0];
  if (!first || !last) return null;
  const sum: Partial<SummedRow> = { ...last };
  for (const column of WATERFALL_COLUMNS.opening) sum[column] = first[column];
  for (const column of WATERFALL_COLUMNS.flows) {
    sum[column] = (rows as readonly Partial<SummedRow>[]).reduce(
      (total, row) => total + (row[column] ?? 0),
      0,
    );
  }
  return sum as SummedRow;
}
