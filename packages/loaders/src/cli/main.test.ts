import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { byHand } from "../build/test-by-hand.ts";
import { loadersFolder } from "../models/loaders-folder.ts";
import { tideline } from "./test-tideline.ts";

const folder = byHand();

describe("help", () => {
  test("tideline --help names the commands and teaches a first look", async () => {
    const { code, out, err } = await tideline("--help");
    expect([code, err]).toEqual([0, ""]);
    for (const command of ["build", "show", "check", "sources"])
      expect(out).toMatch(new RegExp(`^ {2}${command} `, "m"));
    expect(out).toContain(
      "A company is a folder with company.json, which names its exports. A first look at one:",
    );
    expect(out).toContain(
      'tideline show waterfall__by_month --company path/to/company --where "report_month',
    );
    expect(out).toContain('The site is built by "npm run report -- path/to/company".');
  });
  test.each([
    ["build", ["--out <folder>", "--times", "A build that fails leaves the last good output as it was."]],
    [
      "show",
      [
        "--company <folder>",
        "--where <condition>",
        'choices: "table", "csv", "json"',
        '"list" names them all',
      ],
    ],
    ["check", ["<company>", "--all", "write nothing"]],
    ["sources", ["<company>", "rows in, accepted, set aside and why"]],
  ])("tideline %s --help", async (command, parts) => {
    const { code, out } = await tideline(command, "--help");
    expect(code).toBe(0);
    const text = out.replaceAll(/\s+/g, " ");
    for (const part of parts) expect(text).toContain(part);
  });
});

describe("wrong usage is exit code 2, and says what is right", () => {
  test.each([
    ["no command", [], /Usage: tideline \[options\] \[command\]/],
    [
      "a misspelt command",
      ["biuld", folder],
      /^error: unknown command 'biuld'\n\(Did you mean build\?\)\n\(tideline --help lists the commands\)/,
    ],
    ["a company left out", ["check"], /^error: missing required argument 'company'/],
    [
      "a company left out of show",
      ["show", "waterfall__by_month"],
      /^error: required option '--company <folder>' not specified/,
    ],
    [
      "a misspelt option",
      ["build", folder, "--uot", "x"],
      /^error: unknown option '--uot'\n\(Did you mean --out\?\)/,
    ],
    [
      "a format there is not",
      ["show", "x", "--company", folder, "--format", "xml"],
      /argument 'xml' is invalid\. Allowed choices are table, csv, json\./,
    ],
    [
      "too many",
      ["sources", folder, "more"],
      /^error: too many arguments for 'sources'\. Expected 1 argument but got 2\./,
    ],
  ])("%s", async (_, args, message) => {
    const { code, out, err } = await tideline(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});

describe("what stops a command is exit code 1 and one message, without a stack", () => {
  test.each([
    ["build", ["build", "/nowhere"]],
    ["check", ["check", "/nowhere"]],
    ["sources", ["sources", "/nowhere"]],
    ["show", ["show", "waterfall__by_month", "--company", "/nowhere"]],
  ])("%s of a folder that is not there", async (_, args) => {
    expect(await tideline(...args)).toEqual({
      code: 1,
      out: "",
      err: "company folder: no such folder, got /nowhere; name the folder that holds company.json\n",
    });
    expect(existsSync("/nowhere")).toBe(false);
  });

  test("build without a company, and none in the environment", async () => {
    vi.stubEnv("TIDELINE_COMPANY", undefined);
    const { code, err } = await tideline("build");
    expect(code).toBe(1);
    expect(err).toBe("tideline build: no company, got nothing; name the folder that holds company.json\n");
  });

  test("build with its output among the exports", async () => {
    const { code, err } = await tideline("build", folder, "--out", join(folder, "exports"));
    expect(code).toBe(1);
    expect(err).toMatch(/^--out: exports\/accounts\.csv is an export and lies in the output folder, got /);
    expect(readdirSync(join(folder, "exports")).sort()).toEqual(["accounts.csv", "lines.csv"]);
  });

  test("the stack comes only when it is asked for", async () => {
    vi.stubEnv("TIDELINE_TRACE", "1");
    const { code, err } = await tideline("sources", "/nowhere");
    expect(code).toBe(1);
    expect(err).toMatch(/^company folder: no such folder.*\nError: company folder.*\n {4}at /);
  });
});

describe("the program itself", () => {
  const program = join(loadersFolder, "bin", "tideline.mjs");
  const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });

  test("prints results to stdout, faults to stderr, and gives its exit code", () => {
    const { status, stdout, stderr } = run("sources", folder);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("exports/lines.csv");
    const failed = run("sources", "/nowhere");
    expect([failed.status, failed.stdout]).toEqual([1, ""]);
    expect(run("nonsense").status).toBe(2);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s stops a build and leaves nothing of it", async (signal) => {
    const company = byHand();
    const child = spawn(process.execPath, [program, "build", company], { stdio: "ignore" });
    const ended = once(child, "exit");
    const isMaking = () => readdirSync(company).some((name) => name.startsWith(".build.building-"));
    while (!isMaking() && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(company).sort()).toEqual(["company.json", "exports"]);
  });

  test("runs from any folder", () => {
    const elsewhere = join(byHand(), "deep");
    mkdirSync(elsewhere);
    const { status, stdout } = spawnSync(process.execPath, [program, "sources", ".."], {
      encoding: "utf8",
      cwd: elsewhere,
    });
    expect([status, stdout.split("\n").length]).toEqual([0, 9]);
  });
});
