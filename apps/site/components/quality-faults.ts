import { formatNumber } from "@tideline/metrics";
import type { Quality } from "./data.ts";
import { h } from "./dom.ts";
import type { Page } from "./page.ts";
import { rowCount } from "./quality-style.ts";
import { type Column, dataTable } from "./table.ts";
import { inWords } from "./words.ts";

type Reason = Quality["reasons"][number];
type Example = Quality["examples"][number];

/** Why rows were set aside, by file and column, the most frequent first. */
export function qualityReasons(page: Page, quality: Quality): HTMLElement {
  if (quality.reasons.length === 0) return h("p.note", null, "No row was set aside.");
  const columns: Column<Reason>[] = [
    { key: "file", name: "File", unit: "text", value: ({ file }) => file },
    {
      key: "column_name",
      name: "Column",
      unit: "text",
      value: (row) => row.column_name,
      cell: (row) => row.column_name ?? "whole row",
    },
    {
      key: "code",
      name: "Fault",
      unit: "text",
      value: ({ code }) => code,
      cell: ({ code }) => inWords(code),
    },
    {
      key: "rows",
      name: "Rows",
      unit: "count",
      value: ({ rows }) => rows,
      cell: ({ rows, file, code }) =>
        rowCount(page, rows, `reasons ${file} ${code}`, "rows set aside for this reason"),
    },
    {
      key: "reason_text",
      name: "What is wrong",
      unit: "text",
      isLong: true,
      value: (row) => row.reason_text,
    },
  ];
  const rows = quality.reasons.toSorted((a, b) => b.rows - a.rows || (a.file < b.file ? -1 : 1));
  return dataTable(columns, rows, { caption: "Reasons for setting rows aside" });
}

/** Rows set aside, where they stand in their file, exactly as they came. */
export function qualityExamples(quality: Quality): HTMLElement {
  if (quality.examples.length === 0) return h("p.note", null, "There is no row to show.");
  const columns: Column<Example>[] = [
    { key: "file", name: "File", unit: "text", value: ({ file }) => file },
    {
      key: "line",
      name: "Line",
      unit: "count",
      value: ({ line }) => line,
      cell: ({ line }) => (line === null ? "–" : formatNumber(line)),
    },
    { key: "column_name", name: "Column", unit: "text", value: (row) => row.column_name },
    {
      key: "value",
      name: "Value",
      unit: "text",
      isLong: true,
      value: (row) => row.value,
      cell: (row) => h("code", null, row.value ?? ""),
    },
    { key: "reason", name: "Reason", unit: "text", isLong: true, value: (row) => row.reason },
  ];
  return dataTable(columns, quality.examples, { caption: "Examples of rows set aside", most: 50 });
}
