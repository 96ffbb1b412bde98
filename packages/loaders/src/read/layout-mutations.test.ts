import { beforeAll, describe, expect, test } from "vitest";
import { layouts } from "./layouts.ts";
import type { RowCounts } from "./read-summary.ts";
import { mutationsOf } from "./test-mutations.ts";
import { acceptedRows, type Fixture, layoutFixture, readFixture } from "./test-vendor.ts";

async function readAll(fixture: Fixture): Promise<{ rows: string[]; totals: RowCounts }> {
  const read = await readFixture(fixture);
  return { rows: await acceptedRows(read), totals: read.summary.totals };
}

describe.each(Object.keys(layouts))("%s", (name) => {
  const fixture = layoutFixture(name);
  let plain: Awaited<ReturnType<typeof readAll>>;
  beforeAll(async () => {
    plain = await readAll(fixture);
  }, 120_000);

  test("its fixture has rows that are accepted, and rows that are not", () => {
    expect(plain.totals.accepted).toBeGreaterThan(0);
    expect(plain.totals.rows_in).toBeGreaterThan(plain.totals.accepted);
  });

  test.each(mutationsOf(fixture))("the same rows from the same export with %s", async (_, mutate) => {
    expect(await readAll(mutate(fixture))).toEqual(plain);
  });
});
