import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { companyFolder } from "../read/test-company.ts";
import { publishFolder, writeJson } from "./output-files.ts";

function fill(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const filesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );

test("a finished folder takes the place of the output, file by file", async () => {
  const root = companyFolder({});
  const out = fill(join(root, "out"), {
    "summary.json": "same",
    "quality.json": "old",
    [join("marts", "a.parquet")]: "old",
    [join("marts", "gone.parquet")]: "gone",
    [join("marts", "readme.txt")]: "yours",
    [join("customers", "0000.json")]: "old",
    [join("customers", "0001.json")]: "gone",
    [join("customers", "notes.txt")]: "yours",
    "yours.txt": "yours",
  });
  const day = new Date("2001-02-03T04:05:06Z");
  utimesSync(join(out, "summary.json"), day, day);
  const finished = fill(join(root, "finished"), {
    "summary.json": "same",
    "quality.json": "new",
    [join("marts", "a.parquet")]: "new",
    [join("marts", "b.parquet")]: "more",
    [join("customers", "0000.json")]: "new",
  });
  await publishFolder(finished, out);
  expect(filesIn(out)).toEqual({
    "summary.json": "same",
    "quality.json": "new",
    [join("marts", "a.parquet")]: "new",
    [join("marts", "b.parquet")]: "more",
    [join("marts", "readme.txt")]: "yours",
    [join("customers", "0000.json")]: "new",
    [join("customers", "notes.txt")]: "yours",
    "yours.txt": "yours",
  });
  expect(statSync(join(out, "summary.json")).mtime, "an unchanged file is left alone").toEqual(day);
  expect(readdirSync(root).sort()).toEqual(["company.json", "out"]);
});

test("an output that is not there yet is made", async () => {
  const root = companyFolder({});
  await publishFolder(
    fill(join(root, "finished"), { [join("marts", "a.parquet")]: "a" }),
    join(root, "new", "out"),
  );
  expect(filesIn(join(root, "new", "out"))).toEqual({ [join("marts", "a.parquet")]: "a" });
});

test("equal values are equal bytes: one line, keys in the order given", async () => {
  const root = companyFolder({});
  await writeJson(join(root, "deep", "a.json"), { b: 1, a: ["ä", null] });
  expect(readFileSync(join(root, "deep", "a.json"), "utf8")).toBe('{"b":1,"a":["ä",null]}\n');
});
