// @vitest-environment jsdom
import { expect, test } from "vitest";
import { survivalCurves } from "./survival-curves.ts";

test.each([
  { days: 364, last: ["0", "6"], why: "a day is missing of twelve months" },
  { days: 365, last: ["0", "6", "12"], why: "a year of 365 days" },
  { days: 366, last: ["0", "6", "12"], why: "a year of 366 days" },
])("after $days days the axis ends with $last: $why", ({ days, last }) => {
  const chart = survivalCurves(
    [
      {
        key: "",
        name: "All",
        steps: [{ time: days, survival: 0.9, lower: 0.8, upper: 0.95 }],
        atRisk: [2, 2, 0],
      },
    ],
    { months: [0, 6, 12], renewals: [], interval: "log-log, 95 %", width: 800 },
  );
  const labels = [...chart.querySelectorAll(".chart-tick")].map(({ textContent }) => textContent ?? "");
  expect(labels.filter((label) => /^\d+$/.test(label))).toEqual(last);
});
