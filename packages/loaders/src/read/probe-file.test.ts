import { deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { companyFolder, oneSource, readFolder, readLines } from "./test-company.ts";

const header = "id,customer,amount,start,end\n";
const row = "L1,A,1,2024-01-01,\n";
const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), deflateRawSync(header)]);

async function messageOf(work: () => Promise<unknown>): Promise<string> {
  return work().then(
    () => "no error",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

test.each<
  [name: string, file: string, content: string | Buffer, source: Record<string, unknown>, message: string]
>([
  [
    "an empty file",
    "lines.csv",
    "",
    {},
    ": the file is empty, got 0 bytes without a header; export it again",
  ],
  [
    "blanks only",
    "lines.csv",
    "\uFEFF \n\n",
    {},
    ": the file is empty, got 6 bytes without a header; export it again",
  ],
  [
    "an empty JSON file",
    "lines.json",
    " ",
    {},
    ": the file is empty, got 1 bytes without a header; export it again",
  ],
  [
    "a zip called .csv",
    "lines.csv",
    zip,
    {},
    ': the file is not what it says (CSV), got a zip file (or an Excel workbook); save the sheet as "CSV UTF-8", or unpack the zip, and name that file',
  ],
  [
    "an old workbook called .csv",
    "lines.csv",
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    {},
    ': the file is not what it says (CSV), got an old Excel workbook; save the sheet as "CSV UTF-8", and name that file',
  ],
  [
    "a PDF called .csv",
    "lines.csv",
    "%PDF-1.7\n",
    {},
    ": the file is not what it says (CSV), got a PDF file; export it as plain UTF-8 text",
  ],
  [
    "Parquet called .csv",
    "lines.csv",
    "PAR1xxxx",
    {},
    ": the file is not what it says (CSV), got a Parquet file; export it as plain UTF-8 text",
  ],
  [
    "UTF-16 with a mark",
    "lines.csv",
    Buffer.from(`\uFEFF${header}`, "utf16le"),
    {},
    ": the file is not what it says (CSV), got text in UTF-16; export it as plain UTF-8 text",
  ],
  [
    "UTF-16 without a mark",
    "lines.csv",
    Buffer.from(header, "utf16le"),
    {},
    ": the file is not what it says (CSV), got text in UTF-16; export it as plain UTF-8 text",
  ],
  [
    "UTF-16 called .json",
    "lines.json",
    Buffer.from("\uFEFF[]", "utf16le"),
    {},
    ": the file is not what it says (JSON), got text in UTF-16; export it as plain UTF-8 text",
  ],
  [
    "a JSON list called .csv",
    "lines.csv",
    "[]",
    {},
    ': the file is not what it says (CSV), got JSON; set "format": "json"',
  ],
  [
    "JSON lines called .csv",
    "lines.csv",
    '{"id": 1}',
    {},
    ': the file is not what it says (CSV), got JSON; set "format": "json"',
  ],
  [
    "a page called .csv",
    "lines.csv",
    "<!doctype html>",
    {},
    ": the file is not what it says (CSV), got a web page or XML; download the export itself",
  ],
  [
    "CSV called .json",
    "lines.json",
    header,
    {},
    ': the file is not what it says (JSON), got text that starts with neither [ nor {; correct "format"',
  ],
  [
    "CSV called .parquet",
    "lines.parquet",
    header,
    {},
    ': the file is not what it says (Parquet), got text; export Parquet, or correct "format"',
  ],
  [
    "gzip not called .gz",
    "lines.csv",
    gzipSync(header),
    {},
    ": the file is not what it says (csv), got a gzip file; name it .gz, or unpack it",
  ],
  [
    "a zip called .gz",
    "lines.json.gz",
    zip,
    {},
    ": the file is not what it says (gz), got a zip file (or an Excel workbook); remove .gz from its name",
  ],
  [
    "text called .gz",
    "lines.csv.gz",
    header,
    {},
    ": the file is not what it says (gz), got not gzip; remove .gz from its name",
  ],
  [
    "gzip that is cut off",
    "lines.csv.gz",
    gzipSync(header + row.repeat(99)).subarray(0, 40),
    {},
    ': the gzip file cannot be unpacked, got "unexpected end of file"; export or copy it again',
  ],
  [
    "an unknown extension",
    "lines.dat",
    header,
    {},
    ': the name does not say what it is, got .dat; add "format": "csv", "json" or "parquet" to sources[0] in company.json',
  ],
  [
    "a workbook",
    "lines.xlsx",
    zip,
    {},
    ': not a text file, got a zip file (or an Excel workbook); save the sheet as "CSV UTF-8", or unpack the zip, and name that file',
  ],
  [
    "an old workbook",
    "lines.xls",
    "any",
    {},
    ': not a text file, got an old Excel workbook; save the sheet as "CSV UTF-8", and name that file',
  ],
  [
    "a note to spreadsheets",
    "lines.csv",
    `sep=;\r\n${header}`,
    {},
    ' line 1: a note to spreadsheets stands before the header, got "sep="; delete that line',
  ],
  [
    "the title of a report, in as many columns",
    "lines.csv",
    `Acme Inc,,,,\n"January - December, 2024",,,,\n\n${header}${row}`,
    {},
    ' line 1: the first line is a title and heads no columns, got "Acme Inc"; delete the lines before the header (line 4, by its looks)',
  ],
  [
    "the title of a report, alone",
    "lines.csv",
    `Subscriptions\n${header.replaceAll(",", ";")}`,
    { delimiter: ";" },
    ' line 1: the first line is a title and heads no columns, got "Subscriptions"; delete the lines before the header (line 2, by its looks)',
  ],
  [
    "line ends of an old Macintosh",
    "lines.csv",
    `${header}${row}`.replaceAll("\n", "\r"),
    {},
    ' line 1: the header has a carriage return outside quotes, got "id,customer,amount,start,end\\rL1,A,1,2024-01-01,"; end lines with LF or CRLF: save it as "CSV UTF-8", not as CSV for Macintosh',
  ],
  [
    "a NUL byte",
    "lines.csv",
    `${header}L1,A\0,1,2024-01-01,\n`,
    {},
    " line 2: a NUL byte, which no text file has; save the export as UTF-8 text",
  ],
  [
    "a NUL byte far down",
    "lines.csv",
    `${header}${row.repeat(60_000)}L,\0,1,2024-01-01,\n`,
    {},
    " line 60002: a NUL byte, which no text file has; save the export as UTF-8 text",
  ],
  [
    "two columns of one name",
    "lines.csv",
    "id,customer,amount,start,end,id\n",
    {},
    ' line 1: two columns have one name (columns 1 and 6), got "id"; rename one of them in the export',
  ],
  [
    "a header with an open quote",
    "lines.csv",
    'id,"customer\n1,2\n',
    {},
    ' line 1: the header has a quote that is not closed, got "id,\\"customer"; correct the export',
  ],
  [
    "a delimiter the header lacks",
    "lines.csv",
    header,
    { delimiter: ";" },
    ' line 1: the header holds no such delimiter, got ";"; correct "delimiter"',
  ],
  [
    "a column that is missing",
    "lines.csv",
    "id,customer,amount,begin\n",
    {},
    ': no column for start_on (first day), got "start"; correct sources[0].columns.start_on in company.json (columns there are: id, customer, amount, begin)',
  ],
  [
    "a column of another name",
    "lines.csv",
    header.replace("start", "strat"),
    {},
    ': no column for start_on (first day), got "start"; did you mean "strat"? correct sources[0].columns.start_on in company.json (columns there are: id, customer, amount, strat, end)',
  ],
  [
    "a column as near to one that is mapped as to one that is not",
    "lines.csv",
    "id,stark,amount,stars,end\n",
    {
      columns: {
        line_id: "id",
        customer_id: "stark",
        monthly_amount: "amount",
        start_on: "start",
        end_on: "end",
      },
    },
    ': no column for start_on (first day), got "start"; did you mean "stars"? ',
  ],
  [
    "a key that is missing",
    "lines.json",
    '[{"id": 1, "customer": "A", "amount": 2, "end": null}]',
    {},
    ': no column for start_on (first day), got "start"; correct sources[0].columns.start_on in company.json (columns there are: amount, customer, end, id)',
  ],
  [
    "a list that is cut off",
    "lines.json",
    '[{"id": 1},\n{"id": 2',
    {},
    ' line 2 column 9: the file cannot be read as JSON, got "the end of the file"; export or copy it again',
  ],
  [
    "a list with text after it",
    "lines.json",
    '[{"id": 1}] x',
    {},
    ' line 1 column 13: the file cannot be read as JSON, got "x"; export or copy it again',
  ],
  [
    "Parquet that is cut off",
    "lines.parquet",
    "PAR1 and no more",
    {},
    ': the file cannot be read as Parquet, got "',
  ],
])("%s", async (_, name, content, source, message) => {
  const file = `exports/${name}`;
  const got = await messageOf(() => readLines(content, { file, ...source }));
  expect(got.slice(0, file.length + message.length)).toBe(`${file}${message}`);
});

test("a header and no rows are fine, and noted", async () => {
  const { summary, query } = await readLines(header);
  expect(summary.totals).toEqual({ rows_in: 0, accepted: 0, quarantined: 0, left_out: 0 });
  expect(summary.notes).toEqual(["exports/lines.csv has a header and no rows."]);
  expect(await query("select * from read_contract_lines")).toEqual([]);
});

test("an empty list is fine, and noted", async () => {
  const { summary } = await readLines("[]", { file: "exports/lines.json" });
  expect(summary.totals.rows_in).toBe(0);
  expect(summary.notes).toEqual(["exports/lines.json has no rows."]);
});

test("a file that disappears between looking and reading is named", async () => {
  const folder = companyFolder(oneSource({ file: "exports/none.csv" }), { "exports/lines.csv": header });
  expect(await messageOf(() => readFolder(folder))).toContain(
    "company.json sources[0].file: no file matches in",
  );
});

test("Parquet: types of its own, row numbers for lines", async () => {
  const { connection } = await readLines(header);
  const folder = companyFolder(
    oneSource(
      {
        file: "exports/*.parquet",
        where: "kept and n < 5",
        columns: {
          line_id: "n",
          customer_id: "customer",
          monthly_amount: "amount",
          start_on: "start",
          is_trial: "trial",
        },
      },
      { timeZone: "America/New_York" },
    ),
    { "exports/a.txt": "" },
  );
  await connection.run(`copy (
    select n, 'A' as customer, cast(n + 0.25 as decimal(9, 2)) as amount, n <> 9 as kept, false as trial,
      case when n = 3 then null else timestamptz '2024-03-01 03:00:00+00' end as start
    from range(1, 7) as rows (n)) to '${folder}/exports/lines.parquet' (format parquet)`);
  const { query, summary } = await readFolder(folder);
  expect(await query("select line_id, monthly_minor, start_on, is_trial from read_contract_lines")).toEqual(
    ["1", "2", "4"].map((id) => ({
      line_id: id,
      monthly_minor: `${id}25`,
      start_on: "2024-02-29",
      is_trial: false,
    })),
  );
  expect(await query("select line, column_name, code, row_text from quarantine")).toEqual([
    {
      line: "3",
      column_name: "start",
      code: "missing_start",
      row_text: '{"n":3,"customer":"A","amount":3.25,"kept":true,"trial":false,"start":null}',
    },
  ]);
  expect(summary.totals).toEqual({ rows_in: 6, accepted: 3, quarantined: 1, left_out: 2 });
  expect(summary.sources[0]).toMatchObject({ format: "parquet", file: "exports/lines.parquet" });
});
