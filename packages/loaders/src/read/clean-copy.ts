import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { JsonRecordScanner } from "./json-record-scanner.ts";
import { openBytes } from "./open-bytes.ts";
import type { ProbedFile } from "./probe-file.ts";
import { type RecordFault, RecordScanner } from "./record-scanner.ts";

/** A record that could not be taken apart. */
export interface BrokenRecord {
  line: number;
  fault: RecordFault;
  text: string;
  /** How many records that are not broken stand before it. */
  rowsBefore: number;
}

/** A copy of a text file without header and broken records, with one kind of line end. */
export interface CleanCopy {
  path: string;
  rows: number;
  broken: BrokenRecord[];
  remove: () => Promise<void>;
}

/** Writes the clean copy of a file that the parser cannot read as it is, to a temporary folder. */
export async function cleanCopy(file: ProbedFile): Promise<CleanCopy> {
  const folder = await mkdtemp(join(tmpdir(), "tideline-"));
  const path = join(folder, file.format === "csv" ? "clean.csv" : "clean.jsonl");
  const out = createWriteStream(path);
  const broken: BrokenRecord[] = [];
  let rows = 0;
  let headerSeen = file.format !== "csv";
  const scanner = new RecordScanner({
    delimiter: file.format === "csv" ? file.delimiter.charCodeAt(0) : null,
    fields: file.format === "csv" ? file.header.length : null,
    onRecord: ({ line, bytes, fault }) => {
      if (!headerSeen) {
        headerSeen = true;
        return;
      }
      if (fault !== null) {
        broken.push({ line, fault, text: recordText(bytes), rowsBefore: rows });
        return;
      }
      const isMarked = rows === 0 && file.hasMark && file.format !== "csv";
      rows += 1;
      out.write(Buffer.concat([isMarked ? bytes.subarray(3) : bytes, newline]));
    },
  });
  const pages = new JsonRecordScanner({
    envelopes: file.envelopes,
    onRecord: ({ line, bytes }) => {
      if (!isUtf8(bytes)) {
        broken.push({ line, fault: "bytes that are not UTF-8", text: recordText(bytes), rowsBefore: rows });
        return;
      }
      rows += 1;
      out.write(Buffer.concat([onOneLine(bytes), newline]));
    },
  });
  const taking = file.format === "json pages" ? pages : scanner;
  for await (const chunk of openBytes(file.path, file.compressed)) {
    taking.push(chunk);
    if (out.writableNeedDrain) await once(out, "drain");
  }
  taking.end();
  out.end();
  await finished(out);
  return { path, rows, broken, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Line ends in JSON stand between values only. */
function onOneLine(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (const [at, byte] of copy.entries()) if (byte === 10 || byte === 13) copy[at] = 32;
  return copy;
}

const newline = Buffer.from("\n");

/** A record as it stands in the file, cut to 2,000 characters. */
export function recordText(bytes: Buffer): string {
  return bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .slice(0, 2_000)
    .trimEnd();
}
