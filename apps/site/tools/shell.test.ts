import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { escapeHtml, readShellFacts, shellHead, shellHeader } from "./shell.ts";

test("names reach the page as text", () => {
  const header = shellHeader("/index", { company: `<img src=x onerror="a">&'`, asOf: "" });
  expect(header).not.toContain("<img");
  expect(header).toContain(escapeHtml(`<img src=x onerror="a">&'`));
});

test("the page itself is marked, and only pages of the ledger carry controls", () => {
  const facts = { company: "Acme", asOf: "31 Dec 2025" };
  expect(shellHeader("/churn", facts)).toContain('href="/churn" aria-current="page"');
  expect(shellHeader("/churn", facts).match(/aria-current/g)).toHaveLength(1);
  expect(shellHeader("/churn", facts)).toContain('id="controls"');
  expect(shellHeader("/quality", facts)).not.toContain('id="controls"');
  expect(shellHeader("/404", facts)).not.toContain("aria-current");
});

test("company and as-of come from the summary, neutral words where there is none", async () => {
  const root = await mkdtemp(join(tmpdir(), "shell-"));
  expect(readShellFacts(root)).toEqual({ company: "Tideline", asOf: "" });
  await mkdir(join(root, "data"));
  await writeFile(
    join(root, "data", "summary.json"),
    JSON.stringify({ company: { name: "Acme", as_of: "2025-06-05" } }),
  );
  expect(readShellFacts(root)).toEqual({ company: "Acme", asOf: "5 Jun 2025" });
});

test("the head asks for nothing from elsewhere", () =>
  expect(shellHead()).not.toMatch(/(href|src)="(https?:)?\/\//));
