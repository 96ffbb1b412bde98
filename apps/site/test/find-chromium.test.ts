import { afterEach, expect, test, vi } from "vitest";
import { findChromium } from "./find-chromium.ts";

afterEach(() => vi.unstubAllEnvs());

test("the one asked for comes first", () => {
  vi.stubEnv("TIDELINE_CHROMIUM", process.execPath);
  expect(findChromium()).toBe(process.execPath);
});

test("one that is asked for and not there is an error, not a guess", () => {
  vi.stubEnv("TIDELINE_CHROMIUM", "/nowhere/chromium");
  expect(() => findChromium()).toThrow(
    "findChromium: TIDELINE_CHROMIUM names no file, got /nowhere/chromium; set it to a Chromium or unset it",
  );
});

test("none anywhere says how to get one", () => {
  for (const [name, value] of [
    ["TIDELINE_CHROMIUM", ""],
    ["PATH", "/nowhere"],
    ["HOME", "/nowhere"],
    ["PLAYWRIGHT_BROWSERS_PATH", ""],
  ] as const) {
    vi.stubEnv(name, value);
  }
  expect(() => findChromium()).toThrow(
    /^findChromium: no Chromium on this machine.*apt-get install chromium/,
  );
});
