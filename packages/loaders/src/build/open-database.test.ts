import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { during, withDatabase } from "./open-database.ts";

const spill = join(tmpdir(), "tideline-memory-test");
const memoryOf = () =>
  withDatabase(spill, async (connection) => {
    const reader = await connection.runAndReadAll("select current_setting('memory_limit') as memory");
    return reader.getRowObjectsJson()[0]?.memory;
  });
afterEach(() => vi.unstubAllEnvs());

test("DuckDB may use so much memory as TIDELINE_MEMORY says", async () => {
  const usual = await memoryOf();
  vi.stubEnv("TIDELINE_MEMORY", "1GB");
  expect([usual, await memoryOf()]).toEqual(["2.5 GiB", "953.6 MiB"]);
  vi.stubEnv("TIDELINE_MEMORY", "much");
  await expect(memoryOf()).rejects.toThrow(
    'TIDELINE_MEMORY: how much memory DuckDB may use, such as 6GB or 900MB, got "much"; correct it, or leave it out for 2700MB',
  );
});

test("what does not fit says how to give it more; another error is told as it is", async () => {
  vi.stubEnv("TIDELINE_MEMORY", "60MB");
  const large = "select list(i) from range(20_000_000) as t(i)";
  const asked = (sql: string) => withDatabase(spill, (connection) => connection.run(sql));
  await expect(asked(large)).rejects.toThrow(
    /^DuckDB may use 60MB of memory and what it needs here cannot wait on disk, got "Out of Memory Error: .*"; give it more, such as TIDELINE_MEMORY=6GB$/,
  );
  const step = (sql: string) =>
    withDatabase(spill, (connection) => during("writing it", connection.run(sql)));
  await expect(step(large)).rejects.toThrow(
    /^writing it: DuckDB may use 60MB of memory .* got "[^"]*"; give/,
  );
  for (const run of [asked, step]) await expect(run("select nothing")).rejects.toThrow(/^Binder Error: /);
});
