import { afterEach, expect, test, vi } from "vitest";
import { endWell } from "./end-well.ts";
import { Interrupted, TaskFailed } from "./run-tasks.ts";

afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function ended(work: Promise<unknown>) {
  let printed = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  await endWell(work);
  return { code: process.exitCode, printed };
}

test("work that is done leaves the exit code alone and prints nothing", async () => {
  expect(await ended(Promise.resolve("done"))).toEqual({ code: undefined, printed: "" });
});

test("an error is its message, once, and exit code 1", async () => {
  const failed = Promise.reject(new TaskFailed("exports/a.csv: empty"));
  expect(await ended(failed)).toEqual({ code: 1, printed: "exports/a.csv: empty\n" });
});

test("with TIDELINE_TRACE its stack too", async () => {
  vi.stubEnv("TIDELINE_TRACE", "1");
  const { printed } = await ended(Promise.reject(new Error("exports/a.csv: empty")));
  expect(printed).toMatch(/^exports\/a\.csv: empty\nError: exports\/a\.csv: empty\n {4}at /);
});

test("what is thrown and no error is printed as it is", async () => {
  expect(await ended(Promise.reject("no words"))).toEqual({ code: 1, printed: "no words\n" });
});

test("stopped by Ctrl+C: exit code 130 and no word", async () => {
  expect(await ended(Promise.reject(new Interrupted("SIGINT")))).toEqual({ code: 130, printed: "" });
});
