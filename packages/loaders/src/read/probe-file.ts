import type { CompanyFile, CompanySource } from "../company/load-company.ts";
import { envelopeKeys } from "./envelopes.ts";
import { JsonRecordScanner } from "./json-record-scanner.ts";
import { firstBytes } from "./open-bytes.ts";
import { type RecordFault, RecordScanner } from "./record-scanner.ts";

/** How a file turned out to be written. */
export type FileFormat = "csv" | "json list" | "json lines" | "json pages" | "parquet";

/** A file that was looked into: format and, for CSV, delimiter and header. */
export interface ProbedFile extends CompanyFile {
  format: FileFormat;
  compressed: boolean;
  /** It starts with a byte order mark. */
  hasMark: boolean;
  /** CSV only. */
  delimiter: string;
  /** Column names as the header prints them (CSV only; the others name columns row by row). */
  header: readonly string[];
  /** Keys under which objects that are no records hold lists of them (JSON pages only). */
  envelopes: readonly string[];
}

const HEAD = 1 << 20;

/**
 * Is a file what it says, and how is it written?
 *
 * @throws Error naming the file when it is empty, compressed, packed, binary, in another encoding, or another format
 */
export async function probeFile(file: CompanyFile, source: CompanySource): Promise<ProbedFile> {
  const { declared, compressed } = declaredFormat(file, source);
  if (file.bytes === 0) throw emptyFile(file);
  const stored = await firstBytes(file.path, false, 8);
  const isGzip = stored[0] === 0x1f && stored[1] === 0x8b;
  if (isGzip && !compressed) throw notWhatItSays(file, "a gzip file", "name it .gz, or unpack it");
  if (!isGzip && compressed)
    throw notWhatItSays(file, `${kindOf(stored) ?? "not gzip"}`, "remove .gz from its name");
  const head = await readHead(file, compressed);
  const kind = kindOf(head);
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const base = { ...file, compressed, hasMark, delimiter: ",", header: [], envelopes: [] };
  if (declared === "parquet") {
    if (kind === "a Parquet file" && !compressed) return { ...base, format: "parquet" };
    throw notWhatItSays(file, kind ?? "text", 'export Parquet, or correct "format"', "Parquet");
  }
  if (kind !== null) throw notWhatItSays(file, kind, wayOutOf(kind), declared.toUpperCase());
  const text = head.toString("utf8").replace(/^\uFEFF/, "");
  const first = text.trimStart().charAt(0);
  if (first === "") throw emptyFile(file);
  if (declared === "json") {
    const envelopes = envelopesOf(source);
    const isPaged = (first === "[" || first === "{") && isPages(head, envelopes);
    if (isPaged) return { ...base, format: "json pages", envelopes };
    if (first === "[") return { ...base, format: "json list" };
    if (first === "{") return { ...base, format: "json lines" };
    throw notWhatItSays(file, "text that starts with neither [ nor {", 'correct "format"', "JSON");
  }
  const nul = head.indexOf(0);
  if (nul >= 0) throw nulByte(file, 1 + head.subarray(0, nul).toString("latin1").split("\n").length - 1);
  if (first === "{" || first === "[") throw notWhatItSays(file, "JSON", 'set "format": "json"', "CSV");
  if (first === "<") throw notWhatItSays(file, "a web page or XML", "download the export itself", "CSV");
  const header = readHeader(file, head, source.settings.delimiter);
  return { ...base, format: "csv", ...header };
}

/** Keys under which lists of records may be wrapped: those company.json reads something of are a record's own. */
function envelopesOf({ settings }: CompanySource): string[] {
  const read = Object.values(settings.columns ?? {}).map((from) => String(from).split(".")[0]);
  return envelopeKeys.filter((key) => !read.includes(key));
}

/** Are records wrapped in envelopes or several lists, or written over several lines one after another? */
function isPages(head: Buffer, envelopes: readonly string[]): boolean {
  let first: Buffer | null = null;
  const scanner = new JsonRecordScanner({
    envelopes,
    onRecord: ({ bytes }) => {
      first ??= Buffer.from(bytes);
    },
  });
  scanner.push(head);
  if (scanner.envelopesSeen > 0 || scanner.listsSeen > 1) return true;
  const isList = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart()
    .startsWith("[");
  return !isList && (first ?? head).includes("\n");
}

/** A NUL byte in a text file: the file is binary, or in another encoding. */
export function nulByte(file: CompanyFile, line: number): Error {
  return new Error(
    `${file.file} line ${line}: a NUL byte, which no text file has; save the export as UTF-8 text`,
  );
}

function declaredFormat(file: CompanyFile, source: CompanySource) {
  const compressed = /\.gz$/i.test(file.path);
  const extension = /\.([^./\\]+)$/.exec(file.path.replace(/\.gz$/i, ""))?.[1]?.toLowerCase() ?? "";
  const byExtension = {
    csv: "csv",
    tsv: "csv",
    txt: "csv",
    json: "json",
    jsonl: "json",
    ndjson: "json",
    parquet: "parquet",
  };
  const declared =
    source.settings.format ?? (byExtension as Record<string, "csv" | "json" | "parquet">)[extension];
  if (declared !== undefined) return { declared, compressed };
  const packed = { xlsx: zipped, xlsm: zipped, ods: zipped, numbers: zipped, zip: zipped, xls: oldWorkbook };
  const kind = (packed as Record<string, string>)[extension];
  if (kind !== undefined) throw new Error(`${file.file}: not a text file, got ${kind}; ${wayOutOf(kind)}`);
  throw new Error(
    `${file.file}: the name does not say what it is, got .${extension}; ` +
      `add "format": "csv", "json" or "parquet" to ${source.key} in company.json`,
  );
}

async function readHead(file: CompanyFile, compressed: boolean): Promise<Buffer> {
  try {
    return await firstBytes(file.path, compressed, HEAD);
  } catch (cause) {
    throw brokenGzip(file, cause);
  }
}

/** A gzip file that cannot be unpacked to its end. */
export function brokenGzip(file: CompanyFile, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`${file.file}: the gzip file cannot be unpacked, got "${why}"; export or copy it again`, {
    cause,
  });
}

function emptyFile(file: CompanyFile): Error {
  return new Error(
    `${file.file}: the file is empty, got ${file.bytes} bytes without a header; export it again`,
  );
}

function notWhatItSays(
  file: CompanyFile,
  what: string,
  wayOut: string,
  says = file.file.split(".").at(-1),
): Error {
  return new Error(`${file.file}: the file is not what it says (${says}), got ${what}; ${wayOut}`);
}

const zipped = "a zip file (or an Excel workbook)";
const oldWorkbook = "an old Excel workbook";

/** What to do with a file that is no text. */
function wayOutOf(kind: string): string {
  if (kind !== zipped && kind !== oldWorkbook) return "export it as plain UTF-8 text";
  const unpack = kind === zipped ? ", or unpack the zip" : "";
  return `save the sheet as "CSV UTF-8"${unpack}, and name that file`;
}

const signatures: readonly [string, readonly number[]][] = [
  [zipped, [0x50, 0x4b, 0x03, 0x04]],
  ["a gzip file", [0x1f, 0x8b]],
  ["a Parquet file", [0x50, 0x41, 0x52, 0x31]],
  [oldWorkbook, [0xd0, 0xcf, 0x11, 0xe0]],
  ["a PDF file", [0x25, 0x50, 0x44, 0x46]],
  ["text in UTF-16", [0xff, 0xfe]],
  ["text in UTF-16", [0xfe, 0xff]],
];

function kindOf(bytes: Buffer): string | null {
  const found = signatures.find(([, start]) => start.every((byte, i) => bytes[i] === byte));
  if (found !== undefined) return found[0];
  const everySecond = bytes.length >= 8 && [1, 3, 5, 7].every((i) => bytes[i] === 0);
  return everySecond ? "text in UTF-16" : null;
}

function readHeader(file: CompanyFile, head: Buffer, declared: string | undefined) {
  const delimiter = declared ?? likeliestDelimiter(head);
  const names: string[] = [];
  const scanner = new RecordScanner({
    delimiter: delimiter.charCodeAt(0),
    onRecord: ({ bytes, fault }) => {
      if (names.length > 0) return;
      if (fault !== null) {
        throw new Error(
          `${file.file} line 1: the header has ${fault}, got ${shorten(bytes)}; ${headerWayOut(fault)}`,
        );
      }
      names.push(...splitFields(bytes.toString("utf8").replace(/^\uFEFF/, ""), delimiter));
    },
  });
  scanner.push(head);
  if (names.length === 0) scanner.end();
  assertNoTitle(file, names, head);
  if (declared !== undefined && names.length === 1) {
    const got = JSON.stringify(declared);
    throw new Error(
      `${file.file} line 1: the header holds no such delimiter, got ${got}; correct "delimiter"`,
    );
  }
  return { delimiter, header: names };
}

function headerWayOut(fault: RecordFault): string {
  return fault === "a carriage return outside quotes"
    ? 'end lines with LF or CRLF: save it as "CSV UTF-8", not as CSV for Macintosh'
    : "correct the export";
}

/**
 * Does the first line head the columns? Spreadsheets are told the delimiter there, and reports have their title.
 *
 * @throws Error with the line of the header, where one of the first lines looks like it
 */
function assertNoTitle(file: CompanyFile, names: readonly string[], head: Buffer): void {
  const said = names.filter((name) => name !== "");
  const got = JSON.stringify(said.join(", ").slice(0, 60));
  if (/^sep=/i.test(said[0] ?? "")) {
    const wrong = "a note to spreadsheets stands before the header";
    throw new Error(`${file.file} line 1: ${wrong}, got ${got}; delete that line`);
  }
  if (said.length > 1) return;
  const lines = head.toString("utf8").split(/\r?\n/, 20);
  const counts = lines.map((line) => {
    return splitFields(line, likeliestDelimiter(line)).filter((field) => field !== "").length;
  });
  const line = counts.findIndex((count) => count > 1);
  if (line < 1) return;
  const wrong = "the first line is a title and heads no columns";
  throw new Error(
    `${file.file} line 1: ${wrong}, got ${got}; delete the lines before the header (line ${line + 1}, by its looks)`,
  );
}

function likeliestDelimiter(head: Buffer | string): string {
  const firstLine =
    head
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .trimStart()
      .split(/\r?\n/)[0] ?? "";
  const unquoted = firstLine.replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t", "|"].map((sign) => ({ sign, count: unquoted.split(sign).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}

/** The fields of one well-formed record. */
export function splitFields(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at <= record.length) {
    while (record[at] === " " && delimiter !== " ") at++;
    let field = "";
    if (record[at] === '"') {
      let close = record.indexOf('"', at + 1);
      while (close >= 0 && record[close + 1] === '"') close = record.indexOf('"', close + 2);
      const end = close < 0 ? record.length : close;
      field = record.slice(at + 1, end).replaceAll('""', '"');
      at = end;
      const next = record.indexOf(delimiter, at);
      at = next < 0 ? record.length + 1 : next + 1;
    } else {
      const next = record.indexOf(delimiter, at);
      field = record.slice(at, next < 0 ? record.length : next);
      at = next < 0 ? record.length + 1 : next + 1;
    }
    fields.push(field.trim());
  }
  return fields;
}

function shorten(bytes: Buffer): string {
  return JSON.stringify(bytes.toString("utf8").slice(0, 60));
}
