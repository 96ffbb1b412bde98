import { afterEach, expect, test, vi } from "vitest";
import { runInPieces } from "./schedule.ts";

afterEach(() => vi.restoreAllMocks());

/** A clock on which each run takes some milliseconds, and what ran in which task. */
function clocked(took: readonly number[]) {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  let task = 0;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((done: () => void) => {
    task += 1;
    queueMicrotask(done);
  }) as typeof setTimeout);
  const tasks: number[] = [];
  const runs = took.map((milliseconds) => () => {
    now += milliseconds;
    tasks.push(task);
  });
  return { runs, tasks };
}

test.each([
  ["short ones share a task", [5, 5, 5], [0, 0, 0]],
  ["one that fills a frame ends its task", [20, 5, 5], [0, 1, 1]],
  ["several that fill one together do too", [8, 8, 8, 8], [0, 0, 1, 1]],
  ["each that is long has its own", [90, 90, 90], [0, 1, 2]],
])("what waits is run in pieces: %s", async (_, took, expected) => {
  const { runs, tasks } = clocked(took);
  const waiting = new Set(runs);
  await runInPieces(waiting);
  expect(tasks).toEqual(expected);
  expect(waiting.size).toBe(0);
});

test("what is added meanwhile is run, and one that fails keeps no other from running", async () => {
  const reported: unknown[] = [];
  vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
  const ran: string[] = [];
  const waiting = new Set<() => void>();
  waiting.add(() => {
    ran.push("first");
    waiting.add(() => ran.push("added"));
    throw new Error("first fails");
  });
  waiting.add(() => ran.push("second"));
  await runInPieces(waiting);
  expect(ran).toEqual(["first", "second", "added"]);
  expect(String(reported)).toContain("first fails");
  vi.unstubAllGlobals();
});
