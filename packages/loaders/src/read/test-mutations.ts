import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { isNeutral } from "./layouts.ts";
import type { Fixture } from "./test-vendor.ts";

/** A way of writing the same export otherwise: files and the settings of its source. */
export type Mutation = (fixture: Fixture) => Fixture;

const isCsv = (path: string) => path.endsWith(".csv");

function eachFile(change: (content: Buffer, path: string) => Buffer): Mutation {
  return (fixture) => ({
    ...fixture,
    files: Object.fromEntries(
      Object.entries(fixture.files).map(([path, content]) => [path, change(content, path)]),
    ),
  });
}

type Table = [header: string[], ...rows: string[][]];

function eachTable(change: (table: Table) => string[][]): Mutation {
  return eachFile((content, path) => {
    if (!isCsv(path)) return content;
    return Buffer.from(stringify(change(parse(content, { bom: true }) as unknown as Table)));
  });
}

const reordered = eachTable((table) => table.map((row) => [...row].reverse()));
const withUnknown = eachTable((table) => {
  return table.map((row, place) => [
    place === 0 ? "Internal note (metadata)" : 'a "note",\nof two lines',
    ...row,
  ]);
});
/** Columns in which no row has a value. */
const withoutEmpty = eachTable(([header, ...rows]) => {
  const kept = header.map((_, place) => rows.some((row) => (row[place] ?? "").trim() !== ""));
  return [header, ...rows].map((row) => row.filter((_, place) => kept[place]));
});
const otherCase = (change: (name: string) => string) =>
  eachTable(([header, ...rows]) => [header.map(change), ...rows]);

/** A file of patterns: `exports/a.csv` in two, `exports/a.csv` and `exports/a.part2.csv`. */
const split: Mutation = (fixture) => {
  const files = Object.entries(fixture.files).flatMap(([path, content]) => {
    if (!isCsv(path)) return [[path, content] as const];
    const [header, ...rows] = parse(content, { bom: true }) as unknown as Table;
    const half = Math.ceil(rows.length / 2);
    const part = (some: string[][]) => Buffer.from(stringify([header, ...some]));
    return [
      [path, part(rows.slice(0, half))] as const,
      [path.replace(/\.csv$/, ".part2.csv"), part(rows.slice(half))] as const,
    ];
  });
  return {
    ...withFiles(fixture, (file) => file.replace(/\.csv$/, "*.csv")),
    files: Object.fromEntries(files),
  };
};

const packed: Mutation = (fixture) => ({
  ...withFiles(fixture, (file) => `${file}.gz`),
  files: Object.fromEntries(
    Object.entries(fixture.files).map(([path, content]) => [`${path}.gz`, gzipSync(content)]),
  ),
});

/** The layout is not named, and told by the columns. */
const unnamed: Mutation = (fixture) => ({
  ...fixture,
  settings: {
    ...fixture.settings,
    sources: fixture.settings.sources.map(({ layout, ...source }) =>
      isNeutral(String(layout)) ? { layout, ...source } : source,
    ),
  },
});

function withFiles(fixture: Fixture, change: (file: string) => string): Fixture {
  const sources = fixture.settings.sources.map((source) => ({
    ...source,
    file: change(String(source.file)),
  }));
  return { ...fixture, settings: { ...fixture.settings, sources } };
}

/** Every way of writing the same rows otherwise, by what is done. */
export const mutations: Readonly<Record<string, Mutation>> = {
  "columns in another order": reordered,
  "a column more": withUnknown,
  "empty columns left out": withoutEmpty,
  "headings in capitals": otherCase((name) => name.toUpperCase()),
  "headings in small letters": otherCase((name) => name.toLowerCase()),
  "a byte order mark": eachFile((content) => Buffer.concat([Buffer.from("\uFEFF"), content])),
  "CRLF line ends": eachFile((content, path) =>
    isCsv(path) ? Buffer.from(content.toString("utf8").replaceAll(/\r?\n/g, "\r\n")) : content,
  ),
  "no last line end": eachFile((content) => Buffer.from(content.toString("utf8").trimEnd())),
  "semicolons between fields": eachFile((content, path) => {
    if (!isCsv(path)) return content;
    return Buffer.from(stringify(parse(content, { bom: true }) as unknown as Table, { delimiter: ";" }));
  }),
  "every field in quotes": eachFile((content, path) => {
    if (!isCsv(path)) return content;
    return Buffer.from(stringify(parse(content, { bom: true }) as unknown as Table, { quoted: true }));
  }),
  packed,
  "split in two files": split,
  "the layout not named": unnamed,
  "all of it at once": (fixture) =>
    unnamed(packed(split(otherCase((name) => name.toUpperCase())(reordered(withUnknown(fixture)))))),
};
