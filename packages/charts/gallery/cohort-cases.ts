import { ageLines, cohortHeat, type HeatRow, survivalCurves } from "../src/cohorts.ts";
import type { Case } from "./cases.ts";
import { wobble } from "./sample-rows.ts";

const ages = Array.from({ length: 20 }, (_, index) => index * 3);

/** A triangle: each cohort a column shorter than the one before; its last ones are small. */
function triangle(cohorts: number, columns: number, { few = 0, from = 1 } = {}): HeatRow[] {
  return Array.from({ length: cohorts }, (_, row) => ({
    key: `2021-${row}`,
    name: `Q${(row % 4) + 1} ${2021 + Math.floor(row / 4)}`,
    sides: [String(40 + row * 3), `$${100 + row}k`],
    cells: Array.from({ length: columns }, (_cell, column) => {
      if (column >= columns - Math.floor((row * columns) / cohorts)) return null;
      const value =
        column === 0 ? 1 : Math.max(0, from - column * 0.012 + 0.06 * wobble(row * 31 + column, 1));
      return {
        value,
        text: String(Math.round(value * 100)),
        label: `cell ${row} ${column}`,
        isFew: row >= cohorts - few,
      };
    }),
  }));
}

const average = (rows: readonly HeatRow[]): HeatRow => ({
  key: "",
  name: "Average",
  sides: ["900", "$2.1M"],
  cells: rows[0]?.cells ?? [],
});

function heat(
  state: string,
  rows: readonly HeatRow[],
  options: Partial<Parameters<typeof cohortHeat>[1]> = {},
): Case {
  return {
    chart: "cohortHeat",
    state,
    draw: (width, choose) =>
      cohortHeat(rows, {
        width,
        ages: ages.slice(0, rows[0]?.cells.length ?? 0),
        sides: ["customers", "opening CMRR"],
        domain: [0.6, 1.2],
        ends: ["≤ 60 %", "120 %"],
        measure: "NRR",
        strong: { from: 1, words: "bold: 100 % or more" },
        onSelect: choose,
        ...options,
      }),
  };
}

const quarters = triangle(20, 20, { few: 3, from: 1.1 });
const labels: HeatRow[] = triangle(4, 20).map((row, index) => ({
  ...row,
  key: `label ${index}`,
  name: ["Financial data services and insurance", "Media", "(none)", "Professional services"][index] ?? "",
}));
const months = Array.from({ length: 60 }, (_, index) => index);
const gone: HeatRow = {
  key: "2024",
  name: "2024",
  sides: ["2", "$900"],
  cells: [
    { value: 1, text: "100", label: "at the beginning", isFew: true },
    { value: 0, text: "0", label: "after 3 months", isFew: true },
    { value: null, text: "–", label: "after 6 months: n/a", isFew: true },
  ],
};

const values = (cohorts: number, from: number) =>
  Array.from({ length: cohorts }, (_, index) => ({
    key: `c${index}`,
    name: `Q${(index % 4) + 1} ${2021 + Math.floor(index / 4)}`,
    values: ages.map((_age, column) =>
      column > 19 - index ? null : from - column * 0.01 + 0.04 * wobble(index * 7 + column, 2),
    ),
  }));
const percent = (value: number) => `${Math.round(value * 100)} %`;

const risk = Array.from({ length: 10 }, (_, index) => index * 6);

/** A curve of a step a week that falls to `end` over so many days. */
function curve(name: string, end: number, days: number) {
  const count = Math.floor(days / 7);
  const steps = Array.from({ length: count }, (_, index) => {
    const survival = 1 - ((1 - end) * (index + 1)) / count;
    return {
      time: (index + 1) * 7,
      survival,
      lower: Math.max(0, survival - 0.0003 * index),
      upper: Math.min(1, survival + 0.0003 * index),
    };
  });
  return {
    key: name,
    name,
    steps,
    atRisk: risk.map((month) => Math.max(0, Math.round(1400 * (1 - month / 60)))),
  };
}

const interval = "log-log, 95 %";
const many = ["Professional services", "Media", "Retail", "Financial data services and insurance", "(none)"];

/** The figures of cohorts and survival in every state. */
export const cohortCases: readonly Case[] = [
  heat("quarters, the last few small", quarters, { average: average(quarters) }),
  heat("by label, without an average", labels),
  heat("every month, no room for numbers", triangle(60, 60, { from: 1.2 }), {
    ages: months,
    average: average(triangle(60, 60)),
  }),
  heat("one cohort, all gone", [gone]),
  heat("small, without a scale", triangle(5, 5), { sides: ["customers"], hasLegend: false }),
  heat("no rows", []),
  {
    chart: "ageLines",
    state: "an average among many",
    draw: (width) =>
      ageLines(
        [
          ...values(12, 1).map((one, index) => ({
            ...one,
            look: index < 3 ? ("named" as const) : ("quiet" as const),
          })),
          {
            key: "",
            name: "Average",
            values: ages.map((_, index) => 1 - index * 0.011),
            look: "average" as const,
          },
        ],
        { width, ages, format: percent, measure: "NRR", reference: 1 },
      ),
  },
  {
    chart: "ageLines",
    state: "one point",
    draw: (width) =>
      ageLines([{ key: "a", name: "2025", values: [1] }], {
        width,
        ages: [0],
        format: percent,
        measure: "NRR",
      }),
  },
  {
    chart: "ageLines",
    state: "no rows",
    draw: (width) => ageLines([], { width, ages, format: percent, measure: "NRR" }),
  },
  {
    chart: "survivalCurves",
    state: "all customers",
    draw: (width) =>
      survivalCurves([curve("All customers", 0.63, 1790)], {
        width,
        months: risk,
        renewals: [12, 24, 36],
        interval,
      }),
  },
  {
    chart: "survivalCurves",
    state: "five labels",
    draw: (width) =>
      survivalCurves(
        many.map((name, index) => curve(name, 0.8 - index * 0.15, 1790 - index * 190)),
        { width, months: risk, renewals: [12, 24, 36], interval },
      ),
  },
  {
    chart: "survivalCurves",
    state: "one month",
    draw: (width) =>
      survivalCurves(
        [
          {
            key: "",
            name: "All customers",
            steps: [{ time: 27, survival: 1, lower: null, upper: null }],
            atRisk: [3],
          },
        ],
        { width, months: [0], renewals: [12], interval },
      ),
  },
  {
    chart: "survivalCurves",
    state: "no rows",
    draw: (width) => survivalCurves([], { width, months: [0], renewals: [], interval }),
  },
];
