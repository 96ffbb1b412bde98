import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DataBuilder } from "./data-builder.ts";

let company: string;
let out: string;
const builder = new DataBuilder();

beforeEach(async () => {
  company = await mkdtemp(join(tmpdir(), "tideline-builder-"));
  out = join(company, "build");
  await mkdir(join(company, "exports"));
  const columns = { line_id: "line", customer_id: "account", monthly_amount: "amount", start_on: "starts" };
  const sources = [{ layout: "contract_lines", file: "exports/lines.csv", columns }];
  const settings = { name: "Acme", currency: "USD", as_of: "2024-12-31", sources };
  await writeFile(join(company, "company.json"), JSON.stringify(settings));
});
afterEach(async () => {
  await builder.renew();
  await rm(company, { recursive: true, force: true });
});

const writeLines = (amount: string) =>
  writeFile(
    join(company, "exports", "lines.csv"),
    `line,account,amount,starts\nL1,Ash,${amount},2024-01-01\n`,
  );

test("only files whose bytes are others are told as changed, and a fault leaves them all", async () => {
  await writeLines("100.00");
  const first = await builder.build({ company, out });
  expect(first.name).toBe("Acme");
  expect(first.rows).toMatchObject({ accepted: 1, quarantined: 0 });
  expect(first.changed).toContain("summary.json");

  expect((await builder.build({ company, out })).changed).toEqual([]);
  await builder.renew();
  expect((await builder.build({ company, out })).changed).toEqual([]);

  await writeLines("250.00");
  const other = await builder.build({ company, out });
  expect(other.changed).toEqual(expect.arrayContaining(["summary.json", "ledger-live.json"]));

  const before = await readFile(join(out, "summary.json"), "utf8");
  await writeLines("many");
  await expect(builder.build({ company, out })).rejects.toThrow(/exports\/lines\.csv/);
  expect(await readFile(join(out, "summary.json"), "utf8")).toBe(before);

  await writeLines("250.00");
  expect((await builder.build({ company, out })).changed).toEqual([]);
});

test("a process that ends in the middle of a build is told, and the next build has another", async () => {
  await writeLines("100.00");
  const running = builder.build({ company, out });
  await builder.renew();
  await expect(running).rejects.toThrow(
    "npm run dev: the build's process ended, got SIGKILL; the next change starts another",
  );
  expect((await builder.build({ company, out })).name).toBe("Acme");
});
