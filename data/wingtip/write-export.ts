import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "csv-stringify/sync";
import type { Row } from "./rows.ts";

export type WrittenExport = { file: string; rows: number; sha256: string };

/** SHA-256 of bytes, in hex. */
export const digest = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Writes rows as a CSV file: header, comma, LF, UTF-8; every cell in quotes where `quoted`. The file is written as {@link writeText} writes it. */
export const writeExport = (
  folder: string,
  file: string,
  rows: readonly Row[],
  quoted = false,
): WrittenExport =>
  writeText(
    folder,
    file,
    rows.length,
    stringify([...rows], { header: true, record_delimiter: "\n", quoted, quoted_empty: quoted }),
  );

/** Writes records as JSON lines, one record a line. */
export const writeJsonLines = (folder: string, file: string, records: readonly object[]): WrittenExport =>
  writeText(folder, file, records.length, records.map((one) => `${JSON.stringify(one)}\n`).join(""));

/**
 * Writes a text of so many rows and says what it wrote. A file that already holds these bytes is left untouched; any
 * other is replaced by a rename, so a reader never sees half of it.
 */
export function writeText(folder: string, file: string, rows: number, text: string): WrittenExport {
  const path = join(folder, file);
  const bytes = Buffer.from(text, "utf8");
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, bytes);
    renameSync(`${path}.part`, path);
  }
  return { file, rows, sha256: digest(bytes) };
}
