import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildCompany } from "@tideline/loaders";
import {
  type CustomerFile,
  customerFileCount,
  customerFileName,
  customerRows,
  customerShard,
} from "@tideline/metrics";
import { generateExports } from "@tideline/wingtip";
import { afterAll, expect, test } from "vitest";
import { buildSite } from "../apps/site/build.ts";
import {
  disagreements,
  martRows,
  openWritten,
  readJson,
} from "../packages/loaders/src/build/test-agreement.ts";
import { sample } from "./report-company.ts";

/* The whole sample company: what the pages compute from its ledger is what its marts hold. */

const folder = mkdtempSync(join(tmpdir(), "tideline-wingtip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
copyFileSync(join(sample, "company.json"), join(folder, "company.json"));
await generateExports(join(folder, "exports"));
const [first, second] = [join(folder, "first"), join(folder, "second")];
const built = await buildCompany(folder, first);

test("the engine's waterfall, waterfall by every cut, retention and triangles are the marts'", async () => {
  const ledger = openWritten(first);
  expect(ledger.months).toBeGreaterThanOrEqual(60);
  expect(ledger.customers.id.length).toBeGreaterThan(1500);
  expect(ledger.cuts.length).toBeGreaterThanOrEqual(10);
  expect(await disagreements(first)).toEqual([]);
});

test("a few set-aside rows, well below the limit, and every check held", () => {
  const { quarantined, rows_in } = built.read.totals;
  expect(quarantined).toBeGreaterThan(0);
  expect(quarantined / rows_in).toBeLessThan(0.01);
  const { checks } = readJson<{ checks: { offending: number }[] }>(first, "quality.json");
  expect(checks.filter(({ offending }) => offending > 0)).toEqual([]);
});

test("the rows set aside are those the sample's README counts, file by file and fault by fault", () => {
  const readme = readFileSync(join(sample, "README.md"), "utf8");
  const documented = [...readme.matchAll(/^\| ([\w/-]+\.\w+) \| `(\w+)` \| ([\d,]+) \|/gm)].map(
    ([, file, fault, rows]) => `${file} ${fault} ${Number(rows?.replaceAll(",", ""))}`,
  );
  const { reasons } = readJson<{ reasons: { file: string; code: string; rows: number }[] }>(
    first,
    "quarantine.json",
  );
  const counts = new Map<string, number>();
  for (const { file, code, rows } of reasons) {
    const fault = `${file.replace("exports/", "")} ${code}`;
    counts.set(fault, (counts.get(fault) ?? 0) + rows);
  }
  const found = [...counts].map(([fault, rows]) => `${fault} ${rows}`);
  expect(documented.length).toBeGreaterThan(30);
  expect(found.sort()).toEqual(documented.sort());
});

test("health foresaw most losses two to six months ahead, not all, and was wrong about some who stayed", async () => {
  const readme = readFileSync(join(sample, "README.md"), "utf8");
  const order = await martRows(first, "health__validation_order");
  const auc = ([30, 90, 180] as const).map((days) => {
    const row = order.find(({ horizon_days }) => horizon_days === days);
    const [lost, kept] = [Number(row?.lost), Number(row?.decisions) - Number(row?.lost)];
    return Number(row?.twice_right) / (2 * lost * kept);
  });
  const [month = 0, quarter = 0, halfYear = 0] = auc;
  expect(Math.abs(quarter - 0.78)).toBeLessThan(0.03);
  expect(month).toBeGreaterThan(quarter);
  expect(halfYear).toBeGreaterThan(0.55);
  expect(halfYear).toBeLessThan(quarter - 0.05);
  expect(readme).toContain(`| ${auc.map((area) => area.toFixed(2)).join(", ")} |`);

  const losses = await martRows(first, "health__lead_times");
  const leads = losses.flatMap(({ lead_days }) => (lead_days === null ? [] : [Number(lead_days)]));
  const median = leads.sort((a, b) => a - b)[Math.floor(leads.length / 2)] ?? 0;
  const neverRed = 1 - leads.length / losses.length;
  expect(median).toBeGreaterThan(60);
  expect(median).toBeLessThan(180);
  expect(neverRed).toBeGreaterThan(0.25);
  expect(neverRed).toBeLessThan(0.5);
  expect(readme).toContain(`| ${median} days, ${Math.round(100 * neverRed)} % |`);

  const bands = await martRows(first, "health__validation_by_band");
  const red = bands.find(({ horizon_days, band }) => horizon_days === 90 && band === "red");
  const alarms = 1 - Number(red?.lost) / Number(red?.decisions);
  expect(alarms).toBeGreaterThan(0.1);
  expect(alarms).toBeLessThan(0.5);
  expect(readme).toContain(`| ${Math.round(100 * alarms)} % of ${red?.decisions} |`);

  const now = (await martRows(first, "health__distribution")).filter(
    ({ report_month, basis }) => report_month === "2025-12-01" && basis === "committed",
  );
  const shown = ["green", "yellow", "red", "unscored"].map((name) =>
    Number(now.find(({ band }) => band === name)?.customers),
  );
  const [green = 0, yellow = 0, reds = 0] = shown;
  expect(reds / (green + yellow + reds)).toBeGreaterThan(0.05);
  expect(reds / (green + yellow + reds)).toBeLessThan(0.15);
  expect(readme).toContain(`| ${shown.map((count) => count.toLocaleString("en-US")).join(", ")} |`);
});

test("every customer is in somebody's care, every list of attention has its customers, no input lacks its export", async () => {
  const portfolios = await martRows(first, "portfolio__by_csm");
  expect(portfolios.filter(({ csm, customers }) => csm === null && Number(customers) > 0)).toEqual([]);
  const rows = await martRows(first, "attention__rows");
  const lists = new Map(rows.map(({ list }) => [list, rows.filter((row) => row.list === list).length]));
  expect(lists.get("cases_and_invoices")).toBeGreaterThan(4);
  expect(lists.get("cases_and_invoices")).toBeLessThan(30);
  const inputs = await martRows(first, "health__inputs");
  expect(inputs.filter(({ missing, customers }) => missing !== "" || Number(customers) === 0)).toEqual([]);
});

test("Financiality's page has its year in the order of days", async () => {
  const profiles = await martRows(first, "customer__profile");
  const [profile] = profiles.filter(({ name }) => name === "Financiality");
  const id = String(profile?.customer_id);
  expect(profile).toMatchObject({ signed_on: "2025-06-30", live_on: "2025-09-05", time_to_value_days: 67 });
  const file = readJson<CustomerFile>(
    first,
    join("customers", customerFileName(customerShard(id, customerFileCount(profiles.length)))),
  );
  type Told = Readonly<Record<"event_on" | "event" | "title", string | null>> & {
    score?: number | null;
    number?: number | null;
    notes?: string | null;
  };
  const told = (["contract_events", "care_events", "voice_events"] as const)
    .flatMap((table) => customerRows<Told & { source: string }>(file, table, id))
    .filter(({ source, event_on, event }) =>
      source === "people"
        ? event === "joined" && event_on !== "2025-07-01"
        : !/engagement|invoice/.test(source),
    )
    .sort((a, b) => (String(a.event_on) < String(b.event_on) ? -1 : 1))
    .map(({ event_on, event, title, score, number, notes }) =>
      [event_on, event, title, event === "joined" ? `${number} days` : null, score, notes]
        .filter((part) => part)
        .join(" "),
    );
  // Within a day the order is the page's own.
  expect(told.sort()).toEqual(
    [
      "2025-06-30 new Automate, Workspace",
      "2025-06-30 one_off Onboarding Package",
      "2025-07-01 handover Handed over from sales To Rafael Stein, onboarding, and Grace Whitlock.",
      "2025-07-02 risk Flagged at risk The buyer is away until 14 July, and sales promised eight weeks.",
      "2025-07-16 go_live",
      "2025-07-16 kickoff Kickoff Go-live set for 5 September.",
      "2025-08-14 meeting CSM introduced",
      "2025-09-05 go_live Live",
      "2025-09-08 answered csat 5",
      "2025-09-08 risk_closed Flag removed Live, survey 5 of 5, health 78.",
      "2025-09-11 joined Mina Farrow 2 days",
      "2025-09-19 call First steps with Mina Farrow",
      "2025-09-30 answered nps 10",
      "2025-09-30 sent nps",
      "2025-10-01 answered nps 9",
      "2025-10-02 answered nps 8",
      "2025-10-02 answered nps 9",
      "2025-10-07 answered nps 4",
      "2025-10-08 call Talk with the detractor",
      "2025-10-09 joined Otto Lang 1 days",
      "2025-10-17 call First steps with Otto Lang",
      "2025-11-03 joined Priti Shah 2 days",
      "2025-11-11 call First steps with Priti Shah",
      "2025-11-11 opened Import stops at a row",
      "2025-11-12 opened Workflow runs twice",
      "2025-11-13 opened Import stops at a row",
      "2025-11-14 opened Cannot see a shared file",
      "2025-11-17 meeting Review with support Five cases in seven days.",
      "2025-11-17 opened Workflow runs twice",
      "2025-12-08 meeting First executive business review",
      "2026-07-01 due",
    ].sort(),
  );
});

/** Their charts, where they have any, follow the ledger. */
const withoutFigures = /^(404|attention|customer|definitions|quality|quarantine)\.html$/;

test("the first view of every page is within its budget, of every customer's too", async () => {
  const { outDir, pages } = await buildSite({ outDir: join(folder, "site"), dataDir: first });
  const weightOf = (path: string) => {
    const bytes = readFileSync(join(outDir, path));
    return path.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length;
  };
  const own = readdirSync(join(outDir, "_file/data/customers")).map((file) =>
    weightOf(`_file/data/customers/${file}`),
  );
  expect(own).toHaveLength(customerFileCount((await martRows(first, "customer__shards")).length));
  expect(pages.length).toBeGreaterThan(18);
  const charts = `_import/lib/${readdirSync(join(outDir, "_import/lib")).find((file) => /^charts\./.test(file))}`;
  for (const page of pages) {
    const html = readFileSync(join(outDir, page), "utf8");
    const links = [
      ...html.matchAll(/(?:<link rel="preload"[^>]* href=|\["(?:modulepreload|preload)",)"\.\/([^"]+)"/g),
    ];
    const fetched = new Set(links.map(([, path = ""]) => path));
    const name = page === "index.html" ? "overview" : page.replace(".html", "");
    const code =
      page === "404.html" ? [] : [`_import/lib/${name}`, "_import/lib/frame", "_file/data/summary"];
    for (const part of [...code, "_file/lib/inter"])
      expect([...fetched].filter((path) => path.startsWith(`${part}.`)).length, `${page}: ${part}`).toBe(1);
    const alone = page === "customer.html" ? Math.max(...own) : 0;
    // What is asked for before the ledger counts: so do charts of a page with figures, preloaded or not.
    const hasCharts = [...fetched].some((path) => /\/(cohort-)?charts\./.test(path));
    if (!hasCharts && !withoutFigures.test(page)) fetched.add(charts);
    const bytes = [page, ...fetched].reduce((sum, path) => sum + weightOf(path), alone);
    expect(bytes, page).toBeLessThanOrEqual(170_000);
    expect(fetched.size + 1 + Math.sign(alone), `requests of ${page}`).toBeLessThanOrEqual(10);
  }
});

test("a second clean build has the same bytes in every file", { timeout: 600_000 }, async () => {
  await buildCompany(folder, second);
  const names = readdirSync(first, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(first.length + 1));
  expect(names.length).toBeGreaterThanOrEqual(11);
  for (const name of names) {
    expect(readFileSync(join(second, name)).equals(readFileSync(join(first, name))), name).toBe(true);
  }
});
