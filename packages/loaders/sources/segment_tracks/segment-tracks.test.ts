import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("segment_tracks");
const path = "exports/tracks.csv";

const sql = `select concat_ws(' ', customer_id, person_id, feature, strftime(usage_month, '%Y-%m'), 'known',
  strftime(known_month, '%Y-%m'), event_count, 'on', bit_count(days_used), 'days') as row from read_usage order by row`;

const usage = [
  "A-1 u-1 board_opened 2025-11 known 2025-11 2 on 1 days",
  "A-1 u-1 board_opened 2025-11 known 2025-12 1 on 1 days",
  "A-2 u-2 report_sent 2025-11 known 2025-11 1 on 1 days",
];

test("events by group, else by the user's customer, in the company's months; late ones are known late", async () => {
  const company = await readFixture(fixture);
  expect((await company.query(sql)).map(({ row }) => row)).toEqual(usage);
  expect(await faultTexts(company)).toEqual([
    "row 7 user_id: unknown_person u-9",
    "row 8 timestamp: text_in_date soon",
  ]);
  expect(company.summary.sources[0]).toMatchObject({ rows_in: 7, accepted: 4, quarantined: 2, left_out: 1 });
});

test("the same from Parquet, with moments as the warehouse types them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tideline-test-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const good = fixture.files[path]?.toString("utf8").split("\n").slice(0, 7).join("\n") ?? "";
  const csv = join(folder, "tracks.csv");
  const parquet = join(folder, "tracks.parquet");
  writeFileSync(csv, good);
  await connection.run(
    `copy (select * replace (cast(timestamp as timestamp) as timestamp,
       cast(received_at || '+00' as timestamptz) as received_at) from read_csv('${csv}', all_varchar = true))
     to '${parquet}' (format parquet)`,
  );
  const { [path]: _, ...others } = fixture.files;
  const files = { ...others, "exports/tracks.parquet": readFileSync(parquet) };
  rmSync(folder, { recursive: true, force: true });
  const company = await readFixture({ ...fixture, files }, { file: "exports/tracks.parquet", layout: null });
  expect((await company.query(sql)).map(({ row }) => row)).toEqual(usage);
  expect(await faultTexts(company)).toEqual(["row 6 user_id: unknown_person u-9"]);
});

test("Parquet with a struct, and with keys that were stored as doubles", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tideline-test-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const parquet = join(folder, "tracks.parquet");
  const moment = "timestamptz '2025-11-03 14:00:00+00'";
  await connection.run(
    `copy (select cast(7 as double) as user_id, 'board_opened' as event, ${moment} as timestamp, ${moment} as received_at,
       {'groupId': 'A-1', 'ip': '10.0.0.1'} as context union all
       select null, 'board_opened', ${moment}, ${moment}, {'groupId': 'A-2', 'ip': null}) to '${parquet}' (format parquet)`,
  );
  const files = { ...fixture.files, "exports/tracks.parquet": readFileSync(parquet) };
  rmSync(folder, { recursive: true, force: true });
  const source = { file: "exports/tracks.parquet", layout: null, where: `"context.groupId" <> 'A-2'` };
  const company = await readFixture({ ...fixture, files }, source);
  expect((await company.query(sql)).map(({ row }) => row)).toEqual([
    "A-1 7 board_opened 2025-11 known 2025-11 1 on 1 days",
  ]);
  expect(company.summary.sources[0]).toMatchObject({ rows_in: 2, accepted: 1, quarantined: 0, left_out: 1 });
});

test("the same from calls as they were sent; other calls are left out", async () => {
  const call = (cells: object) =>
    JSON.stringify({ type: "track", context: { groupId: "A-1" }, userId: "u-1", ...cells });
  const calls = [
    call({
      event: "board_opened",
      timestamp: "2025-11-03T14:00:00.500Z",
      receivedAt: "2025-11-03T14:00:01Z",
    }),
    call({ event: "board_opened", timestamp: "2025-11-03T15:00:00Z", receivedAt: "2025-11-03T15:00:01Z" }),
    call({ event: "board_opened", timestamp: "2025-11-28T15:00:00Z", receivedAt: "2025-12-02T15:00:01Z" }),
    call({
      event: "report_sent",
      timestamp: "2025-12-01T03:00:00Z",
      receivedAt: "2025-12-01T03:00:01Z",
      userId: "u-2",
      context: {},
    }),
    call({
      type: "page",
      event: null,
      timestamp: "2025-12-01T03:00:00Z",
      receivedAt: "2025-12-01T03:00:01Z",
    }),
  ];
  const { [path]: _, ...others } = fixture.files;
  const files = { ...others, "exports/tracks.jsonl": Buffer.from(`${calls.join("\n")}\n`) };
  const company = await readFixture({ ...fixture, files }, { file: "exports/tracks.jsonl", layout: null });
  expect((await company.query(sql)).map(({ row }) => row)).toEqual(usage);
  expect(company.summary.sources[0]).toMatchObject({ rows_in: 5, accepted: 4, quarantined: 0, left_out: 1 });
});
