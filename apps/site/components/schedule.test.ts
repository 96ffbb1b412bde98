import { afterEach, expect, test, vi } from "vitest";
import { Waiting } from "./schedule.ts";

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
  const waiting = new Waiting();
  for (const run of runs) waiting.add(run, true);
  await waiting.run();
  expect(tasks).toEqual(expected);
});

test("what is added meanwhile is run, and one that fails keeps no other from running", async () => {
  const reported: unknown[] = [];
  vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
  const ran: string[] = [];
  const waiting = new Waiting();
  const add = (name: string) => waiting.add(() => ran.push(name), true);
  waiting.add(() => {
    ran.push("first");
    add("added");
    throw new Error("first fails");
  }, true);
  add("second");
  await waiting.run();
  expect(ran).toEqual(["first", "second", "added"]);
  expect(String(reported)).toContain("first fails");
  vi.unstubAllGlobals();
});

test("what is near the window runs before what is far, and what was asked for twice once, where it was asked for last", async () => {
  const ran: string[] = [];
  const [moved, far, near] = ["moved", "far", "near"].map((name) => () => void ran.push(name));
  const waiting = new Waiting();
  for (const run of [moved, far, moved]) waiting.add(run as () => void, false);
  waiting.add(near as () => void, true);
  waiting.add(moved as () => void, true);
  await waiting.run();
  expect(ran).toEqual(["near", "moved", "far"]);
  await waiting.run();
  expect(ran).toHaveLength(3);
});
