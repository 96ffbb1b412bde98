import { createHash } from "node:crypto";
import { JsonListScanner } from "./json-list-scanner.ts";
import { JsonRecordScanner } from "./json-record-scanner.ts";
import { openBytes } from "./open-bytes.ts";
import { brokenGzip, nulByte, type ProbedFile } from "./probe-file.ts";
import { RecordScanner } from "./record-scanner.ts";

/** What a scan of a file's bytes found, without any parser. */
export interface FileCount {
  /** Rows, the header of a CSV not counted; null for Parquet, whose footer says it. */
  rows: number | null;
  /** Lines of CSV or JSON lines as an editor counts them; null for the others. */
  lines: number | null;
  /** SHA-256 of the file as stored. */
  sha256: string;
  /** The last list in the file says that it goes on. */
  hasMore: boolean;
  /** Parsers disagree on its line ends: it is read from a clean copy. */
  irregular: boolean;
}

/**
 * How many rows does a file have, counted independently of the parser?
 *
 * CSV: line ends outside quotes; JSON lines: lines that are not blank; JSON lists and pages: elements by brackets and
 * commas.
 */
export async function countFile(file: ProbedFile): Promise<FileCount> {
  const hash = createHash("sha256");
  const records = new RecordScanner({
    delimiter: file.format === "csv" ? file.delimiter.charCodeAt(0) : null,
  });
  const list = new JsonListScanner();
  const pages = new JsonRecordScanner({ envelopes: file.envelopes });
  const scanner = file.format === "json list" ? list : file.format === "json pages" ? pages : records;
  try {
    for await (const chunk of openBytes(file.path, file.compressed, (stored) => hash.update(stored))) {
      if (file.format !== "parquet") scanner.push(chunk);
    }
  } catch (cause) {
    throw file.compressed ? brokenGzip(file, cause) : cause;
  }
  const sha256 = hash.digest("hex");
  if (file.format === "parquet") return { rows: null, lines: null, sha256, hasMore: false, irregular: false };
  if (file.format === "json list") {
    if (!list.closed) {
      const wrong = "the JSON list is not closed where the file ends";
      throw new Error(
        `${file.file} line ${list.line}: ${wrong}, got ${list.elements} elements; export it again`,
      );
    }
    return { rows: list.elements, lines: null, sha256, hasMore: false, irregular: false };
  }
  if (file.format === "json pages") {
    pages.end();
    if (!pages.closed) {
      const wrong = "the JSON is not closed where the file ends";
      throw new Error(
        `${file.file} line ${pages.line}: ${wrong}, got ${pages.records} records; export it again`,
      );
    }
    return { rows: pages.records, lines: null, sha256, hasMore: pages.hasMore, irregular: false };
  }
  records.end();
  if (records.nulLine !== null) throw nulByte(file, records.nulLine);
  const header = file.format === "csv" ? 1 : 0;
  const { lines, irregular } = records;
  return { rows: records.records - header, lines, sha256, hasMore: false, irregular };
}
