import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerFile } from "@tideline/metrics";
import { afterAll, expect, test } from "vitest";
import { buildCompany } from "./build-company.ts";
import { CompanyBuilder } from "./company-builder.ts";
import { companyFingerprint } from "./fingerprint.ts";

const root = mkdtempSync(join(tmpdir(), "tideline-company-builder-"));
const company = join(root, "acme");
const out = join(root, "out");
const builder = new CompanyBuilder();
afterAll(() => {
  builder.close();
  rmSync(root, { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFileSync(join(company, name), text);
const columns = { line_id: "line", customer_id: "account", monthly_amount: "amount", start_on: "starts" };
mkdirSync(join(company, "cuts"), { recursive: true });
write("lines.csv", "line,account,amount,starts\nL1,Ash,100.00,2024-01-01\nL2,Birch,250.00,2024-02-01\n");
write(
  "company.json",
  JSON.stringify({
    name: "Acme",
    currency: "USD",
    as_of: "2024-12-31",
    sources: [{ layout: "contract_lines", file: "lines.csv", columns }],
  }),
);

const script = (label: string) =>
  `export const cut = { title: "Script", question: "?", reads: ["customers"], rows: ({ customers }) =>
    customers.objects().map(({ customer_id }) => ({ customer_id, label: "${label}" })) };\n`;
const read = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");
const cutsIn = (folder: string): Record<string, unknown>[] => JSON.parse(read(folder, "summary.json")).cuts;

test("a company's own cut shows without reading an export again, byte for byte as in a whole build", async () => {
  await builder.update(company, out);
  expect(cutsIn(out).map(({ name }) => name)).toEqual(["acquisition_year", "price_point", "tenure_band"]);
  const before = await companyFingerprint(company);

  write(
    "cuts/letter.sql",
    "-- title: Letter\n-- board: no\nselect customer_id, left(customer_id, 1) as label from customers where customer_id <> 'Birch'",
  );
  write("lines.csv", "not,read,again\n");
  await builder.update(company, out);
  write("lines.csv", "line,account,amount,starts\nL1,Ash,100.00,2024-01-01\nL2,Birch,250.00,2024-02-01\n");
  expect(cutsIn(out).find(({ name }) => name === "letter")).toEqual({
    name: "letter",
    title: "Letter",
    question: "",
    is_for_board: false,
    unassigned: 1,
    labels: ["A", "unassigned"],
  });
  expect(await companyFingerprint(company), "the task runner sees it").not.toBe(before);

  const whole = join(root, "whole");
  await buildCompany(company, whole);
  const names = readdirSync(whole).filter((name) => /\.(json|csv)$/.test(name) && name !== "manifest.json");
  expect(names).toContain("health.json");
  // How many rows each check saw is told by whole builds alone.
  for (const name of names.filter((one) => one !== "quality.json"))
    expect(read(out, name), name).toBe(read(whole, name));
});

test("a wrong cut leaves what there is; the next right one is built", async () => {
  const good = read(out, "summary.json");
  write(
    "cuts/letter.sql",
    "-- title: Letter\nselect customer_id,\n  lft(customer_id, 1) as label from customers",
  );
  await expect(builder.update(company, out)).rejects.toThrow(
    /^cuts\/letter\.sql line 3: the cut does not run, got /,
  );
  expect(read(out, "summary.json")).toBe(good);
  rmSync(join(company, "cuts/letter.sql"));
  await builder.update(company, out);
  expect(cutsIn(out).map(({ name }) => name)).toEqual(["acquisition_year", "price_point", "tenure_band"]);
});

test("of several cuts only the one that changed is another; one taken away is gone", async () => {
  const letter = (size: number) =>
    `-- title: Letters\nselect customer_id, left(customer_id, ${size}) as label from customers`;
  write("cuts/letter.sql", letter(1));
  write("cuts/twice.ts", script("Twice"));
  await builder.update(company, out);
  const ledger = () => JSON.parse(read(out, "ledger-live.json")) as LedgerFile;
  const labels = (name: string) => ledger().cuts.find((cut) => cut.name === name)?.labels;
  expect([labels("letter"), labels("twice")]).toEqual([["A", "B"], ["Twice"]]);
  const others = () => ledger().cuts.filter(({ name }) => name !== "letter" && name !== "twice");
  const before = others();
  write("cuts/letter.sql", letter(2));
  write("cuts/twice.ts", script("Thrice"));
  await builder.update(company, out);
  expect([labels("letter"), labels("twice")]).toEqual([["As", "Bi"], ["Thrice"]]);
  expect(others()).toEqual(before);
  rmSync(join(company, "cuts/twice.ts"));
  await builder.update(company, out);
  expect(labels("twice")).toBeUndefined();
  const whole = join(root, "again");
  await buildCompany(company, whole);
  for (const name of ["summary.json", "ledger-live.json", "nps.json", "nps-rows.json", "health-rows.json"])
    expect(read(out, name), name).toBe(read(whole, name));
});
