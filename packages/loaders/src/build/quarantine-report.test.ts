import { expect, test } from "vitest";
import { readLines } from "../read/test-company.ts";
import { quarantineCsv, quarantineReport } from "./quarantine-report.ts";

const rows = [
  ...Array.from({ length: 6 }, (_, index) => `B${index},A,oops${index % 2},2025-01-01,`),
  "F1,A,=1+1,2025-01-01,",
  '"=HYPERLINK(""http://x"")",A,<script>alert(1)</script>,2025-01-01,',
  "F2,A,＝1+1,2025-01-01,",
  "G1,A,10,2025-01-01,",
];

test("each reason with its rows, the different values they hold, and the first four of them", async () => {
  const { connection, summary } = await readLines(["id,customer,amount,start,end", ...rows].join("\n"));
  const { reasons, examples } = await quarantineReport(connection, summary);
  expect(reasons).toEqual([
    {
      file: "exports/lines.csv",
      code: "text_in_number",
      column_name: "amount",
      reason: "expected a number; write it without currency signs and words",
      rows: 9,
      different_values: 5,
      first_line: 2,
    },
  ]);
  expect(examples).toMatchObject([2, 3, 4, 5].map((line) => ({ line, column_name: "amount", row_count: 1 })));
});

test("quarantine.csv holds no formula: a text that a spreadsheet would run has an apostrophe before it", async () => {
  const { connection } = await readLines(["id,customer,amount,start,end", ...rows].join("\n"));
  const written = (await connection.runAndReadAll(quarantineCsv())).getRowObjectsJson();
  expect(written).toHaveLength(9);
  const texts = written.flatMap((row) => Object.values(row)).filter((value) => typeof value === "string");
  expect(texts.filter((text) => /^[=+\-@\t\r\n＝＋－＠]/.test(text))).toEqual([]);
  expect(written.at(-3)).toMatchObject({ value: "'=1+1", row_text: "F1,A,=1+1,2025-01-01," });
});
