import { beforeAll, describe, expect, test } from "vitest";
import { readTables } from "../models/read-tables.ts";
import { layouts } from "./layouts.ts";
import type { Row } from "./test-company.ts";
import { mutationsOf } from "./test-mutations.ts";
import { type Fixture, layoutFixture, readFixture } from "./test-vendor.ts";

/** Everything a ledger is made of: the accepted rows of every table, whatever file they came from. */
async function acceptedRows(fixture: Fixture): Promise<Record<string, Row[]>> {
  const { query, summary } = await readFixture(fixture);
  const tables: Record<string, Row[]> = {};
  for (const table of Object.keys(readTables)) {
    tables[table] = await query(`select * exclude (source_no) from ${table} order by all`);
  }
  return { ...tables, totals: [{ ...summary.totals }] };
}

describe.each(Object.keys(layouts))("%s", (name) => {
  const fixture = layoutFixture(name);
  let plain: Record<string, Row[]>;
  beforeAll(async () => {
    plain = await acceptedRows(fixture);
  }, 120_000);

  test("its fixture has rows that are accepted, and rows that are not", () => {
    const { rows_in: rowsIn, accepted } = plain.totals?.[0] ?? {};
    expect(Number(accepted)).toBeGreaterThan(0);
    expect(Number(rowsIn)).toBeGreaterThan(Number(accepted));
  });

  test.each(mutationsOf(fixture))("the same rows from the same export with %s", async (_, mutate) => {
    expect(await acceptedRows(mutate(fixture))).toEqual(plain);
  });
});
