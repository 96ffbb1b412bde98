import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCompany } from "../company/load-company.ts";
import { companyFolder } from "../read/test-company.ts";
import { assertOutFolder } from "./assert-out-folder.ts";

const company = (file: string, name: string) =>
  companyFolder(
    {
      name: "Out",
      currency: "USD",
      as_of: "2024-12-31",
      sources: [
        {
          layout: "subscription_periods",
          file,
          columns: { customer_id: "c", start_on: "s", monthly_amount: "m" },
        },
      ],
    },
    { [name]: "c,s,m\nA,2024-01-01,10\n" },
  );
const usual = company("exports/*.csv", "exports/a.csv");
const flat = company("a.csv", "a.csv");
const check =
  (folder: string, ...way: string[]) =>
  () =>
    assertOutFolder(loadCompany(folder), join(folder, ...way));

describe("a build may write to", () => {
  test.each([
    ["build, as it does unless told otherwise", usual, "build"],
    ["a folder whose name begins like that of the exports", usual, "exports-of-mine"],
    ["a folder elsewhere", usual, join("..", "elsewhere")],
    ["build beside exports that lie in the company folder itself", flat, "build"],
  ])("%s", (_, folder, way) => {
    expect(check(folder, way)).not.toThrow();
  });
  test("a company whose exports lie above it may write into its own folder", () => {
    const root = company("exports/*.csv", "exports/a.csv");
    const settings = readFileSync(join(root, "company.json"), "utf8").replace(
      "exports/*.csv",
      "../above.csv",
    );
    mkdirSync(join(root, "company"));
    writeFileSync(join(root, "company", "company.json"), settings);
    writeFileSync(join(root, "above.csv"), "c,s,m\n");
    expect(check(join(root, "company"), "build")).not.toThrow();
  });
});

describe("a build may not write to", () => {
  test.each([
    ["the company folder", usual, ".", "the output would take the place of the company folder, got"],
    ["a folder that holds it", usual, "..", "the output would take the place of the company folder, got"],
    [
      "the folder of the exports",
      usual,
      "exports",
      "exports/a.csv is an export and lies in the output folder, got",
    ],
    [
      "a folder among the exports",
      usual,
      join("exports", "build"),
      "the output would lie among the exports, got",
    ],
  ])("%s", (_, folder, way, message) => {
    expect(check(folder, way)).toThrow(`--out: ${message} ${join(folder, way)}`);
  });

  test("a folder whose files a wide pattern takes for exports", () => {
    const wide = company("**/*.csv", "exports/a.csv");
    expect(check(wide, "build")).not.toThrow();
    mkdirSync(join(wide, "build"));
    writeFileSync(join(wide, "build", "quarantine.csv"), "layout,file\n");
    expect(check(wide, "build")).toThrow(
      `--out: build/quarantine.csv is an export and lies in the output folder, got ${join(wide, "build")}; choose another folder, or name the exports more closely in company.json`,
    );
  });
});
