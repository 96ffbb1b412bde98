import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./ensure-chromium.ts";

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** Runs every test, those in the browser too, and ends with one line: N passed, N failed. */
function main(): number {
  const folder = mkdtempSync(join(tmpdir(), "tideline-test-"));
  const output = join(folder, "results.json");
  try {
    const env = { ...process.env, TIDELINE_CHROMIUM: ensureChromium(), TZ: "UTC" };
    const args = [
      "vitest",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${output}`,
      ...process.argv.slice(2),
    ];
    const done = spawnSync("npx", args, { stdio: "inherit", env, shell: process.platform === "win32" });
    const results = JSON.parse(readFileSync(output, "utf8")) as Results;
    const brokenFiles = results.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    );
    const failed = results.numFailedTests + brokenFiles.length;
    process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`);
    return done.status === 0 && failed === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.stdout.write("0 passed, 1 failed\n");
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();
