import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, vi } from "vitest";
import { main } from "./main.ts";

let printed = { out: "", err: "" };
beforeEach(() => {
  printed = { out: "", err: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed.err += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs the command line in this process: exit code and what it printed. */
export const tideline = async (...args: string[]) => {
  printed = { out: "", err: "" };
  const code = await main(["node", "tideline", ...args]);
  return { code, ...printed };
};

/** The names of all marts, in order. */
export const marts = readdirSync(fileURLToPath(new URL("../../sql/marts", import.meta.url)))
  .map((file) => file.replace(/\.sql$/, ""))
  .sort();
