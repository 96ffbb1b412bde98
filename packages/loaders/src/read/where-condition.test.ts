import { describe, expect, test } from "vitest";
import { readLines } from "./test-company.ts";

const text = [
  "id,customer,amount,start,end,trial,seats,code,day,Odd Name",
  "L1,A,1,2024-01-01,,FALSE,2,007,2024-01-05,x",
  "L2,A,1,2024-01-01,,True,10,07,2024-02-05,y",
  "L3,A,1,2024-01-01,,false,1.5,7,2024-03-05,",
  "L4,A,1,2024-01-01,,,,,,x",
  "",
].join("\n");

const kept = "select line_id from read_contract_lines order by 1";

test.each<[where: string, ids: string[]]>([
  ["not is_trial", ["L1", "L3"]],
  ["trial = false", ["L1", "L3"]],
  ["not trial or trial is null", ["L1", "L3", "L4"]],
  ["seats > 1.7", ["L1", "L2"]],
  ["code = '007'", ["L1"]],
  ["day >= date '2024-02-01'", ["L2", "L3"]],
  ["\"Odd Name\" = 'x'", ["L1", "L4"]],
  ["ID in ('L1', 'L4') -- the first and the last", ["L1", "L4"]],
])("%s", async (where, ids) => {
  const { query, summary } = await readLines(
    text.replace("trial", where.includes("is_trial") ? "is_trial" : "trial"),
    { where },
  );
  expect((await query(kept)).map((row) => row.line_id)).toEqual(ids);
  expect(summary.totals).toEqual({
    rows_in: 4,
    accepted: ids.length,
    quarantined: 0,
    left_out: 4 - ids.length,
  });
  expect(await query("select count(*) as n from read_sources where left_out > 0")).toEqual([{ n: "1" }]);
});

test("the same condition over JSON, and a fault in a row that is left out does not count", async () => {
  const rows = [
    { id: "L1", customer: "A", amount: 1, start: "2024-01-01", end: null, trial: false },
    { id: "L2", customer: "A", amount: "x", start: "2024-01-01", end: null, trial: true },
  ];
  const { summary } = await readLines(JSON.stringify(rows), {
    file: "exports/lines.json",
    where: "not trial",
  });
  expect(summary.totals).toEqual({ rows_in: 2, accepted: 1, quarantined: 0, left_out: 1 });
});

describe("a condition that is none", () => {
  const there =
    "(columns of exports/lines.csv: id, customer, amount, start, end, trial, seats, code, day, Odd Name)";
  test.each([
    ["not is_trail", `no column is_trail, got "not is_trail"; name a column of the export ${there}`],
    ["seat > 1", `no column seat, got "seat > 1"; did you mean seats? ${there}`],
    ["not (trial", "syntax error at"],
    [
      "seats > 1; drop table x",
      `syntax error at or near ";", got "seats > 1; drop table x"; write a SQL condition ${there}`,
    ],
    [
      "seats in (select 1)",
      `a query inside the condition, got "seats in (select 1)"; use the export's own columns only ${there}`,
    ],
    ["sum(seats) > 1", "aggregate"],
    ["nosuch(seats)", "Scalar Function with name nosuch does not exist!"],
    ["code > 5", "Cannot compare values of type VARCHAR"],
  ])("%s", async (where, message) => {
    const got = await readLines(text.replace(",07,", ",x7,"), { where }).then(
      () => "no error",
      (error: Error) => error.message,
    );
    expect(got.startsWith("company.json sources[0].where: ")).toBe(true);
    expect(got).toContain(message);
    expect(got).toContain(`got ${JSON.stringify(where)};`);
    expect(got).toContain(there);
  });
});
