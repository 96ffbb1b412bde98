import { spawnSync } from "node:child_process";
import { findChromium } from "../apps/site/test/find-chromium.ts";

const tries: readonly { how: string; command: string; args: readonly string[] }[] = [
  {
    how: "Playwright's own download",
    command: "npx",
    args: ["--no-install", "playwright-core", "install", "chromium"],
  },
  { how: "apt-get update", command: "apt-get", args: ["update", "-qq"] },
  { how: "apt-get install chromium", command: "apt-get", args: ["install", "-y", "-qq", "chromium"] },
];

const found = (): string | null => {
  try {
    return findChromium();
  } catch (error) {
    if (process.env.TIDELINE_CHROMIUM) throw error;
    return null;
  }
};

/**
 * The path of a Chromium, installed if there is none: by Playwright's download, or from the system's packages where
 * that download cannot be reached.
 *
 * @throws Error that says what was tried and how to name a browser by hand.
 */
export function ensureChromium(): string {
  const here = found();
  if (here) return here;
  const failures: string[] = [];
  for (const { how, command, args } of tries) {
    process.stderr.write(`no Chromium found: trying ${how}\n`);
    const done = spawnSync(command, args, {
      encoding: "utf8",
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    const path = found();
    if (path) return path;
    if (done.status !== 0)
      failures.push(`${how}: ${(done.error?.message ?? done.stderr).trim().split("\n").at(-1)}`);
  }
  throw new Error(
    `npm test: no Chromium for the browser tests, got ${failures.join("; ")}; install Chromium or Chrome, or set TIDELINE_CHROMIUM to one`,
  );
}
