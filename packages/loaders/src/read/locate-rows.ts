import { isUtf8 } from "node:buffer";
import type { DuckDBConnection } from "@duckdb/node-api";
import { recordText } from "./clean-copy.ts";
import { JsonListScanner } from "./json-list-scanner.ts";
import { JsonRecordScanner } from "./json-record-scanner.ts";
import { openBytes } from "./open-bytes.ts";
import type { ReadFile } from "./read-file.ts";
import { RecordScanner } from "./record-scanner.ts";
import { literal } from "./sql-text.ts";

/** Where a row stands in its file, and what stands there. */
export interface RowPlace {
  line: number;
  text: string;
}

/**
 * Where do these rows of a file stand? A second read of the file, only made for files with offenders.
 *
 * @param ordinals 0-based numbers of rows among those the parser read, ascending
 * @returns one place a row: the physical line (the row number for Parquet) and the row's text
 */
export async function locateRows(
  connection: DuckDBConnection,
  read: ReadFile,
  ordinals: readonly number[],
): Promise<RowPlace[]> {
  if (ordinals.length === 0) return [];
  const { file } = read;
  if (file.format === "parquet") return parquetRows(connection, file.path, ordinals);
  const places: RowPlace[] = [];
  let ordinal = file.format === "csv" ? -1 : 0;
  const note = (line: number, bytes: Buffer) => {
    if (ordinal === ordinals[places.length]) places.push({ line, text: recordText(bytes) });
    ordinal += 1;
  };
  const list = new JsonListScanner(({ line, bytes }) => note(line, bytes));
  const records = new RecordScanner({
    delimiter: file.format === "csv" ? file.delimiter.charCodeAt(0) : null,
    fields: read.copy === null || file.format !== "csv" ? null : file.header.length,
    onRecord: ({ line, bytes, fault }) => {
      if (fault === null || read.copy === null || ordinal < 0) note(line, bytes);
    },
  });
  const pages = new JsonRecordScanner({
    envelopes: file.envelopes,
    onRecord: ({ line, bytes }) => {
      if (isUtf8(bytes)) note(line, bytes);
    },
  });
  const scanner = file.format === "json list" ? list : file.format === "json pages" ? pages : records;
  for await (const chunk of openBytes(file.path, file.compressed)) {
    scanner.push(chunk);
    if (places.length === ordinals.length) return places;
  }
  records.end();
  pages.end();
  return places;
}

async function parquetRows(
  connection: DuckDBConnection,
  path: string,
  ordinals: readonly number[],
): Promise<RowPlace[]> {
  const reader = await connection.runAndReadAll(
    `select row, left(cast(to_json(data) as varchar), 2000) from
       (select row_number() over () - 1 as row, data from read_parquet(${literal(path)}) as data)
     where row in (${ordinals.join(", ")}) order by row`,
  );
  return reader.getRowsJson().map(([row, text]) => ({ line: Number(row) + 1, text: String(text) }));
}
