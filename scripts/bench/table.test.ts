import { expect, test } from "vitest";
import { count, kilobytes, median, megabytes, milliseconds, seconds, share, tableText } from "./table.ts";

test("a table lines up, words left and numbers right", () => {
  const text = tableText({
    head: ["page", "bytes"],
    rows: [
      ["index.html", "94.7 kB"],
      ["churn.html", "3.1 kB"],
    ],
  });
  expect(text.split("\n")).toEqual([
    "| page       |   bytes |",
    "| ---------- | ------: |",
    "| index.html | 94.7 kB |",
    "| churn.html |  3.1 kB |",
  ]);
});

test("the middle of an odd and of an even number of values, and of none", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 2, 3, 10])).toBe(2.5);
  expect(() => median([])).toThrow("median: expected at least one value, got none; measure something first");
});

test("numbers in words", () => {
  expect([count(1_234_567.4), seconds(840), kilobytes(94_650), share(0.4131)]).toEqual([
    "1,234,567",
    "0.84 s",
    "94.7 kB",
    "41.3 %",
  ]);
  expect([milliseconds(0.214), milliseconds(12.4), megabytes(4_230_000), megabytes(512_400_000)]).toEqual([
    "0.21 ms",
    "12 ms",
    "4.2 MB",
    "512 MB",
  ]);
});
