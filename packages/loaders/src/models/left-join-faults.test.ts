import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { leftJoinFaults } from "./left-join-faults.ts";
import { loadModels } from "./load-models.ts";

describe("left joins", () => {
  test("with a condition of the left table alone, or one with or, are told", () => {
    const from = "select * from a left join b as one on one.id = a.id";
    expect(leftJoinFaults(`${from} and a.is_open`)).toEqual(["one: a.is_open"]);
    expect(leftJoinFaults(`${from} and not a.is_open where one.id is null`)).toEqual(["one: not a.is_open"]);
    expect(leftJoinFaults(`${from} and a.state = 'open' join c on c.id = a.id`)).toEqual([
      "one: a.state = 'open'",
    ]);
    expect(leftJoinFaults(`${from}\n  and (one.until is null or one.until > a.day)\n)`)).toEqual([
      "one: (one.until is null or one.until > a.day)",
    ]);
  });

  test("by keys and comparisons of both are not", () => {
    for (const rest of [
      "and one.until > a.day where a.is_open",
      "and coalesce(one.until, date '9999-12-31') > a.day)",
      "and one.day between a.from_on and a.until_on",
      "and one.is_last",
    ])
      expect(leftJoinFaults(`select * from a left join b as one on one.id = a.id ${rest}`)).toEqual([]);
  });

  test("of the models are all hashed", async () => {
    const models = await loadModels(await (await DuckDBInstance.create(":memory:")).connect());
    expect(models.filter(({ sql }) => sql.includes("left join")).length).toBeGreaterThan(50);
    expect(
      models.flatMap(({ file, sql }) => leftJoinFaults(sql).map((fault) => `${file}: ${fault}`)),
    ).toEqual([]);
  });
});
