import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from "@duckdb/node-api";
import type { Track } from "./tracks.ts";
import { digest, type WrittenExport } from "./write-export.ts";

const CHUNK = 2048;

/**
 * Segment's table of tracks from the events: what is printed is worked out by column. The events are whole numbers, and
 * their texts are numbers of a list.
 */
const tracks = (path: string) => `
  copy (
    select
      printf('ajs-next-%012x', 7919 * track_no::bigint) as id,
      make_timestamp((happened::bigint + lag) * 1000000) as received_at,
      make_timestamp(nullif(happened, 0)::bigint * 1000000) as timestamp,
      nullif(events.text, '') as event,
      nullif(users.text, '') as user_id,
      case when users.text = '' then printf('anon-%08x', 104729 * track_no::bigint % 4294967296) end as anonymous_id,
      nullif(groups.text, '') as context_group_id
    from tracks
    join texts as events on events.text_no = tracks.event_no
    join texts as users on users.text_no = tracks.user_no
    join texts as groups on groups.text_no = tracks.group_no
    order by happened, track_no
  ) to '${path.replaceAll("'", "''")}' (format parquet, compression zstd, row_group_size 122880)`;

/** Appends rows to a table, column by column. */
async function append<Value>(
  connection: DuckDBConnection,
  { table, types }: { table: string; types: DuckDBType[] },
  rows: readonly Value[],
  columns: readonly ((row: Value, place: number) => number | string)[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows.length; from += CHUNK) {
    const part = rows.slice(from, from + CHUNK);
    const chunk = DuckDBDataChunk.create(types, part.length);
    chunk.setColumns(columns.map((column) => part.map((row, index) => column(row, from + index))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/**
 * Writes events as Segment's warehouse table of tracks in Parquet. The same bytes every time: one thread, a pinned writer.
 * A file that already holds these bytes is left untouched.
 */
export async function writeTracks(
  folder: string,
  file: string,
  events: readonly Track[],
): Promise<WrittenExport> {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    await connection.run(
      "create table tracks (track_no integer, happened integer, lag integer, event_no integer, user_no integer, group_no integer)",
    );
    await connection.run("create table texts (text_no integer, text varchar)");
    const numbers = new Map<string, number>();
    const numberOf = (text: string): number => {
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    };
    await append(connection, { table: "tracks", types: Array.from({ length: 6 }, () => INTEGER) }, events, [
      (_, place) => place,
      ({ at }) => at,
      ({ lag }) => lag,
      ({ event }) => numberOf(event),
      ({ user }) => numberOf(user),
      ({ group }) => numberOf(group),
    ]);
    await append(
      connection,
      { table: "texts", types: [INTEGER, VARCHAR] },
      [...numbers.keys()],
      [(_, place) => place, (text) => text],
    );
    await connection.run(tracks(`${path}.part`));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  const bytes = readFileSync(`${path}.part`);
  if (existsSync(path) && readFileSync(path).equals(bytes)) rmSync(`${path}.part`);
  else renameSync(`${path}.part`, path);
  return { file, rows: events.length, sha256: digest(bytes) };
}
