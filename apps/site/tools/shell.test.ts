import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { escapeHtml, readShellFacts, shellHead, shellHeader } from "./shell.ts";

test("names reach the page as text", () => {
  const header = shellHeader("/index", { company: `<img src=x onerror="a">&'`, asOf: "", currency: "USD" });
  expect(header).not.toContain("<img");
  expect(header).toContain(escapeHtml(`<img src=x onerror="a">&'`));
});

test("the page itself is marked, and only pages of the ledger carry controls", () => {
  const facts = { company: "Acme", asOf: "31 Dec 2025", currency: "USD" };
  expect(shellHeader("/churn", facts)).toContain('href="/churn" aria-current="page"');
  expect(shellHeader("/churn", facts).match(/aria-current/g)).toHaveLength(1);
  expect(shellHeader("/churn", facts)).toContain('id="controls"');
  expect(shellHeader("/quality", facts)).not.toContain('id="controls"');
  expect(shellHeader("/quality", facts)).toContain(
    '<p class="print-only">Acme · Data quality · as of 31 Dec 2025 · USD</p>',
  );
  expect(shellHeader("/customer", facts)).toContain(
    '<p class="print-only">Acme · as of 31 Dec 2025 · USD</p>',
  );
  expect(shellHeader("/churn", facts)).not.toContain("print-only");
  expect(shellHeader("/404", facts)).not.toContain("aria-current");
});

test("company and as-of come from the summary, neutral words where there is none", async () => {
  const root = await mkdtemp(join(tmpdir(), "shell-"));
  expect(readShellFacts(root)).toEqual({ company: "Tideline", asOf: "", currency: "" });
  await mkdir(join(root, "data"));
  await writeFile(
    join(root, "data", "summary.json"),
    JSON.stringify({ company: { name: "Acme", as_of: "2025-06-05", currency: "EUR" } }),
  );
  expect(readShellFacts(root)).toEqual({ company: "Acme", asOf: "5 Jun 2025", currency: "EUR" });
});

test("the head asks for nothing from elsewhere", () =>
  expect(shellHead()).not.toMatch(/(href|src)="(https?:)?\/\//));
