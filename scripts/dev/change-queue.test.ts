import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Batch, ChangeQueue } from "./change-queue.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A queue whose batches end when told to. */
function watched() {
  const batches: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const queue = new ChangeQueue<string>(({ changes }: Batch<string>) => {
    batches.push(changes);
    return new Promise((end) => ends.push(end));
  }, 50);
  return { queue, batches, end: () => ends.at(-1)?.() };
}

test("changes that follow each other closely are one batch", async () => {
  const { queue, batches } = watched();
  queue.add("a");
  await vi.advanceTimersByTimeAsync(40);
  queue.add("b");
  await vi.advanceTimersByTimeAsync(40);
  expect(batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(20);
  expect(batches).toEqual([["a", "b"]]);
});

test("a batch never starts while another runs, and nothing is lost meanwhile", async () => {
  const { queue, batches, end } = watched();
  queue.add("a");
  await vi.advanceTimersByTimeAsync(60);
  queue.add("b");
  await vi.advanceTimersByTimeAsync(500);
  queue.add("c");
  await vi.advanceTimersByTimeAsync(500);
  expect(batches).toEqual([["a"]]);
  end();
  await vi.advanceTimersByTimeAsync(60);
  expect(batches).toEqual([["a"], ["b", "c"]]);
});

test("closing waits for the running batch and drops what waits", async () => {
  const { queue, batches, end } = watched();
  queue.add("a");
  await vi.advanceTimersByTimeAsync(60);
  queue.add("b");
  let isClosed = false;
  const closed = queue.close().then(() => {
    isClosed = true;
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(isClosed).toBe(false);
  end();
  await closed;
  queue.add("c");
  await vi.advanceTimersByTimeAsync(500);
  expect(batches).toEqual([["a"]]);
});
