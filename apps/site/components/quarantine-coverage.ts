import { h } from "./dom.ts";
import { filePath } from "./file-path.ts";
import { plural } from "./format.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { qualityStyle, rowCount } from "./quality-style.ts";
import type { Quarantine } from "./quarantine-data.ts";
import { type Column, dataTable } from "./table.ts";
import { inWords } from "./words.ts";

type Coverage = Quarantine["coverage"][number];
type Unmatched = Quarantine["unmatched"][number];

function coverageTable(page: Page, coverage: readonly Coverage[]): HTMLElement {
  const count = (
    key: "known_customers" | "unknown_customers" | "unknown_rows",
    name: string,
  ): Column<Coverage> => ({
    key,
    name,
    unit: "count",
    value: (row) => row[key],
    cell: (row) => rowCount(page, row[key], `coverage ${key} ${row.file}`, name.toLowerCase(), "quarantine"),
  });
  const share = (row: Coverage) => row.known_customers / (row.known_customers + row.unknown_customers);
  return dataTable<Coverage>(
    [
      {
        key: "file",
        name: "File",
        unit: "text",
        isLong: true,
        value: ({ file }) => file,
        cell: ({ file }) => filePath(file),
      },
      count("known_customers", "Customers known"),
      count("unknown_customers", "Not known"),
      {
        key: "known_rate",
        name: "Known",
        unit: "rate",
        value: share,
        cell: (row) =>
          number(
            {
              value: row.known_customers + row.unknown_customers === 0 ? null : share(row),
              unit: "rate",
              mart: "quarantine",
              key: `coverage known / all ${row.file}`,
              method: "customers known / customers the file names",
              reason: "the file names no customer",
            },
            qualityStyle(page),
          ),
      },
      count("unknown_rows", "Rows set aside"),
    ],
    [...coverage].sort((a, b) => b.unknown_customers - a.unknown_customers || (a.file < b.file ? -1 : 1)),
    { caption: "Customers each file names, known or not" },
  );
}

function unmatchedList(page: Page, rows: readonly Unmatched[]): HTMLElement {
  const [first] = rows;
  return h(
    "details",
    null,
    h(
      "summary",
      null,
      h("code", null, first?.file ?? ""),
      ` ${plural(first?.keys ?? 0, "key")} of nobody known`,
    ),
    dataTable<Unmatched>(
      [
        {
          key: "key",
          name: "Key",
          unit: "text",
          value: ({ key }) => key,
          cell: ({ key }) => h("code", null, key),
        },
        { key: "column_name", name: "Column", unit: "text", value: (row) => row.column_name },
        {
          key: "code",
          name: "What is not known",
          unit: "text",
          value: ({ code }) => code,
          cell: ({ code }) => inWords(code.replace("unknown_", "")),
        },
        {
          key: "rows",
          name: "Rows",
          unit: "count",
          value: (row) => row.rows,
          cell: (row) =>
            rowCount(page, row.rows, `unmatched ${row.file} ${row.key}`, "rows of this key", "quarantine"),
        },
      ],
      rows,
      { caption: `Keys of nobody known in ${first?.file ?? "the file"}` },
    ),
    (first?.keys ?? 0) > rows.length && h("p.caveat", null, "Those with the most rows; the CSV has all."),
  );
}

/** How many customers of each file the export of customers knows, and the keys of those it does not. */
export function quarantineCoverage(page: Page, { coverage, unmatched }: Quarantine): HTMLElement {
  const files = [...new Set(unmatched.map(({ file }) => file))];
  if (coverage.length === 0 && files.length === 0) {
    return h("p.note", null, "Every customer, person and contract line that a file names is known.");
  }
  return h(
    "div",
    null,
    coverage.length > 0 && coverageTable(page, coverage),
    files.map((file) =>
      unmatchedList(
        page,
        unmatched.filter((row) => row.file === file),
      ),
    ),
  );
}
