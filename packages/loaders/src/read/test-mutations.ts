import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { isNeutral } from "./layouts.ts";
import type { Fixture } from "./test-vendor.ts";

/** A way of writing the same export otherwise: files and the settings of its source. */
export type Mutation = (fixture: Fixture) => Fixture;

const isCsv = (path: string) => path.endsWith(".csv");
const isJson = (path: string) => /\.(json|jsonl|ndjson)$/.test(path);

export type JsonRecord = Readonly<Record<string, unknown>>;

/** The records of a JSON file, and how to write others in its form: an envelope, a list or lines. */
export function jsonOf(content: Buffer): {
  records: JsonRecord[];
  write: (records: readonly JsonRecord[]) => Buffer;
} {
  const text = content.toString("utf8");
  try {
    const whole = JSON.parse(text) as JsonRecord | JsonRecord[];
    if (Array.isArray(whole)) return { records: whole, write: (some) => Buffer.from(JSON.stringify(some)) };
    const [key] = Object.entries(whole).find(([, value]) => Array.isArray(value)) ?? [];
    if (key === undefined || "id" in whole) throw new Error("one record");
    const write = (some: readonly JsonRecord[]) =>
      Buffer.from(JSON.stringify({ ...whole, [key]: some }, null, 2));
    return { records: whole[key] as JsonRecord[], write };
  } catch {
    const records = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as JsonRecord);
    return { records, write: inLines };
  }
}

function inLines(records: readonly JsonRecord[]): Buffer {
  return Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}

function eachJson(change: (json: ReturnType<typeof jsonOf>) => Buffer): Mutation {
  return eachFile((content, path) => (isJson(path) ? change(jsonOf(content)) : content));
}

function eachRecord(change: (record: JsonRecord) => JsonRecord): Mutation {
  return eachJson(({ records, write }) => write(records.map(change)));
}

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

const note = 'a "note",\nof two lines';
const both =
  (first: Mutation, second: Mutation): Mutation =>
  (fixture) =>
    second(first(fixture));
const reordered = both(
  eachTable((table) => table.map((row) => [...row].reverse())),
  eachRecord((record) => Object.fromEntries(Object.entries(record).reverse())),
);
const withUnknown = both(
  eachTable((table) => table.map((row, place) => [place === 0 ? "Internal note (metadata)" : note, ...row])),
  eachRecord((record) => ({ internal_note: { text: note, data: [1, "}"] }, ...record })),
);
/** Columns in which no row has a value are left out, of the files and of what company.json maps. */
const withoutEmpty: Mutation = (fixture) => {
  const dropped = new Set<string>();
  const files = eachTable(([header, ...rows]) => {
    const kept = header.map((_, place) => rows.some((row) => (row[place] ?? "").trim() !== ""));
    for (const [place, name] of header.entries()) if (!kept[place]) dropped.add(name);
    return [header, ...rows].map((row) => row.filter((_, place) => kept[place]));
  })(fixture);
  return withSources(files, ({ columns, ...source }) => {
    const left = Object.entries((columns ?? {}) as Record<string, unknown>).filter(
      ([, name]) => !dropped.has(String(name)),
    );
    return left.length === 0 ? source : { ...source, columns: Object.fromEntries(left) };
  });
};
const otherCase = (change: (name: string) => string) =>
  eachTable(([header, ...rows]) => [header.map(change), ...rows]);

/** A file of patterns: `exports/a.csv` in two, `exports/a.csv` and `exports/a.part2.csv`. */
const split: Mutation = (fixture) => {
  const files = Object.entries(fixture.files).flatMap(([path, content]) => {
    if (isJson(path)) {
      const { records, write } = jsonOf(content);
      const half = Math.ceil(records.length / 2);
      return [
        [path, write(records.slice(0, half))] as const,
        [path.replace(/(\.\w+)$/, ".part2$1"), write(records.slice(half))] as const,
      ];
    }
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
    ...withFiles(fixture, (file) => file.replace(/(\.(?:csv|json|jsonl|ndjson))$/, "*$1")),
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
const unnamed: Mutation = (fixture) =>
  withSources(fixture, ({ layout, ...source }) =>
    isNeutral(String(layout)) ? { layout, ...source } : source,
  );

type Source = Fixture["settings"]["sources"][number];

function withSources(fixture: Fixture, change: (source: Source) => Source): Fixture {
  return { ...fixture, settings: { ...fixture.settings, sources: fixture.settings.sources.map(change) } };
}

function withFiles(fixture: Fixture, change: (file: string) => string): Fixture {
  return withSources(fixture, (source) => ({ ...source, file: change(String(source.file)) }));
}

/** Tables as an object a row, which only neutral layouts are read from. */
const asJson: Mutation = (fixture) => ({
  ...withFiles(fixture, (file) => file.replace(/\.csv$/, ".jsonl")),
  files: Object.fromEntries(
    Object.entries(fixture.files).map(([path, content]) => [
      path.replace(/\.csv$/, ".jsonl"),
      inLines(parse(content, { bom: true, columns: true }) as JsonRecord[]),
    ]),
  ),
});

const inCapitals = otherCase((name) => name.toUpperCase());
const withoutNulls = eachRecord((record) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)),
);
const asLines = eachJson(({ records }) => inLines(records));
const quoted = { delimiter: ";", quoted: true };

const ofAll: Readonly<Record<string, Mutation>> = {
  "columns in another order, and one more": both(reordered, withUnknown),
  "a byte order mark, CRLF line ends and no last one": eachFile((content) => {
    const text = content.toString("utf8").trimEnd().replaceAll(/\r?\n/g, "\r\n");
    return Buffer.from(`\uFEFF${text}`);
  }),
  "no last line end, packed": both(
    eachFile((content) => Buffer.from(content.toString("utf8").trimEnd())),
    packed,
  ),
  "split in two files": split,
};

const ofTables: Readonly<Record<string, Mutation>> = {
  "empty columns left out, headings in small letters": both(
    withoutEmpty,
    otherCase((name) => name.toLowerCase()),
  ),
  "semicolons between fields, all of them in quotes": eachFile((content) => {
    return Buffer.from(stringify(parse(content, { bom: true }) as unknown as Table, quoted));
  }),
  "all of it at once": (fixture) => unnamed(packed(split(inCapitals(reordered(withUnknown(fixture)))))),
};

const ofJson: Readonly<Record<string, Mutation>> = {
  "empty keys left out, records as lines": both(withoutNulls, asLines),
  "records as one list": eachJson(({ records }) => Buffer.from(JSON.stringify(records))),
  "records over several lines": eachJson(({ records }) => {
    return Buffer.from(records.map((record) => JSON.stringify(record, null, 2)).join("\n"));
  }),
  "a page a record": eachFile((content) => {
    if (!content.toString("utf8").startsWith("{")) return content;
    const { records, write } = jsonOf(content);
    return Buffer.concat(records.map((record) => Buffer.concat([write([record]), Buffer.from("\n")])));
  }),
  "all of it at once": (fixture) => unnamed(packed(split(reordered(withUnknown(fixture))))),
};

/** Every way of writing the same rows otherwise that a fixture's files have, by what is done. */
export function mutationsOf({ settings, files }: Fixture): [name: string, Mutation][] {
  const paths = Object.keys(files);
  const isOwn = settings.sources.every(({ layout }) => isNeutral(String(layout)));
  const more: Record<string, Mutation> = isOwn
    ? { "records as objects": asJson }
    : { "the layout not named": unnamed };
  if (paths.every(isCsv)) return Object.entries({ ...ofAll, ...ofTables, ...more });
  if (paths.every(isJson)) return Object.entries({ ...ofAll, ...ofJson, ...more });
  throw new Error(`mutationsOf: files of several formats, got ${paths.join(", ")}; write CSV or JSON only`);
}
