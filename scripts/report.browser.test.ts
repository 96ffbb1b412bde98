import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "./report-company.ts";

/*
 * `npm run report` on a company outside the repository, the whole way to the built pages. It writes where every report
 * is built, so what was there is laid aside, and put back at the end. Each step goes on from the one before, because a
 * build of the site takes seconds.
 */

const company = mkdtempSync(join(tmpdir(), "tideline-report-"));
const build = join(company, "build");
const settings = (policies: object) => ({
  name: "Outside <& in>",
  currency: "USD",
  as_of: "2024-12-31",
  policies: { max_quarantined_rate: 0, ...policies },
  sources: [
    {
      layout: "contract_lines",
      file: "exports/lines.csv",
      columns: {
        line_id: "id",
        customer_id: "account",
        product: "plan",
        monthly_amount: "amount",
        start_on: "start",
        end_on: "end",
        end_means: "means",
        replaces: "replaces",
      },
    },
  ],
});
/** A pays 50.00 for Basic, from 10 March 70.00 for Pro, whose term ends in June; B pays on. */
const lines = `id,account,plan,amount,start,end,means,replaces
1,A,Basic,50.00,2024-01-01,2024-03-10,replaced,
2,A,Pro,70.00,2024-03-10,2024-06-01,term,1
3,B,Pro,30.00,2024-02-01,,,
`;
const writeSettings = (policies: object = {}) =>
  writeFileSync(join(company, "company.json"), JSON.stringify(settings(policies)));
const writeLines = (text: string) => writeFileSync(join(company, "exports", "lines.csv"), text);

function report(args: readonly string[] = [company], env: Readonly<Record<string, string>> = {}) {
  const command = join(repository, "node_modules", ".bin", "tsx");
  const { status, stdout, stderr } = spawnSync(command, ["scripts/report.ts", ...args], {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

type Waterfall = Record<string, (string | number)[]>;

/** What the built page itself loads first: the data file that its HTML names. */
function pageData(out = build): { company: { name: string }; waterfall: Waterfall } {
  const html = readFileSync(join(out, "site", "index.html"), "utf8");
  const name = /_file\/data\/summary\.[0-9a-f]+\.json/.exec(html)?.[0];
  if (!name)
    throw new Error(`report.browser.test: the page names no summary, got ${html.length} bytes of HTML`);
  return JSON.parse(readFileSync(join(out, "site", name), "utf8"));
}
const at = (month: string, column: string, { waterfall } = pageData()) =>
  waterfall[column]?.[waterfall.report_month?.indexOf(`${month}-01`) ?? -1];

function bytesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path).toString("base64")]),
  );
}

/** Where every report is built, and where what was there waits meanwhile, on the same disk. */
const places = ["dist", join("src", "data")].map((place) => ({
  path: join(repository, "apps", "site", place),
  aside: join(repository, ".turbo", "aside", basename(place)),
}));
const move = (from: string, to: string) => {
  if (!existsSync(from)) return;
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
};

beforeAll(() => {
  for (const { path, aside } of places) move(path, aside);
  mkdirSync(join(company, "exports"));
  writeSettings();
  writeLines(lines);
});

afterAll(() => {
  rmSync(company, { recursive: true, force: true });
  for (const { path, aside } of places) {
    rmSync(path, { recursive: true, force: true });
    move(aside, path);
  }
});

let first: Record<string, string> = {};

test("a company outside the repository is built beside its exports, which stay as they are", () => {
  const { status, stdout, stderr } = report();
  expect([status, stderr]).toEqual([0, ""]);
  const [heading, rows, balance, checks, tasks, site] = stdout.trimEnd().split("\n");
  expect(heading).toBe("Outside <& in>, as of 2024-12-31 (company.json)");
  expect(rows).toBe("  3 rows in = 3 accepted + 0 set aside + 0 left out");
  expect(balance).toBe("  2024-12: MRR $30.00 from 1 customer (live), CMRR $30.00 (committed)");
  expect(checks).toMatch(/^ {2}\d+ checks held$/);
  expect(tasks).toMatch(/^ {2}[01] of 2 tasks from the cache, /);
  expect(site).toBe(`  site in ${join(build, "site")}`);
  expect(readdirSync(company).sort()).toEqual(["build", "company.json", "exports"]);
  expect(readdirSync(join(company, "exports"))).toEqual(["lines.csv"]);
  expect(readdirSync(build).sort()).toEqual([
    "at-risk-all-rows.json",
    "at-risk-rows.json",
    "at-risk.json",
    "attention-rows.json",
    "attention.json",
    "cohorts-live.json",
    "cohorts.json",
    "customers",
    "health-customers.json",
    "health-rows.json",
    "health-validation.json",
    "health.json",
    "ledger-committed.json",
    "ledger-lines.json",
    "ledger-live.json",
    "manifest.json",
    "marts",
    "nps-rows.json",
    "nps.json",
    "onboarding-rows.json",
    "onboarding.json",
    "outcome-rows.json",
    "outcomes.json",
    "portfolio.json",
    "quality.json",
    "quarantine.csv",
    "quarantine.json",
    "renewal-rows.json",
    "renewals-ahead.json",
    "renewals.json",
    "site",
    "summary.json",
    "survival-rows.json",
    "survival.json",
    "tie-out-rows.json",
    "tie-out.json",
    "waterfall-by-cut.json",
  ]);
  expect(pageData().company.name).toBe("Outside <& in>");
  expect([at("2024-03", "expansion_minor"), at("2024-03", "contraction_minor")]).toEqual([7000, -5000]);
  expect([at("2024-06", "churn_minor"), at("2024-12", "closing_minor")]).toEqual([-7000, 3000]);
  first = bytesOf(build);
});

test("its pages hold its own data only, and every file's time is the as-of date", () => {
  const data = readdirSync(join(build, "site", "_file", "data")).map((name) => name.split(".")[0]);
  expect(data.sort()).toEqual([
    "at-risk",
    "at-risk-all-rows",
    "at-risk-rows",
    "attention",
    "attention-rows",
    "cohorts",
    "cohorts-live",
    "customers",
    "health",
    "health-customers",
    "health-rows",
    "health-validation",
    "ledger-committed",
    "ledger-lines",
    "ledger-live",
    "nps",
    "nps-rows",
    "onboarding",
    "onboarding-rows",
    "outcome-rows",
    "outcomes",
    "portfolio",
    "quality",
    "quarantine",
    "quarantine",
    "renewal-rows",
    "renewals",
    "renewals-ahead",
    "summary",
    "survival",
    "survival-rows",
    "tie-out",
    "tie-out-rows",
    "waterfall-by-cut",
  ]);
  const times = readdirSync(build, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtime.toISOString());
  expect(new Set(times)).toEqual(new Set(["2024-12-31T00:00:00.000Z"]));
});

test("a second run is fully cached and changes no byte", () => {
  const { status, stdout } = report();
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}2 of 2 tasks from the cache, \S+ >>> FULL TURBO$/m);
  expect(bytesOf(build)).toEqual(first);
});

test("one amount changed in one row changes the page; the run after that is fully cached", () => {
  writeLines(lines.replace("3,B,Pro,30.00", "3,B,Pro,31.50"));
  const { status, stdout } = report();
  expect(status).toBe(0);
  expect(stdout).toContain("MRR $31.50 from 1 customer (live)");
  expect(stdout).toMatch(/^ {2}0 of 2 tasks from the cache, /m);
  expect(at("2024-12", "closing_minor")).toBe(3150);
  expect(at("2024-02", "new_minor")).toBe(3150);
  expect(report().stdout).toContain("FULL TURBO");
});

test("taken from the cache after other data, it is what it was, and holds nothing of the other", () => {
  writeLines(lines);
  expect(report().stdout).toContain("FULL TURBO");
  expect(bytesOf(build)).toEqual(first);
});

test("netting and grace in company.json change the page", () => {
  writeSettings({ netting: "customer", late_renewal_grace_days: 45 });
  expect(report().status).toBe(0);
  expect([at("2024-03", "expansion_minor"), at("2024-03", "contraction_minor")]).toEqual([2000, 0]);
  expect([at("2024-06", "churn_minor"), at("2024-07", "churn_minor")]).toEqual([0, -7000]);
});

test("a fault in an export or in company.json is said once, and the last good report stays", () => {
  const before = bytesOf(build);
  writeLines(lines.replace("30.00", "30 dollars"));
  const faulty = report();
  expect([faulty.status, faulty.stdout]).toEqual([1, ""]);
  expect(faulty.stderr).toMatch(
    /^exports\/lines\.csv: more rows set aside than 0\.0 % .* got 1 of 3 .*\n {2}exports\/lines\.csv row 4 amount: expected a number, got [^\n]*\n$/,
  );
  expect(bytesOf(build)).toEqual(before);

  writeFileSync(join(company, "company.json"), '{"name": "Outside", "currency": "USD", "source": []}');
  const wrong = report();
  expect([wrong.status, wrong.stdout]).toEqual([1, ""]);
  const [missing, unknown, ...more] = wrong.stderr.split("\n");
  expect(missing).toMatch(/^company\.json sources: expected a list with at least one source, got nothing; /);
  expect(unknown).toMatch(/^company\.json source: unknown key, got \[\]; did you mean "sources"\?/);
  expect(more).toEqual([""]);
  expect(bytesOf(build)).toEqual(before);
});

test("a folder that is not there, or an output that holds something else, is said without building", () => {
  writeSettings();
  writeLines(lines);
  expect(report([join(company, "none")])).toEqual({
    status: 1,
    stdout: "",
    stderr: `company folder: no such folder, got ${join(company, "none")}; name the folder that holds company.json\n`,
  });
  const mine = join(company, "mine");
  mkdirSync(mine);
  writeFileSync(join(mine, "thesis.txt"), "mine");
  const taken = report([company, "--out", mine]);
  expect([taken.status, taken.stdout]).toEqual([1, ""]);
  expect(taken.stderr).toBe(
    `--out: ${mine} holds files that are not a report, got "thesis.txt"; choose an empty folder, or that of an earlier report\n`,
  );
  expect(readdirSync(mine)).toEqual(["thesis.txt"]);
  rmSync(mine, { recursive: true });
});

test("built from nothing again, elsewhere, every file is the same bytes, the pages too", () => {
  const elsewhere = join(company, "elsewhere");
  const { status, stdout } = report([company, "--out", elsewhere], { TURBO_FORCE: "true" });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}0 of 2 tasks from the cache, /m);
  const again = bytesOf(elsewhere);
  expect(Object.keys(again)).toEqual(Object.keys(first));
  expect(Object.keys(again).filter((name) => again[name] !== first[name])).toEqual([]);
});
