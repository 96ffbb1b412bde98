import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { reportText } from "./report-text.ts";

const out = mkdtempSync(join(tmpdir(), "tideline-report-text-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));
const report = { company: "Acme", out, site: join(out, "site"), tasks: "2 of 2 tasks from the cache, 58ms" };

function write(company: object, live: number[], committed: number[]): void {
  const totals = { rows_in: 12345, accepted: 12000, quarantined: 45, left_out: 300 };
  const manifest = { as_of: "2024-12-31", as_of_source: "company.json", totals, checks_held: 1079 };
  writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(
    join(out, "summary.json"),
    JSON.stringify({
      company,
      waterfall: {
        basis: [...committed.map(() => "committed"), ...live.map(() => "live")],
        closing_minor: [...committed, ...live],
      },
    }),
  );
}

test("what came in, what stands at the end, what held, and where it is", async () => {
  write(
    { currency: "JPY", exponent: 0, last_month: "2024-12-01", customers: 1609 },
    [1, 2, 3348959],
    [4, 3425180],
  );
  expect(await reportText(report)).toBe(
    [
      "Acme, as of 2024-12-31 (company.json)",
      "  12,345 rows in = 12,000 accepted + 45 set aside + 300 left out",
      "  2024-12: MRR ¥3,348,959 from 1,609 customers (live), CMRR ¥3,425,180 (committed)",
      "  1,079 checks held",
      "  2 of 2 tasks from the cache, 58ms",
      `  site in ${join(out, "site")}`,
    ].join("\n"),
  );
});

test("one customer is one customer", async () => {
  write({ currency: "USD", exponent: 2, last_month: "2024-12-01", customers: 1 }, [10050], [10060]);
  expect(await reportText(report)).toContain(
    "2024-12: MRR $100.50 from 1 customer (live), CMRR $100.60 (committed)",
  );
});

test("a company in which nothing counts", async () => {
  write({ currency: "USD", exponent: 2, last_month: null, customers: 0 }, [], []);
  expect(await reportText(report)).toContain("no line counts at a month end yet: the reports are empty");
});
