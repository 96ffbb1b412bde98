import type { HeatRow } from "@tideline/charts/cohorts";
import { type CohortCell, type CohortRow, formatMoneyCompact, formatNumber } from "@tideline/metrics";
import type { CohortMeasure } from "./cohort-measures.ts";
import type { ShownCohorts } from "./cohort-tables.ts";
import { plural } from "./format.ts";
import type { Measured } from "./number.ts";
import { fewCustomers } from "./rate-line.ts";
import { selectionKey } from "./style.ts";
import type { View } from "./view.ts";

/** A cohort, or the average of all: what the chart and the table behind it hold a row of. */
export interface ShownRow {
  key: string;
  name: string;
  size: number;
  opening_minor: number;
  cells: readonly (CohortCell | null)[];
  isAverage: boolean;
}

/** The cohorts of a triangle and, last, their average weighted by what each began with. */
export function shownRows({ table, nameOf }: ShownCohorts): ShownRow[] {
  const sum = (of: (row: CohortRow) => number) => table.rows.reduce((total, row) => total + of(row), 0);
  if (table.rows.length === 0) return [];
  return [
    ...table.rows.map(({ cohort, ...row }) => ({
      ...row,
      key: cohort,
      name: nameOf(cohort),
      isAverage: false,
    })),
    {
      key: "",
      name: "Average",
      size: sum(({ size }) => size),
      opening_minor: sum(({ opening_minor }) => opening_minor),
      cells: table.average,
      isAverage: true,
    },
  ];
}

/** One cell as a number of the page. */
export function measuredCell(
  view: View,
  shown: ShownCohorts,
  { measure, row, age }: { measure: CohortMeasure; row: ShownRow; age: number },
): Measured {
  const cell = row.cells[age] ?? null;
  return {
    value: cell && measure.value(cell),
    unit: measure.unit,
    mart: shown.mart,
    key: `${measure.column} ${row.isAverage ? "average" : row.key} age ${age}${selectionKey(view)}`,
    method: measure.method,
    reason: cell ? "nobody of the cohort is active" : "not that old by the last month",
  };
}

/** The rows as the heat map takes them. */
export function heatRows(
  view: View,
  shown: ShownCohorts,
  { measure, ages }: { measure: CohortMeasure; ages: readonly number[] },
): HeatRow[] {
  return shownRows(shown).map((row) => ({
    key: row.key,
    name: row.name,
    sides: [formatNumber(row.size), formatMoneyCompact(row.opening_minor, view.money)],
    cells: ages.map((age) => {
      const cell = row.cells[age] ?? null;
      if (cell === null) return null;
      const value = measure.value(cell);
      const text = value === null ? "–" : measure.short(value);
      const words = value === null ? "n/a, nobody is active" : measure.long(value);
      const when = age === 0 ? "at the beginning" : `after ${plural(age, "month")}`;
      const money = `${formatMoneyCompact(cell.retained_minor, view.money)} of ${formatMoneyCompact(cell.opening_minor, view.money)}`;
      const logos = `${formatNumber(cell.kept_logos)} of ${plural(cell.opening_logos, "customer")}`;
      return {
        value,
        text,
        isFew: cell.opening_logos < fewCustomers,
        label: `${row.name}, ${when}: ${words}, ${logos}`,
        tip: `${words}\n${row.name}, ${when}\n${measure.name}\n${money}\n${logos}`,
      };
    }),
  }));
}

/** The value below which a share of sorted values lies. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)] ?? 1;
}

/**
 * The scale of a triangle: nine tenths of the values of cells that rest on some customers, after the beginning, between
 * round ends. Where no cell rests on so many, all of them.
 */
export function heatDomain(
  rows: readonly HeatRow[],
  ages: readonly number[],
  measure: CohortMeasure,
): { domain: [number, number]; ends: [string, string] } {
  const isShare = measure.unit === "rate";
  const cells = rows.flatMap((row) =>
    row.key === "" ? [] : row.cells.filter((_, index) => !isShare || ages[index] !== 0),
  );
  const of = (some: typeof cells) => some.flatMap((cell) => cell?.value ?? []).sort((a, b) => a - b);
  const all = of(cells);
  const many = of(cells.filter((cell) => cell?.isFew === false));
  const sorted = many.length > 0 ? many : all;
  const domain: [number, number] = isShare
    ? [
        Math.floor(Math.min(1, quantile(sorted, 0.05)) * 10 + 1e-9) / 10,
        Math.ceil(Math.max(1, quantile(sorted, 0.95)) * 10 - 1e-9) / 10,
      ]
    : [0, quantile(sorted, 0.95)];
  // Where all are one, its tint is that of the upper end of a scale.
  if (isShare && domain[0] === domain[1]) domain[0] = 0.9;
  const write = (value: number) => (isShare ? `${measure.short(value)} %` : measure.long(value));
  return {
    domain,
    ends: [
      `${all.some((value) => value < domain[0]) ? "≤ " : ""}${write(domain[0])}`,
      `${all.some((value) => value > domain[1]) ? "≥ " : ""}${write(domain[1])}`,
    ],
  };
}
