import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chromiumFlags, findChromium } from "../apps/site/test/find-chromium.ts";
import { repository } from "./report-company.ts";

let folder: string;
let browser: Browser;
let dev: ChildProcess | null = null;
let said = "";

const lines = (amount: string) =>
  `line,account,amount,starts\nL1,Ash,${amount},2024-01-01\nL2,Birch,200.00,2024-02-01\n`;
const settings = (name: string) => ({
  name,
  currency: "USD",
  as_of: "2024-12-31",
  sources: [
    {
      layout: "contract_lines",
      file: "exports/*.csv",
      columns: { line_id: "line", customer_id: "account", monthly_amount: "amount", start_on: "starts" },
    },
  ],
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tideline-dev-test-"));
  await mkdir(join(folder, "temporary"));
  await mkdir(join(folder, "acme", "exports"), { recursive: true });
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
});

afterEach(async () => {
  if (dev?.pid && dev.exitCode === null) process.kill(-dev.pid, "SIGKILL");
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFile(join(folder, "acme", name), text);

/** Waits until the command has said something that matches, after what it had said at `from`. */
async function heard(pattern: RegExp, from = 0): Promise<string> {
  for (;;) {
    const match = pattern.exec(said.slice(from));
    if (match) return match[0];
    if (dev?.exitCode !== null) throw new Error(`npm run dev ended with ${dev?.exitCode}:\n${said}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Whether any process of the command's group is there. */
function isRunning(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts the command on the folder's company, in a process group of its own, with its own temporary folder. */
function startDev(): ChildProcess {
  said = "";
  const child = spawn(
    join(repository, "node_modules", ".bin", "tsx"),
    ["scripts/dev.ts", join(folder, "acme")],
    {
      cwd: repository,
      detached: true,
      env: { ...process.env, TMPDIR: join(folder, "temporary") },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  return child;
}

/**
 * Ends it as Ctrl+C does, which reaches every process of the terminal, or as a system does; waits until no process of
 * its group is left, and says how it went.
 */
async function end(child: ChildProcess, signal: "SIGINT" | "SIGTERM") {
  const group = child.pid ?? 0;
  expect(isRunning(group)).toBe(true);
  process.kill(signal === "SIGINT" ? -group : group, signal);
  const [code] = (await once(child, "exit")) as [number | null];
  // A helper of a process that has ended sees that a moment later, and ends too.
  while (isRunning(group)) await new Promise((done) => setTimeout(done, 50));
  const left = (await readdir(join(folder, "temporary"))).filter((name) => name.startsWith("tideline"));
  return { code, left };
}
const endedWell = { code: 0, left: [] };

test("a saved export changes the open page, a faulty company.json does not, and Ctrl+C leaves nothing", async () => {
  await write("company.json", JSON.stringify(settings("Acme")));
  await write("exports/lines.csv", lines("100.00"));
  dev = startDev();
  const url = await heard(/http:\/\/127\.0\.0\.1:\d+\//);
  const page = await browser.newPage();
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) foreign.push(request.url());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  const closing = (minor: number) => page.locator(`main .num[data-value="${minor}"]`).first();
  await closing(30_000).waitFor();

  let from = said.length;
  await write("exports/lines.csv", lines("250.00"));
  await closing(45_000).waitFor();
  await heard(/exports\/lines\.csv: data in \d+\.\d\d s/, from);

  from = said.length;
  await write("company.json", JSON.stringify({ ...settings("Acme"), currencie: "EUR" }));
  await heard(/company\.json: not built after .*currencie.*the last good build stays/s, from);
  expect(await closing(45_000).isVisible()).toBe(true);
  await page.reload();
  await closing(45_000).waitFor();

  await write("company.json", JSON.stringify(settings("Acme of old")));
  await page.locator(".company strong", { hasText: "Acme of old" }).waitFor();

  await mkdir(join(folder, "acme", "cuts"));
  from = said.length;
  await write("cuts/letter.sql", "select customer_id, lft(customer_id, 1) as label from customers");
  await heard(
    /cuts\/letter\.sql: not built after .*cuts\/letter\.sql line 1: the cut does not run.*the last good build stays/s,
    from,
  );
  await closing(45_000).waitFor();
  from = said.length;
  await write("cuts/letter.sql", "select customer_id, left(customer_id, 1) as label from customers");
  await heard(/cuts\/letter\.sql: data in \d+\.\d\d s/, from);
  await page.locator("option", { hasText: "Letter" }).first().waitFor({ state: "attached" });

  await write("exports/more.csv", "line,account,amount,starts\nL3,Cedar,50.00,2024-03-01\n");
  await closing(50_000).waitFor();
  expect({ foreign, errors }).toEqual({ foreign: [], errors: [] });

  expect(await end(dev, "SIGINT")).toEqual(endedWell);
});

test("a company that cannot be built is told, and built once it can be", async () => {
  await write("company.json", "{");
  dev = startDev();
  await heard(/company\.json line 1 .*waiting for a change/s);
  await write("company.json", JSON.stringify(settings("Acme")));
  await heard(/no file matches.*waiting for a change/s);
  await write("exports/lines.csv", lines("100.00"));
  await heard(/http:\/\/127\.0\.0\.1:\d+\//);
  expect(await end(dev, "SIGTERM")).toEqual(endedWell);
});
