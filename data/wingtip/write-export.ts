import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "csv-stringify/sync";
import type { Row } from "./rows.ts";

export type WrittenExport = { file: string; rows: number; sha256: string };

const digest = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/**
 * Writes rows as a CSV file (header, comma, LF, UTF-8) and says what it wrote. A file that already holds these bytes
 * is left untouched; any other is replaced by a rename, so a reader never sees half of it.
 */
export function writeExport(folder: string, file: string, rows: readonly Row[]): WrittenExport {
  const path = join(folder, file);
  const bytes = Buffer.from(stringify([...rows], { header: true, record_delimiter: "\n" }), "utf8");
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, bytes);
    renameSync(`${path}.part`, path);
  }
  return { file, rows: rows.length, sha256: digest(bytes) };
}
