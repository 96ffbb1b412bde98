import { formatNumber } from "@tideline/metrics";
import type { Quality, SourceCount } from "./data.ts";
import { h } from "./dom.ts";
import { filePath } from "./file-path.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { acceptedShare, qualityStyle, rowCount } from "./quality-style.ts";
import { type Column, dataTable } from "./table.ts";
import { inWords } from "./words.ts";

function shareBar({ rows_in, accepted, quarantined, left_out }: SourceCount): HTMLElement {
  const bar = h("span.share", { "aria-hidden": "true" });
  const parts = [
    ["", accepted],
    ["aside", quarantined],
    ["left-out", left_out],
  ] as const;
  for (const [name, value] of parts) {
    const part = document.createElement("i");
    part.className = name;
    part.style.flexGrow = String(rows_in === 0 ? 0 : value / rows_in);
    // A single row of thousands must not vanish.
    if (value > 0) part.style.minWidth = "2px";
    bar.append(part);
  }
  return bar;
}

function sizeText(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} B`;
}

/** Lines beyond the header and one a row: line ends inside of texts, and blank lines. */
function moreLines({ format, lines, rows_in }: SourceCount): number {
  return lines === null ? 0 : lines - rows_in - (format.startsWith("csv") ? 1 : 0);
}

/** Files whose lines are not their rows; counting line ends would have counted these wrong. */
export function quarantineLines(_page: Page, { sources }: Quality): HTMLElement {
  const longer = sources.filter((source) => moreLines(source) !== 0);
  const words = longer.map((source) => `${source.file} (${formatNumber(moreLines(source))})`);
  return h(
    "p.caveat",
    null,
    "Rows in are counted without the parser that reads them: ends of lines outside quotes, or elements of a list. Accepted, set aside and left out must add up to them, or the build stops. ",
    longer.length === 0
      ? "Every text file has one line a row, the header apart."
      : `More lines than rows, from texts over several lines or blank lines: ${words.join(", ")}.`,
  );
}

/** One row a file: what came in and what became of it. */
export function quarantineSources(page: Page, quality: Quality): HTMLElement {
  const rows = (
    key: "rows_in" | "accepted" | "quarantined" | "left_out",
    name: string,
  ): Column<SourceCount> => ({
    key,
    name,
    unit: "count",
    value: (row) => row[key],
    cell: (row) => rowCount(page, row[key], `${key} ${row.file}`, name.toLowerCase()),
  });
  const columns: Column<SourceCount>[] = [
    {
      key: "file",
      name: "File",
      unit: "text",
      isLong: true,
      value: ({ file }) => file,
      cell: ({ file }) => filePath(file),
    },
    {
      key: "layout",
      name: "Layout",
      unit: "text",
      isLong: true,
      value: ({ layout }) => layout,
      cell: ({ layout }) => inWords(layout),
    },
    { key: "format", name: "Format", unit: "text", value: ({ format }) => format },
    {
      key: "bytes",
      name: "Size",
      unit: "count",
      value: ({ bytes }) => bytes,
      cell: ({ bytes }) => sizeText(bytes),
    },
    {
      key: "lines",
      name: "Lines",
      unit: "count",
      value: ({ lines }) => lines,
      cell: ({ lines, file }) =>
        lines === null ? "–" : rowCount(page, lines, `lines ${file}`, "lines as an editor counts them"),
    },
    rows("rows_in", "Rows in"),
    rows("accepted", "Accepted"),
    rows("quarantined", "Set aside"),
    rows("left_out", "Left out"),
    {
      key: "accepted_rate",
      name: "Accepted share",
      unit: "rate",
      value: (row) => acceptedShare(row, row.file).value,
      cell: (row) => number(acceptedShare(row, row.file), qualityStyle(page)),
    },
    { key: "share", name: "Parts", unit: "text", value: () => null, cell: shareBar },
  ];
  return h(
    "div.files",
    null,
    dataTable(columns, quality.sources, { caption: "Rows in, accepted, set aside and left out, by file" }),
  );
}
