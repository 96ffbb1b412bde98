import { formatNumber, formatPeriod } from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import { type Child, h } from "./dom.ts";
import { filePath } from "./file-path.ts";
import { plural } from "./format.ts";
import type { Page } from "./page.ts";
import { rowCount } from "./quality-style.ts";
import type { Quarantine } from "./quarantine-data.ts";
import { type Column, dataTable } from "./table.ts";
import { inWords } from "./words.ts";

type FileMonths = Quarantine["months"][number];
type IdGaps = Quarantine["ids"][number];

/** The months told one by one, oldest first, as "2025-12": from the first of any file on. */
function monthsOf(files: Quarantine["months"], asOf: string): string[] {
  const last = monthNumber(asOf.slice(0, 7));
  const told = last - (files[0]?.rows.length ?? 0) + 1;
  const oldest = Math.min(...files.map(({ first_month }) => monthNumber(first_month.slice(0, 7))));
  const first = Math.min(last, Math.max(told, oldest));
  return Array.from({ length: last - first + 1 }, (_, place) => monthKey(first + place));
}

function rowsIn(row: FileMonths, months: readonly string[], place: number): number {
  return row.rows[row.rows.length - months.length + place] ?? 0;
}

/** What a month of a file is: with rows, without the rows it should have had, after its last for too long, or none of these. */
function stateOf(row: FileMonths, months: readonly string[], place: number): "" | "rows" | "empty" | "ended" {
  const month = months[place] ?? "";
  if (rowsIn(row, months, place) > 0) return "rows";
  if (row.missing_months.includes(`${month}-01`)) return "empty";
  return isOver(row, months) && month > row.last_month.slice(0, 7) ? "ended" : "";
}

/** Has a file had no rows for longer than it normally has none? The month of the as-of date may not be over yet. */
function isOver(row: FileMonths, months: readonly string[]): boolean {
  const quiet = months.filter((month) => month > row.last_month.slice(0, 7)).length;
  return quiet > row.every_months;
}

/** How often a file normally has rows, where that is not each month. */
function rhythm({ every_months: every }: FileMonths): string {
  return every === 1 ? "" : ` (rows at least every ${every} months)`;
}

/** A cell a month, darker with more rows; the words beside it say the same. */
function strip(row: FileMonths, months: readonly string[]): HTMLElement {
  const most = Math.max(...row.rows);
  return h(
    "span.months",
    { "aria-hidden": "true" },
    months.map((month, place) => {
      const rows = rowsIn(row, months, place);
      const state = stateOf(row, months, place);
      const cell = h("i", { title: `${formatPeriod(month)}: ${plural(rows, "row")}` });
      if (state !== "") cell.className = state;
      if (state === "rows") cell.style.opacity = String(0.25 + 0.75 * Math.sqrt(rows / most));
      return cell;
    }),
  );
}

function monthWords(months: readonly string[], most = 4): string {
  const rest = months.length - most;
  const named = months.slice(0, most).map((month) => formatPeriod(month));
  return `${named.join(", ")}${rest > 0 ? ` and ${formatNumber(rest)} more` : ""}`;
}

/** In which months each file has rows: what is missing in between, or stops before the exports were taken. */
export function quarantineMonths(page: Page, quarantine: Quarantine): HTMLElement {
  const [first] = quarantine.months;
  if (!first) return h("p.note", null, "No file of things that happen month by month has accepted rows.");
  const months = monthsOf(quarantine.months, page.summary.company.as_of);
  const verdict = (row: FileMonths): Child => {
    const missing = row.missing_months.map((month) => month.slice(0, 7));
    const over = isOver(row, months);
    if (missing.length === 0 && !over) return `none${rhythm(row)}`;
    return [
      missing.length > 0 && h("span.loss", null, monthWords(missing)),
      missing.length > 0 && over && "; ",
      over && h("span.loss", null, `nothing after ${formatPeriod(row.last_month)}`),
      rhythm(row),
    ];
  };
  return h(
    "div",
    null,
    dataTable<FileMonths>(
      [
        {
          key: "file",
          name: "File",
          unit: "text",
          isLong: true,
          value: ({ file }) => file,
          cell: ({ file }) => filePath(file),
        },
        {
          key: "dated_by",
          name: "Month of",
          unit: "text",
          value: ({ dated_by }) => dated_by,
          cell: ({ dated_by }) => inWords(dated_by.replace(/_on$|_for$/, "")),
        },
        {
          key: "first_month",
          name: "From",
          unit: "text",
          value: (row) => row.first_month.slice(0, 7),
          cell: (row) => formatPeriod(row.first_month),
        },
        {
          key: "last_month",
          name: "To",
          unit: "text",
          value: (row) => row.last_month.slice(0, 7),
          cell: (row) => formatPeriod(row.last_month),
        },
        {
          key: "missing",
          name: "Months without rows",
          unit: "text",
          isLong: true,
          value: (row) => row.missing_months.map((month) => month.slice(0, 7)).join(" "),
          cell: (row) => h("span", null, verdict(row)),
        },
        {
          key: "strip",
          name: `${formatPeriod(months[0] ?? "")} to ${formatPeriod(months.at(-1) ?? "")}`,
          unit: "text",
          value: () => null,
          cell: (row) => strip(row, months),
        },
      ],
      quarantine.months,
      { caption: "Accepted rows by month, by file" },
    ),
    h(
      "p.caveat",
      null,
      "A cell is a month, darker with more accepted rows; an outlined cell is a month in which the file lacks the rows it normally has, a dotted one a month after its last. How often it has rows is learnt from its own months. A small file may rest for a month; a large one that does was exported in parts.",
    ),
  );
}

function gapWords({ missing, gaps }: IdGaps): Child {
  if (missing === 0) return "none";
  const named = gaps.slice(0, 4).map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  return h("span", null, `${named.join(", ")}${gaps.length > 4 ? " …" : ""}`);
}

/** Numbers missing from keys that count up: rows that were deleted, or are in no export. */
export function quarantineIds(page: Page, { ids }: Quarantine): HTMLElement {
  if (ids.length === 0) return h("p.note", null, "No file has keys that count up, so none can be missing.");
  const columns: Column<IdGaps>[] = [
    {
      key: "file",
      name: "File",
      unit: "text",
      isLong: true,
      value: ({ file }) => file,
      cell: ({ file }) => filePath(file),
    },
    {
      key: "prefixes",
      name: "Keys",
      unit: "text",
      value: ({ prefixes }) => prefixes,
      cell: ({ prefixes, lowest, highest }) => h("code", null, `${prefixes}${lowest} … ${highest}`),
    },
    {
      key: "used",
      name: "Numbers in use",
      unit: "count",
      value: ({ used }) => used,
      cell: (row) =>
        rowCount(page, row.used, `ids used ${row.file}`, "different numbers of keys", "quarantine"),
    },
    {
      key: "missing",
      name: "Missing",
      unit: "count",
      value: ({ missing }) => missing,
      cell: (row) =>
        rowCount(
          page,
          row.missing,
          `ids missing ${row.file}`,
          "numbers between the lowest and the highest that no row has",
          "quarantine",
        ),
    },
    {
      key: "gaps",
      name: "First missing numbers",
      unit: "text",
      isLong: true,
      value: () => null,
      cell: (row) => h("span", null, gapWords(row)),
    },
  ];
  return dataTable(columns, ids, { caption: "Numbers missing from keys, by file" });
}
