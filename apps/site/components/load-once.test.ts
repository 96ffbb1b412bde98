import { expect, test } from "vitest";
import { loadOnce } from "./load-once.ts";

test("loads once, and gives everybody the same promise", async () => {
  let loads = 0;
  const load = loadOnce(async () => {
    loads += 1;
    return loads;
  });
  expect(load()).toBe(load());
  expect(await load()).toBe(1);
  expect(loads).toBe(1);
});

test("tries again after a failure", async () => {
  let loads = 0;
  const load = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error("no network");
    return "here";
  });
  await expect(load()).rejects.toThrow("no network");
  expect(await load()).toBe("here");
});
