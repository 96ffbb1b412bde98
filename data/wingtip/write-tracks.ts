import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { BIGINT, DuckDBDataChunk, DuckDBInstance, INTEGER, VARCHAR } from "@duckdb/node-api";
import type { Track } from "./tracks.ts";
import { digest, type WrittenExport } from "./write-export.ts";

const CHUNK = 2048;

/** Segment's table of tracks from the events: what is printed is worked out by column, the events are whole numbers. */
const tracks = (path: string) => `
  copy (
    select
      printf('ajs-next-%012x', 7919 * track_no) as id,
      make_timestamp((happened + lag) * 1000000) as received_at,
      make_timestamp(nullif(happened, 0) * 1000000) as timestamp,
      nullif(event, '') as event,
      nullif(user_id, '') as user_id,
      case when user_id = '' then printf('anon-%08x', 104729 * track_no % 4294967296) end as anonymous_id,
      nullif(group_id, '') as context_group_id
    from tracks
    order by happened, track_no
  ) to '${path.replaceAll("'", "''")}' (format parquet, compression zstd, row_group_size 122880)`;

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
      "create table tracks (track_no bigint, happened bigint, lag integer, event varchar, user_id varchar, group_id varchar)",
    );
    const appender = await connection.createAppender("tracks");
    for (let from = 0; from < events.length; from += CHUNK) {
      const part = events.slice(from, from + CHUNK);
      const chunk = DuckDBDataChunk.create([BIGINT, BIGINT, INTEGER, VARCHAR, VARCHAR, VARCHAR], part.length);
      chunk.setColumns([
        part.map((_, index) => BigInt(from + index)),
        part.map(({ at }) => BigInt(at)),
        part.map(({ lag }) => lag),
        part.map(({ event }) => event),
        part.map(({ user }) => user),
        part.map(({ group }) => group),
      ]);
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
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
