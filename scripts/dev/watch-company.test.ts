import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchCompany } from "./watch-company.ts";

let folder: string;
let stop: () => Promise<void> = async () => {};
let seen: string[];

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "tideline-watch-")));
  for (const name of ["acme/exports/2024", "acme/build", "elsewhere"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  seen = [];
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, text = "line,account,amount,starts\n") => writeFile(join(folder, name), text);

async function writeCompany(...files: string[]): Promise<void> {
  const columns = { line_id: "line", customer_id: "account", monthly_amount: "amount", start_on: "starts" };
  const sources = files.map((file) => ({ layout: "contract_lines", file, columns }));
  await write("acme/company.json", JSON.stringify({ name: "Acme", currency: "USD", sources }));
}

/** Writes a file again and again until the change is told: a watcher needs a moment before it sees anything. */
async function changeUntilSeen(name: string, told: string): Promise<void> {
  for (let turn = 0; !seen.includes(told); turn += 1) {
    await write(name, `line,account,amount,starts\nL${turn},Ash,1.00,2024-01-01\n`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

const watch = () => {
  stop = watchCompany(join(folder, "acme"), (file) => seen.push(file));
};

test("exports are seen by name, relative or elsewhere; other files are not", async () => {
  await write("acme/exports/lines.csv");
  await write("elsewhere/lines.csv");
  await writeCompany("exports/lines.csv", join(folder, "elsewhere/lines.csv"));
  watch();
  await write("acme/exports/notes.txt");
  await write("acme/build/summary.json");
  await changeUntilSeen("acme/exports/lines.csv", "exports/lines.csv");
  await changeUntilSeen("elsewhere/lines.csv", join(folder, "elsewhere/lines.csv"));
  expect(new Set(seen)).toEqual(new Set(["exports/lines.csv", join(folder, "elsewhere/lines.csv")]));
});

test("a file that comes to match a pattern is seen, in a folder below too, and one that goes", async () => {
  await write("acme/exports/2024/lines.csv");
  await writeCompany("exports/*/lines*.csv");
  watch();
  await changeUntilSeen("acme/exports/2024/lines-2.csv", "exports/2024/lines-2.csv");
  seen.length = 0;
  await rm(join(folder, "acme/exports/2024/lines.csv"));
  while (!seen.includes("exports/2024/lines.csv")) await new Promise((done) => setTimeout(done, 50));
});

test("where company.json names another export, that is watched from then on", async () => {
  await write("acme/exports/lines.csv");
  await write("elsewhere/lines.csv");
  await writeCompany("exports/lines.csv");
  watch();
  while (!seen.includes("company.json")) {
    await writeCompany("../elsewhere/lines.csv");
    await new Promise((done) => setTimeout(done, 100));
  }
  await changeUntilSeen("elsewhere/lines.csv", join(folder, "elsewhere/lines.csv"));
});

test("while nothing can be read, any file of the folder may be the mending one", async () => {
  await write("acme/company.json", "{");
  watch();
  await changeUntilSeen("acme/exports/lines.csv", "exports/lines.csv");
});

test("the company's own cuts are seen, in a folder that comes later too, and ask for cuts alone", async () => {
  await write("acme/exports/lines.csv");
  await writeCompany("exports/lines.csv");
  const asked: string[] = [];
  stop = watchCompany(join(folder, "acme"), (file, work) => {
    seen.push(file);
    asked.push(work);
  });
  await mkdir(join(folder, "acme/cuts"));
  await changeUntilSeen("acme/cuts/tier.sql", "cuts/tier.sql");
  await write("acme/cuts/notes.md");
  await changeUntilSeen("acme/cuts/wave.ts", "cuts/wave.ts");
  expect(new Set(asked)).toEqual(new Set(["models"]));
  expect(seen).not.toContain("cuts/notes.md");
});
