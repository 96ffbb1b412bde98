import { describe, expect, test } from "vitest";
import { loadModels } from "./load-models.ts";
import { parseSql } from "./tables-read.ts";
import { testDatabase } from "./test-database.ts";
import { travelFaults } from "./travel-faults.ts";

const connection = await testDatabase();
const faultsOf = async (sql: string) => travelFaults(await parseSql(connection, "a.sql", sql));
const models = await loadModels(connection);

describe("every model of staging and ledger also runs on another engine", () => {
  const travelling = models.filter(({ layer }) => layer === "staging" || layer === "ledger");
  test.each(travelling.map(({ file, sql }) => ({ file, sql })))("$file", async ({ sql }) => {
    expect(await faultsOf(sql)).toEqual([]);
  });
});

describe("what holds is allowed", () => {
  test.each([
    [
      "CTEs and unions",
      "with a as (select * from a), b as (select a.i from a union all select a.i from a union select a.i from a) select b.i from b",
    ],
    [
      "joins, also full and cross",
      "select a.i from a join b on b.i = a.i left join c on c.i = a.i full outer join d on d.i = a.i cross join e",
    ],
    [
      "exists",
      "select a.i from a where exists (select 1 from b where b.i = a.i) and not exists (select 1 from c where c.i = a.i)",
    ],
    [
      "a window with its nulls said",
      "select row_number() over (partition by a.i order by a.j desc nulls last, a.k nulls first) as n from a",
    ],
    [
      "a named window",
      "select cast(sum(a.i) over w as bigint) as n from a window w as (order by a.j nulls last)",
    ],
    ["filter on a plain aggregate", "select count(*) filter (where a.i > 0) as n from a group by a.j"],
    ["a sum cast at once", "select cast(coalesce(sum(a.i) filter (where a.j), 0) as bigint) as n from a"],
    ["a sum only compared", "select a.j from a group by a.j having sum(a.i) > 0"],
    [
      "intervals",
      "select a.start_on + interval '30' day, a.start_on - interval '1' month, a.i * interval '1' day from a",
    ],
    [
      "a division of doubles",
      "select cast(a.i as double) / nullif(a.j, 0) / 1000000, 1e0 / a.j, a.i / 1e6, (cast(a.i as double) - a.k) / a.j from a",
    ],
    ["month numbers", "select cast(year(a.start_on) * 12 + month(a.start_on) as integer) as month_no from a"],
    [
      "distinct, case, coalesce, in, between, is distinct from",
      "select distinct case when a.i in (1, 2) then 'x' else 'unclassified' end, coalesce(a.j, 0) from a where a.i between 1 and 3 and a.j is distinct from 2",
    ],
  ])("%s", async (_, sql) => {
    expect(await faultsOf(sql)).toEqual([]);
  });
});

describe("what does not travel is found", () => {
  test.each([
    [
      "with recursive n as (select a.i from a union all select n.i + 1 from n) select n.i from n",
      ["recursive cte node"],
    ],
    ["select a.i from a qualify row_number() over (order by a.i nulls last) = 1", ["qualify"]],
    ["select a.i, count(*) from a group by all", ["group by all"]],
    ["select a.i from a group by rollup (a.i, a.j)", ["grouping sets"]],
    ["select a.i from a semi join b on b.i = a.i", ["semi join"]],
    ["select a.i from a anti join b on b.i = a.i", ["anti join"]],
    ["select a.i from a asof join b on b.i >= a.i", ["asof join"]],
    ["select a.i from a positional join b", ["positional join"]],
    ["select a.i from a natural join b", ["natural join"]],
    ["select i from a join b using (i)", ["using"]],
    ["select * exclude (j) from a", ["exclude"]],
    ["select a.* exclude (a.j) from a", ["exclude"]],
    ["select * replace (1 as j) from a", ["replace"]],
    ["select * rename (i as j) from a", ["rename"]],
    ["select columns('i.*') from a", ["columns()"]],
    ["select a.i from a union by name select b.i from b", ["union by name"]],
    ["select a.i from a except select b.i from b", ["except"]],
    ["select distinct on (a.i) a.j from a", ["distinct on"]],
    ["select date_diff('month', a.start_on, a.end_on) from a", ["function date_diff"]],
    ["select a.end_on - a.start_on from a", ["- between two dates"]],
    ["select cast(a.i as date) - a.start_on from a", ["- between two dates"]],
    ["select a.start_on + to_days(a.i) from a", ["function to_days"]],
    ["select g.i from generate_series(1, 3) as g(i)", ["table function", "function generate_series"]],
    ["select a.i from range(3) as a(i)", ["table function", "function range"]],
    ["select a.i / 2 from a", ["/ without a double"]],
    ["select a.i / 2.0 from a", ["/ without a double"]],
    ["select 12.0 / a.i from a", ["/ without a double"]],
    ["select cast(a.i as decimal(18, 2)) / 12 from a", ["/ without a double"]],
    ["select (a.i / 2) * cast(a.j as double) from a", ["/ without a double"]],
    ["select a.i // 2 from a", ["function //"]],
    ["select cast(a.i as hugeint) from a", ["cast to hugeint"]],
    ["select try_cast(a.i as uinteger) from a", ["cast to uinteger"]],
    ["select sum(a.i) as n from a", ["sum that is not cast to a whole number or a decimal"]],
    ["select cast(sum(a.i) as double) as n from a", ["sum that is not cast to a whole number or a decimal"]],
    [
      "select sum(a.i) over (order by a.j nulls last) as n from a",
      ["sum that is not cast to a whole number or a decimal"],
    ],
    ["select arg_max(a.i, a.j), min_by(a.i, a.j) from a", ["function arg_max", "function min_by"]],
    [
      "select any_value(a.i), first(a.i), list(a.i) from a",
      ["function any_value", "function first", "function list"],
    ],
    [
      "select string_agg(a.i, ',' order by a.i nulls last) from a",
      ["function string_agg", "order by inside a function"],
    ],
    [
      "select [a.i][1], {'a': a.i}.a from a",
      ["array extract", "function list_value", "struct extract", "function struct_pack"],
    ],
    ["select lag(a.i) over (order by a.j) from a", ["order by without nulls last or first"]],
    ["select a.i from a order by a.i", ["order by without nulls last or first"]],
    ["select count(*) filter (where a.i > 0) over (partition by a.j) as n from a", ["filter on a window"]],
    ["select a.i from a where a.i in (select b.i from b)", ["subquery other than exists"]],
    ["select (select max(b.i) from b) as i from a", ["subquery other than exists"]],
    ["select a.i + 1 as j, j * 2 as k from a", ["alias j used in its own select"]],
    ["select a.i + 1 as j from a where j > 2", ["alias j used in its own select"]],
    ["select case when a.i = 1 then 2 else error('no') end from a", ["function error"]],
    ["select a.i from a limit 1", ["limit modifier"]],
    ["select a.i from a using sample 3", ["sample"]],
    ["select a.i from (values (1)) as a(i)", ["expression list"]],
    ["with x as (select a.i // 2 as i from a) select x.i from x", ["function //"]],
    ["select a.i from a where exists (select 1 from b where b.i = a.i // 2)", ["function //"]],
    ["select a.i from a where a.i = 1 or list_contains(a.j, 1)", ["function list_contains"]],
    ["select list_transform(a.j, lambda x: x + 1) from a", ["function list_transform", "lambda"]],
    ["select * exclude (b) from a qualify true", ["qualify", "exclude"]],
  ])("%s", async (sql, expected) => {
    expect(await faultsOf(sql)).toEqual(expected);
  });
});
