import { expect, test } from "vitest";
import { filesRead } from "./quality-style.ts";

test("a file that is read into several tables is one file", () => {
  const sources = ["accounts.csv", "lines.csv", "accounts.csv"].map((file) => ({ file }));
  expect(filesRead(sources)).toBe("2 files, read 3 times in all");
  expect(filesRead(sources.slice(1))).toBe("2 files");
  expect(filesRead(sources.slice(0, 1))).toBe("1 file");
});
