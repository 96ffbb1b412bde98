import { formatNumber } from "@tideline/metrics";
import { type Child, h } from "./dom.ts";
import { plural } from "./format.ts";
import type { Page } from "./page.ts";
import { rowCount } from "./quality-style.ts";
import type { Quarantine, QuarantineReason } from "./quarantine-data.ts";
import { type Column, dataTable } from "./table.ts";
import { inWords } from "./words.ts";

/** What is wrong, and what mends it: a reason is "<what is wrong>; <the way out>". */
function reasonParts(reason: string): { wrong: string; wayOut: string } {
  const [wrong = "", ...wayOut] = reason.split("; ");
  return { wrong, wayOut: wayOut.join("; ") };
}

function isOf(row: QuarantineReason, other: QuarantineReason | Quarantine["examples"][number]): boolean {
  return (
    row.file === other.file &&
    row.code === other.code &&
    row.column_name === other.column_name &&
    row.reason === other.reason
  );
}

/** Where the first rows stand and what they hold, as it came: text, never markup. */
function exampleList({ examples }: Quarantine, reason: QuarantineReason): Child {
  return h(
    "ul.examples",
    null,
    examples
      .filter((example) => isOf(reason, example))
      .map(({ line, value, row_count }) =>
        h(
          "li",
          null,
          line === null ? "" : `line ${formatNumber(line)}: `,
          value === null || value === "" ? "empty" : h("code", null, value),
          row_count > 1 && ` (${plural(row_count, "row")})`,
        ),
      ),
  );
}

/** Why rows were set aside, file by file, each reason with what mends it and its first rows. */
export function quarantineReasons(page: Page, quarantine: Quarantine): HTMLElement {
  const { reasons } = quarantine;
  if (reasons.length === 0) return h("p.note", null, "No row was set aside.");
  const columns: Column<QuarantineReason>[] = [
    {
      key: "column_name",
      name: "Column",
      unit: "text",
      value: (row) => row.column_name,
      cell: (row) => (row.column_name === null ? "whole row" : h("code", null, row.column_name)),
    },
    {
      key: "rows",
      name: "Rows",
      unit: "count",
      value: ({ rows }) => rows,
      cell: ({ rows, file, code, column_name }) =>
        rowCount(
          page,
          rows,
          `reasons ${file} ${code} ${column_name ?? ""}`.trim(),
          "rows set aside for this reason",
          "quarantine",
        ),
    },
    {
      key: "reason",
      name: "What is wrong",
      unit: "text",
      isLong: true,
      value: ({ reason }) => reasonParts(reason).wrong,
      cell: ({ reason, code }) => h("span", { title: inWords(code) }, reasonParts(reason).wrong),
    },
    {
      key: "way_out",
      name: "What mends it",
      unit: "text",
      isLong: true,
      value: ({ reason }) => reasonParts(reason).wayOut,
    },
    {
      key: "examples",
      name: "First rows, as they came",
      unit: "text",
      isLong: true,
      value: () => null,
      cell: (reason) => h("div", null, exampleList(quarantine, reason)),
    },
  ];
  const files = [...new Set(reasons.map(({ file }) => file))];
  return h(
    "div.reasons",
    null,
    files.map((file) => {
      const of = reasons.filter((reason) => reason.file === file);
      const rows = of.reduce((sum, reason) => sum + reason.rows, 0);
      return h(
        "section",
        { "data-file": file },
        h("h3.file", null, h("code", null, file), ` ${plural(rows, "row")} set aside`),
        dataTable(columns, of, { caption: `Reasons for setting rows of ${file} aside` }),
      );
    }),
  );
}
