import { afterEach, expect, test, vi } from "vitest";
import { isQuiet } from "./say.ts";

const { isTTY, columns } = process.stderr;
afterEach(() => {
  Object.assign(process.stderr, { isTTY, columns });
  vi.unstubAllEnvs();
});

test.each([
  ["a terminal", true, 80, "", false],
  ["a terminal in CI", true, 80, "true", true],
  ["a file or a pipe", false, 80, "", true],
  ["a terminal that says it is 0 columns wide", true, 0, "", true],
])("progress on %s", (_, tty, width, ci, expected) => {
  Object.assign(process.stderr, { isTTY: tty, columns: width });
  vi.stubEnv("CI", ci);
  expect(isQuiet()).toBe(expected);
});
