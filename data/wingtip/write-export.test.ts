import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeExport } from "./write-export.ts";

const rows = [
  { id: "1", name: "Osmer & Pell" },
  { id: "2", name: "Sorrel Apps, Inc." },
];
const temporary = mkdtempSync(join(tmpdir(), "wingtip-"));
let folders = 0;
const newFolder = () => join(temporary, `run-${++folders}`, "exports");
afterAll(() => rmSync(temporary, { recursive: true }));

describe("writeExport", () => {
  test("writes header, commas, line feeds, and quotes where a comma needs them", () => {
    const folder = newFolder();
    const written = writeExport(folder, "a.csv", rows);
    expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe(
      'id,name\n1,Osmer & Pell\n2,"Sorrel Apps, Inc."\n',
    );
    // The digest is what sha256sum prints for these bytes.
    const sha256 = "1e5f4e7bf4fbeeb2ab2d70edcdb62b355e7aa604432f6abbaa899b8cb60d2ca6";
    expect(written).toEqual({ file: "a.csv", rows: 2, sha256 });
  });

  test("leaves equal bytes alone, replaces others, and leaves no half-written file behind", () => {
    const folder = newFolder();
    const path = join(folder, "a.csv");
    const first = writeExport(folder, "a.csv", rows);
    const { ino, mtimeNs } = statSync(path, { bigint: true });
    expect(writeExport(folder, "a.csv", rows)).toEqual(first);
    expect(statSync(path, { bigint: true })).toMatchObject({ ino, mtimeNs });
    writeFileSync(path, "id,name\n");
    expect(writeExport(folder, "a.csv", rows)).toEqual(first);
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(4);
    expect(readdirSync(folder)).toEqual(["a.csv"]);
  });
});
