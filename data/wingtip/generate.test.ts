import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BAD_RECORDS } from "./bad-records.ts";
import { RATE_PER_CENT, SKUS } from "./catalogue.ts";
import { readCsv } from "./facts/read-csv.ts";
import { arr, at, cohort, faults, folder, paying, rows } from "./facts/sample.ts";
import { generateExports } from "./generate.ts";
import { REASONS } from "./reasons.ts";
import { GRACE_DAYS } from "./renewal.ts";
import type { WrittenExport } from "./write-export.ts";

const here = import.meta.dirname;
const text = (file: string) => readFileSync(join(here, file), "utf8");
const company = JSON.parse(text("company.json"));
const checksums: WrittenExport[] = JSON.parse(text("checksums.json"));
const written = await generateExports(folder);
const emptyFolder = () => join(folder, `run-${++runs}`, "exports");
let runs = 0;

/** The records of a line of JSON: those of a page of a list, else one. */
const recordsOf = (line: string): unknown[] => {
  if (!line.startsWith('{"object":"list"')) return [line];
  return (JSON.parse(line) as { data: unknown[] }).data;
};

describe("generateExports", () => {
  test("writes the committed bytes", () => {
    expect(written).toEqual(checksums);
  });

  test("writes the same bytes in another time zone and language", () => {
    const other = emptyFolder();
    const code = `import { generateExports } from ${JSON.stringify(join(here, "generate.ts"))};
      generateExports(${JSON.stringify(other)}).then((written) => console.log(JSON.stringify(written)));`;
    const env = { ...process.env, TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    const printed = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
      cwd: here,
      env,
    });
    expect(JSON.parse(printed.toString())).toEqual(checksums);
  });

  test("leaves files untouched that already hold their bytes", async () => {
    const stamps = () => checksums.map(({ file }) => statSync(join(folder, file), { bigint: true }));
    const before = stamps().map(({ ino, mtimeNs }) => ({ ino, mtimeNs }));
    await generateExports(folder);
    expect(stamps()).toMatchObject(before);
  });

  test("counts the rows of its files without the header", () => {
    for (const { file, rows: count } of checksums) {
      const path = join(folder, file);
      if (file.endsWith(".csv")) expect(readCsv(path), file).toHaveLength(count);
      if (!file.endsWith(".json")) continue;
      const records = readFileSync(path, "utf8").trimEnd().split("\n").flatMap(recordsOf);
      expect(records, file).toHaveLength(count);
    }
  });
});

describe("bad rows", () => {
  test("are the documented ones, in each export far below 1 %", () => {
    const documented = [
      ...text("README.md").matchAll(/^\| ([\w/-]+\.\w+) \| (\d+) \| ([\w ()]+) \| (.*) \| ([a-z ]+) \|$/gm),
    ].map(([, file, line, column, value, fault]) => ({
      file,
      line: Number(line),
      column,
      value: value === "(empty)" ? "" : value?.replaceAll("`", ""),
      fault,
    }));
    expect(faults).toEqual(documented);
    const contracts = Object.entries(BAD_RECORDS).filter(([file]) => /salesforce|subscriptions/.test(file));
    expect(faults.length).toBe(contracts.flatMap(([, records]) => records).length);
    const ofLines = faults.filter(({ file }) => file !== "salesforce/Account.csv");
    expect(ofLines.length / rows.length).toBeLessThan(0.002);
    expect(new Set(faults.map(({ fault }) => fault))).toEqual(
      new Set([
        "unknown currency",
        "end before start",
        "duplicate id",
        "text in an amount",
        "unknown customer",
        "missing id",
        "unknown status",
        "ended without a date",
        "incomplete record",
      ]),
    );
  });
});

test("README.md prints what the files hold", () => {
  const readme = text("README.md");
  const year = cohort("2025-12");
  const printed = [
    ...checksums.map(({ rows: count }) => `| ${count.toLocaleString("en-US")} |`),
    `| ${paying(at("2025-12")).length.toLocaleString("en-US")} |`,
    `| ${Math.round(arr(at("2025-12"))).toLocaleString("en-US")} |`,
    [year.netRetention, year.grossRetention, year.logoChurn]
      .map((rate) => `${(rate * 100).toFixed(1)} %`)
      .join(", "),
  ];
  for (const number of printed) expect(readme).toContain(number);
});

describe("company.json", () => {
  test("maps columns the exports have", () => {
    const mapped = company.sources.filter(({ columns }: { columns?: object }) => columns !== undefined);
    expect(company.sources.map(({ file }: { file: string }) => file.replace("exports/", ""))).toEqual(
      checksums.map(({ file }) => file),
    );
    for (const source of mapped) {
      const [header = ""] = readFileSync(join(folder, source.file.replace("exports/", "")), "utf8").split(
        "\n",
      );
      expect(header.split(",")).toEqual(expect.arrayContaining(Object.values(source.columns)));
    }
  });

  test("names every product, reason, rate and the window of the generator", () => {
    expect(company.products).toEqual(Object.fromEntries(SKUS.map(({ name, family }) => [name, family])));
    expect(company.reasons).toEqual(REASONS);
    expect(company.exchange_rates.rates).toEqual({
      EUR: RATE_PER_CENT.EUR / 100,
      GBP: RATE_PER_CENT.GBP / 100,
    });
    expect(company.policies.late_renewal_grace_days).toBe(GRACE_DAYS);
    const used = new Set(rows.map((row) => row.reason).filter((reason) => reason !== ""));
    expect([...used].filter((reason) => !(String(reason) in REASONS))).toEqual([]);
  });
});
