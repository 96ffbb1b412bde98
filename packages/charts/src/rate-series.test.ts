import { expect, test } from "vitest";
import { drawnSeries } from "./rate-series.ts";

test("series share the months between the first and the last of any; what is missing is a gap", () => {
  const { months, drawn } = drawnSeries([
    { name: "NRR", points: [{ report_month: "2025-01-01", rate: 1.1, customers: 9 }] },
    { name: "GRR", points: [{ report_month: "2025-03-01", rate: 0.9 }] },
  ]);
  expect(months).toEqual(["2025-01-01", "2025-02-01", "2025-03-01"]);
  expect(drawn.map(({ points }) => points.map(({ rate }) => rate))).toEqual([
    [1.1, null, null],
    [null, null, 0.9],
  ]);
  expect(drawn[0]?.points[0]?.customers).toBe(9);
});

test("months before the first rate of any are not drawn, those after the last rate are", () => {
  const point = (month: string, rate: number | null) => ({ report_month: `2025-${month}-01`, rate });
  const { months } = drawnSeries([
    { name: "a", points: [point("01", null), point("02", null), point("03", 0.9), point("04", null)] },
    { name: "b", points: [point("01", null), point("02", 1), point("03", 1)] },
  ]);
  expect(months).toEqual(["2025-02-01", "2025-03-01", "2025-04-01"]);
  expect(drawnSeries([{ name: "a", points: [point("01", null)] }]).months).toEqual(["2025-01-01"]);
});

test("the last known point is the one named, a series without one has none", () => {
  const { drawn } = drawnSeries([
    {
      name: "a",
      points: [
        { report_month: "2025-01-01", rate: 0.5 },
        { report_month: "2025-02-01", rate: null },
      ],
    },
    { name: "b", points: [{ report_month: "2025-01-01", rate: Number.NaN }] },
  ]);
  expect(drawn.map(({ last }) => last?.rate)).toEqual([0.5, undefined]);
});

test("neighbouring series differ in colour and in dash; the caller may choose both", () => {
  const series = ["a", "b", "c", "d", "e"].map((name) => ({ name, points: [] }));
  const { drawn } = drawnSeries(series);
  expect(new Set(drawn.map(({ stroke }) => stroke)).size).toBe(5);
  expect(new Set(drawn.map(({ dash }) => dash)).size).toBe(5);
  expect(drawnSeries([{ name: "a", points: [], stroke: "red", dash: "1 1" }]).drawn[0]).toMatchObject({
    stroke: "red",
    dash: "1 1",
  });
});
