import { expect, test } from "vitest";
import { ancestors } from "./ancestors.ts";
import { modelOf, testDatabase } from "./test-database.ts";

const connection = await testDatabase();
const models = await Promise.all(
  Object.entries({
    "staging/lines": "select i from read_lines",
    "ledger/sums": "select sum(i) as total from lines",
    "ledger/labels": "select label from cut_rows",
    "marts/page__rows": "select total from sums",
    "marts/other__rows": "select i from lines",
    "checks/sums__hold": "select total from sums where total < 0",
    "cuts/lines": "select customer_id, label from people",
    "staging/people": "select customer_id, label from read_people",
  }).map(([path, sql]) => modelOf(connection, path, `-- A row is a row.\n-- grain: i\n-- i  number\n${sql}`)),
);
const namesOf = (...names: string[]) => ancestors(models, names).map(({ layer, name }) => `${layer}/${name}`);

test("a table, what it reads, and what that reads, in the order given; no check", () => {
  expect(namesOf("page__rows")).toEqual(["staging/lines", "ledger/sums", "marts/page__rows"]);
  expect(namesOf("sums", "other__rows")).toEqual(["staging/lines", "ledger/sums", "marts/other__rows"]);
});

test("the cuts where their rows are read, and what they read; a cut's name is no table", () => {
  expect(namesOf("labels")).toEqual(["ledger/labels", "cuts/lines", "staging/people"]);
  expect(namesOf("lines")).toEqual(["staging/lines"]);
});

test("nothing of nothing, and of a table no model makes", () => {
  expect(namesOf()).toEqual([]);
  expect(namesOf("read_lines")).toEqual([]);
});
