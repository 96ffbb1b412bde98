import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readLines } from "./test-company.ts";

const header = "id,customer,amount,start,end\n";

const counts = (sum: { rows_in: number; accepted: number; quarantined: number; left_out: number }) => [
  sum.rows_in,
  sum.accepted,
  sum.quarantined,
  sum.left_out,
];

const linesOf =
  "select line_id, customer_id, monthly_minor, start_on, end_on from read_contract_lines order by rowid";
const plainRows = [
  { line_id: "L1", customer_id: "A", monthly_minor: "1050", start_on: "2024-01-01", end_on: "2025-01-01" },
  { line_id: "L2", customer_id: "B", monthly_minor: "2000", start_on: "2024-02-01", end_on: null },
];
const plain = `${header}L1,A,10.50,2024-01-01,2025-01-01\nL2,B,20,2024-02-01,\n`;
const objects = [
  { id: "L1", customer: "A", amount: 10.5, start: "2024-01-01", end: "2025-01-01" },
  { id: "L2", customer: "B", amount: "20", start: "2024-02-01", end: null },
];

describe("every way of writing the same two lines", () => {
  test.each<[string, string | Buffer, Record<string, unknown>]>([
    ["CSV", plain, {}],
    ["CSV with a byte order mark", `\uFEFF${plain}`, {}],
    ["CSV with CRLF", plain.replaceAll("\n", "\r\n"), {}],
    [
      "CSV with a byte order mark, CRLF and quotes",
      `\uFEFF"id"${plain.slice(2).replaceAll("\n", "\r\n")}`,
      {},
    ],
    ["CSV without a last line end", plain.trimEnd(), {}],
    ["CSV with CRLF without a last line end", plain.trimEnd().replaceAll("\n", "\r\n"), {}],
    ["CSV with line ends of both kinds", plain.replace("\n", "\r\n"), {}],
    ["CSV with empty lines", plain.replaceAll("\n", "\n\n  \n"), {}],
    ["CSV with an empty first line", `\n${plain}`, {}],
    ["CSV with quotes", plain.replace("A,10.50", '"A","10.50"'), {}],
    ["CSV with spaces around values", plain.replace("A,10.50,2024-01-01", ' A , 10.50, "2024-01-01" '), {}],
    ["CSV with semicolons, found in the header", plain.replaceAll(",", ";"), {}],
    ["CSV with tabs", plain.replaceAll(",", "\t"), {}],
    ["CSV with bars", plain.replaceAll(",", "|"), {}],
    ["CSV with a declared delimiter", plain.replaceAll(",", "~"), { delimiter: "~" }],
    ["CSV with other capitals in its header", plain.replace("customer,amount", " Customer ,AMOUNT"), {}],
    ["CSV with a trailing delimiter", plain.replaceAll("\n", ",\n"), {}],
    ["CSV, packed", gzipSync(plain), { file: "exports/lines.csv.gz" }],
    ["TSV", plain.replaceAll(",", "\t"), { file: "exports/lines.tsv" }],
    ["JSON list", JSON.stringify(objects), { file: "exports/lines.json" }],
    ["JSON list over lines", `\uFEFF${JSON.stringify(objects, null, 2)}\n`, { file: "exports/lines.json" }],
    ["JSON list, packed", gzipSync(JSON.stringify(objects)), { file: "exports/lines.json.gz" }],
    [
      "JSON lines",
      objects.map((one) => `${JSON.stringify(one)}\n`).join(""),
      { file: "exports/lines.jsonl" },
    ],
    [
      "JSON lines called .json",
      objects.map((one) => JSON.stringify(one)).join("\r\n"),
      { file: "exports/lines.json" },
    ],
    [
      "JSON lines with empty lines and line ends of both kinds",
      objects.map((one) => JSON.stringify(one)).join("\r\n\n"),
      { file: "exports/lines.ndjson" },
    ],
    [
      "JSON lines with a byte order mark",
      `\uFEFF${objects.map((one) => JSON.stringify(one)).join("\n")}`,
      { file: "exports/lines.jsonl" },
    ],
    [
      "JSON lines, packed",
      gzipSync(objects.map((one) => JSON.stringify(one)).join("\n")),
      { file: "exports/lines.jsonl.gz" },
    ],
    ["CSV called .dat, declared", plain, { file: "exports/lines.dat", format: "csv" }],
  ])("%s", async (_, content, source) => {
    const { summary, query } = await readLines(content, source);
    expect(await query(linesOf)).toEqual(plainRows);
    expect(counts(summary.totals)).toEqual([2, 2, 0, 0]);
  });
});
