import { monthsBetween } from "./period-label.ts";
import { theme } from "./theme.ts";

/** A rate of one month. */
export type RatePoint = {
  /** First of month, "2025-12-01". */
  report_month: string;
  /** 1 = 100 %; null = cannot be computed, a gap. */
  rate: number | null;
  /** The customers it rests on, where known. */
  customers?: number | null | undefined;
};

export type RateSeries = {
  name: string;
  points: readonly RatePoint[];
  /** Default by place: dark, link colour, muted, gain, loss, each with a dash of its own. */
  stroke?: string;
  /** SVG dash array, "" for a solid line. */
  dash?: string;
};

/** A series with its look, a point for every month, and its last known point. */
export type DrawnSeries = Required<Omit<RateSeries, "points">> & {
  points: RatePoint[];
  last: (RatePoint & { rate: number }) | undefined;
};

const looks = [
  { stroke: theme.ink, dash: "" },
  { stroke: theme.link, dash: "7 3" },
  { stroke: theme.muted, dash: "2 3" },
  { stroke: theme.gain, dash: "9 3 2 3" },
  { stroke: theme.loss, dash: "4 4" },
] as const;

/**
 * Series as they are drawn: all on every month from the first with a rate to the last of any, so that a month without a point is a
 * gap and not a straight line over it.
 */
export function drawnSeries(series: readonly RateSeries[]): { months: string[]; drawn: DrawnSeries[] } {
  const all = monthsBetween(series.flatMap(({ points }) => points.map((point) => point.report_month)));
  const known = new Set(
    series.flatMap(({ points }) => points.filter(hasRate).map((point) => point.report_month.slice(0, 7))),
  );
  // Months before the first rate of any would be an empty half of the chart.
  const months = all.slice(
    Math.max(
      0,
      all.findIndex((month) => known.has(month.slice(0, 7))),
    ),
  );
  const drawn = series.map(({ name, points, ...look }, index) => {
    const byMonth = new Map(points.map((point) => [point.report_month.slice(0, 7), point]));
    return {
      ...(looks[index % looks.length] ?? looks[0]),
      ...look,
      name,
      points: months.map((month) => ({ rate: null, ...byMonth.get(month.slice(0, 7)), report_month: month })),
      last: points.filter(hasRate).at(-1),
    };
  });
  return { months, drawn };
}

/** Whether a point can be drawn. */
export function hasRate<P extends RatePoint>(point: P): point is P & { rate: number } {
  return point.rate !== null && Number.isFinite(point.rate);
}
