import { expect, test } from "vitest";
import { rowsFromColumns } from "./data.ts";

test("the example of its docstring", () => {
  const rows = rowsFromColumns({ report_month: ["2025-01-01"], opening_minor: [0] });
  expect(rows).toEqual([{ report_month: "2025-01-01", opening_minor: 0 }]);
});

test("no columns are no rows", () => expect(rowsFromColumns({})).toEqual([]));

test("columns of different lengths name the column and both lengths", () => {
  expect(() => rowsFromColumns({ a: [1, 2], b: [1] })).toThrow(
    "rowsFromColumns: column b: expected 2 values as in a, got 1; build the data again",
  );
});
