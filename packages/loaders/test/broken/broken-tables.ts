import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { findNamed } from "../../src/read/find-named.ts";
import type { ColumnKind } from "../../src/read/layout.ts";
import { layouts } from "../../src/read/layouts.ts";
import type { Fixture } from "../../src/read/test-vendor.ts";
import { type BrokenExport, targetOf, withTarget } from "./broken-export.ts";

/** Layouts whose rows have no key: a row that comes twice is two rows. docs/own-data.md lists them. */
export const keyless: ReadonlySet<string> = new Set([
  "csm_assignments",
  "csm_roster",
  "expected_losses",
  "milestones",
  "reported_churn",
  "segment_tracks",
  "ticket_changes",
  "usage",
  "xero_sales_invoices",
]);

/** A table of texts, and the place of the record that is damaged. */
interface Sheet {
  header: string[];
  records: string[][];
  victim: number;
}

const print = (...rows: string[][]) => stringify(rows);

/** Cells no column of a kind takes: each is set aside wherever the cell is read. */
const wrong: Partial<Record<ColumnKind, readonly string[]>> = {
  date: ["soon", "2025-02-30", "=TODAY()", "45688,5"],
  moment: ["soon", "2025-02-30T10:00:00Z", "<script>alert(1)</script>"],
  money: ["12.5x", "=1+1", "NaN", "<script>alert(1)</script>", "1e400", "#REF!"],
  number: ["many", "=1+1", "Infinity", "0x1F", "#N/A"],
  rate: ["high", "=1+1", "NaN"],
  period: ["fortnightish", "=1+1"],
  currency: ["QQQ", "Dollars", "=1+1"],
  boolean: ["perhaps", "=TRUE()"],
  word: ["no such word", "=1+1", "<script>"],
};

/** A table as an array of cells, and which of its records is damaged. */
export function sheetOf(fixture: Fixture, victim: number): Sheet {
  const content = fixture.files[targetOf(fixture)] ?? Buffer.alloc(0);
  const [header = [], ...records] = parse(content, { bom: true }) as string[][];
  return { header, records, victim };
}

/** Records of a table that break its form: they are set aside, and no other row with them. */
export function brokenRecords(fixture: Fixture, { header, records, victim }: Sheet): BrokenExport[] {
  const record = (records[victim] ?? []).map((cell) => cell.replaceAll("\n", " "));
  const text = print(record).trimEnd();
  const others = records.filter((_, place) => place !== victim);
  const before = print(header, ...records.slice(0, victim));
  const after = print(...records.slice(victim + 1));
  const line = before.split("\n").length;
  const without = withTarget(fixture, print(header, ...others));
  const inPlace = (damage: string, ...parts: (string | Buffer)[]): BrokenExport => ({
    damage,
    fixture: withTarget(fixture, Buffer.concat([before, ...parts, after].map((part) => Buffer.from(part)))),
    rows: records.length,
    same: [without],
    setAside: { line },
  });
  const last = print(header, ...others);
  const atEnd = (damage: string, tail: string): BrokenExport => ({
    damage,
    fixture: withTarget(fixture, last + tail),
    rows: records.length,
    same: [without],
    setAside: { line: last.split("\n").length },
  });
  const half = print(record.slice(0, Math.ceil(record.length / 2))).trimEnd();
  const long = "x".repeat(10_000_000);
  const wide = record.map((cell) => cell.replaceAll('"', ""));
  const unlessUnread = { same: [without, fixture], setAside: { line, isUnused: true } };
  return [
    atEnd("a last row that is cut in the middle", half),
    atEnd("a last row that is cut within quotes", `${half},"cut here`),
    inPlace("a row that lacks its last cells", `${half}\n`),
    inPlace("a row with a comma too many", `${text},x,\n`),
    inPlace("a quote that is not closed", `"${wide.join(",")}\n`),
    inPlace(
      "text after a closing quote",
      `"x"y${wide
        .map(() => ",")
        .join("")
        .slice(1)}\n`,
    ),
    { ...inPlace("a byte of Latin-1", Buffer.from(`é${text}\n`, "latin1")), ...unlessUnread },
    inPlace("a lone carriage return", `\r${text.replace(",", "\r,")}\n`),
    inPlace("a cell of ten million characters", `${long}${text}\n`),
    inPlace("a cell of ten million characters in quotes", `"${long}"${",".repeat(header.length - 1)}\n`),
    inPlace("a row with semicolons", `${record.join(";").replaceAll(/[,"\n]/g, "")}\n`),
    inPlace("a second header", print(header)),
    inPlace("an end-of-file sign", Buffer.from([0x1a, 10])),
  ];
}

/** Files that stay readable, or are refused as a whole. */
export function brokenTables(fixture: Fixture, { header, records, victim }: Sheet): BrokenExport[] {
  const rows = records.length;
  const all = print(header, ...records);
  const lines = print(...records);
  const noted = [["remark", ...header], ...records.map((record) => ['=HYPERLINK("x")\n"', ...record])];
  const readable = (
    damage: string,
    content: string | Buffer,
    {
      same = fixture,
      count = rows,
      source = {},
    }: { same?: Fixture; count?: number; source?: Record<string, unknown> } = {},
  ): BrokenExport => ({ damage, fixture: withTarget(fixture, content, source), rows: count, same: [same] });
  const refused = (damage: string, content: string | Buffer, stop: RegExp, source = {}): BrokenExport => ({
    damage,
    fixture: withTarget(fixture, content, source),
    rows,
    stop,
  });
  const [record = []] = records.slice(victim);
  const nul = print(header, ...records.slice(0, victim)) + print(record).replace(",", "\0,");
  const headerOnly = withTarget(fixture, print(header));
  const half = Math.floor(rows / 2);
  const parts = [records.slice(0, half), records.slice(half)].map((some) => gzipSync(print(header, ...some)));
  const path = targetOf(fixture);
  return [
    readable("line breaks and formulas in a column nobody reads", print(...noted)),
    readable(
      "a comma at the end of every row",
      print(header) + records.map((one) => print(one).replace(/\n$/, ",\n")).join(""),
    ),
    readable("line ends of two kinds", print(header).replace("\n", "\r\n") + lines),
    readable("blank lines between rows", [header, ...records].map((one) => `${print(one)}\n  \n`).join("")),
    { ...readable("nothing but a header", print(header), { same: headerOnly, count: 0 }), stop: /: / },
    refused(
      "headings that are one",
      print([...header, ...header], ...records.map((one) => [...one, ...one])),
      / line 1: two columns have one name \(columns \d+ and \d+\), got ".*"; rename one/,
    ),
    readable(
      "headings that are one, of columns nobody reads",
      print(["remark", ...header, "remark"], ...records.map((one) => ["x", ...one, "y"])),
    ),
    refused("old line ends", all.replaceAll("\n", "\r"), / line 1: the header has .*; /),
    refused("a NUL byte", `${nul}${lines}`, / line \d+: a NUL byte, which no text file has; save the export/),
    refused(
      "no header",
      lines,
      /: (no column|two columns|no layout|no such column)|line 1: two columns have one name/,
    ),
    refused(
      "a title above the header",
      `Report of the day\n\n${all}`,
      / line 1: the first line is a title and heads no columns, .* \(line 3, by its looks\)/,
    ),
    refused(
      "another delimiter than declared",
      all,
      / line 1: the header holds no such delimiter, got "\|"; correct "delimiter"/,
      { delimiter: "|" },
    ),
    refused(
      "JSON in a CSV file",
      '[{"id": 1}]',
      /: the file is not what it says \(CSV\), got JSON; set "format": "json"/,
    ),
    refused(
      "a heading in Latin-1",
      Buffer.concat([Buffer.from("pr\u00e9nom,", "latin1"), Buffer.from(all)]),
      / line 1: the header has bytes that are not UTF-8, got .*; /,
    ),
    {
      damage: "two packed parts, one behind the other",
      fixture: withTarget(fixture, Buffer.concat(parts), { file: `${path}.gz` }),
      rows: rows + 1,
      same: [fixture],
    },
    refused("the file of another system", "when,what\n2025-01-01,x\n", /: no column /),
    ...(keyless.has(String(fixture.settings.sources[0]?.layout))
      ? []
      : [
          {
            damage: "a row that comes twice",
            fixture: withTarget(fixture, all + print(record)),
            rows: rows + 1,
            same: [fixture],
            setAside: { line: all.split("\n").length, isUnused: true },
          },
        ]),
  ];
}

/** A cell its column does not take, in every column of a kind: set aside, or of no consequence. */
export function brokenCells(fixture: Fixture, sheet: Sheet, dice: (below: number) => number): BrokenExport[] {
  const { header, records } = sheet;
  const source = fixture.settings.sources[0] ?? {};
  const layout = layouts[String(source.layout)];
  const mapped = (source.columns ?? {}) as Record<string, string>;
  return Object.entries(layout?.columns ?? {}).flatMap(([canonical, { kind, names = [] }]) => {
    const cells = wrong[kind];
    const given = mapped[canonical];
    const place = given === undefined ? findNamed(header, names) : header.indexOf(given);
    if (cells === undefined || place < 0) return [];
    const filled = records.findIndex((record, at) => at >= sheet.victim && (record[place] ?? "") !== "");
    const victim = filled < 0 ? sheet.victim : filled;
    const cell = cells[dice(cells.length)] ?? "";
    const damaged = records.map((record, at) => (at === victim ? record.with(place, cell) : record));
    const before = print(header, ...damaged.slice(0, victim));
    const without = records.filter((_, at) => at !== victim);
    return [
      {
        damage: `${JSON.stringify(cell)} in ${header[place]}`,
        fixture: withTarget(fixture, print(header, ...damaged)),
        rows: records.length,
        same: [withTarget(fixture, print(header, ...without)), fixture],
        setAside: { line: before.split("\n").length, column: header[place] ?? "", isUnused: true },
      },
    ];
  });
}
