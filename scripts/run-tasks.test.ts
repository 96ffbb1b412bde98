import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { cacheText, Interrupted, runTasks, TaskFailed, taskMessage } from "./run-tasks.ts";

const repository = resolve(import.meta.dirname, "..");

/** What the runner and npm print around a data task that stops. */
const failedData = `
   • turbo 2.11.9
   • Packages in scope: @tideline/site
   • Running site in 1 package
   • Remote caching disabled

cache miss, executing e3a3ab282f80b536
npm warn Unknown user config "x". This will stop working in the next major version of npm.

> @tideline/site@0.1.0 data
> tideline build --out src/data

exports/lines.csv: more rows set aside than 5.0 % (policies.max_quarantined_rate), got 1 of 3 (33.3 %); correct it. The first:
  exports/lines.csv row 4 amount: expected a number, got "oops"
npm error Lifecycle script \`data\` failed with error:
npm error code 1
npm error path /somewhere/apps/site
npm error command sh -c tideline build --out src/data
@tideline/site#data:  ERROR  command (/somewhere/apps/site) /usr/bin/npm run data exited (1)

 Tasks:    0 successful, 1 total
Cached:    0 cached, 1 total
  Time:    1.168s 
Failed:    @tideline/site#data

 ERROR  run failed: command  exited (1)
`;

/** And what Node prints of an error nobody caught. */
const thrown = `
> @tideline/site@0.1.0 site
> tsx build.ts

/somewhere/apps/site/build.ts:76
    throw new Error(
          ^

Error: buildSite: Observable Framework did not build the pages, got exit code 1; its output:
syntax error in churn.md
    at runFramework (/somewhere/apps/site/build.ts:76:11)
    at async buildSite (file:///somewhere/apps/site/build.ts:100:5)

Node.js v20.20.2
npm error code 1
`;

describe("taskMessage: what a failed task said, and nothing of the tools around it", () => {
  test.each([
    [
      "a data task",
      failedData,
      'exports/lines.csv: more rows set aside than 5.0 % (policies.max_quarantined_rate), got 1 of 3 (33.3 %); correct it. The first:\n  exports/lines.csv row 4 amount: expected a number, got "oops"',
    ],
    [
      "an error nobody caught",
      thrown,
      "buildSite: Observable Framework did not build the pages, got exit code 1; its output:\nsyntax error in churn.md",
    ],
    [
      "a message of one line",
      "exports/a.csv: no such column\nnpm error code 1\n",
      "exports/a.csv: no such column",
    ],
    [
      "nothing but noise: all of it",
      "npm error code 1\n\nnpm error path x\n",
      "npm error code 1\n\nnpm error path x",
    ],
    ["nothing", "", ""],
  ])("%s", (_, printed, expected) => {
    expect(taskMessage(printed)).toBe(expected);
  });
});

describe("cacheText: how much came from the cache", () => {
  test.each([
    [
      "all of it",
      " Tasks:    2 successful, 2 total\nCached:    2 cached, 2 total\n  Time:    58ms >>> FULL TURBO\n",
      "2 of 2 tasks from the cache, 58ms >>> FULL TURBO",
    ],
    ["a part", "\nCached:    1 cached, 2 total\n  Time:    14.31s \n", "1 of 2 tasks from the cache, 14.31s"],
    ["a runner that says nothing of it", "done\n", "done"],
  ])("%s", (_, printed, expected) => {
    expect(cacheText(printed)).toBe(expected);
  });
});

describe("runTasks", () => {
  const node = (code: string, env: Record<string, string> = {}) =>
    runTasks(process.execPath, ["-e", code], { cwd: repository, env });

  test("gives what was printed, on both streams, where it was asked to run", async () => {
    const printed = await node("console.log(process.cwd(), process.env.WHO); console.error('and this')", {
      WHO: "you",
    });
    expect(printed).toContain(`${repository} you\n`);
    expect(printed).toContain("and this\n");
  });

  test("a task that fails says why", async () => {
    const failing = node(
      "console.error('exports/a.csv: empty'); console.error('npm error code 1'); process.exit(3)",
    );
    await expect(failing).rejects.toThrow(new TaskFailed("exports/a.csv: empty"));
  });

  test("a command that is not there is named", async () => {
    await expect(runTasks("no-such-command-here", [], { cwd: repository, env: {} })).rejects.toThrow(
      /no-such-command-here/,
    );
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s reaches the task once, which is waited for",
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), "tideline-run-tasks-"));
      const heard = join(folder, "heard.txt");
      // The task notes each signal and takes its time to end, so that a second one would be noted too.
      const task = `const { appendFileSync } = require("node:fs");
      const note = (signal) => { appendFileSync(process.env.HEARD, signal + " "); setTimeout(() => process.exit(0), 300); };
      process.on("SIGINT", note).on("SIGTERM", note);
      setTimeout(() => process.exit(9), 20000);
      process.kill(process.ppid, "SIGWINCH");`;
      const ready = new Promise((done) => process.once("SIGWINCH", done));
      const before = process.listeners(signal);
      const running = node(task, { HEARD: heard });
      const stop = process.listeners(signal).find((listener) => !before.includes(listener));
      await ready;
      stop?.(signal);
      stop?.(signal);
      await expect(running).rejects.toThrow(new Interrupted(signal));
      expect(readFileSync(heard, "utf8")).toBe(`${signal} `);
      expect(process.listeners(signal)).toEqual(before);
      rmSync(folder, { recursive: true });
    },
  );
});
