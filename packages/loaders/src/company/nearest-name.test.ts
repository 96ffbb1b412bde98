import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

test.each<[string, string[], string | null]>([
  ["colums", ["layout", "columns"], "columns"],
  ["Start Date", ["end_date", "start_date"], "start_date"],
  ["recieved", ["received", "sent"], "received"],
  ["industry", ["name", "region"], null],
  ["start", ["end_on", "start_on"], "start_on"],
  ["st", ["end_on", "start_on"], null],
  ["id", ["ID"], "ID"],
  ["x", [], null],
])("%s among %j is %s", (name, allowed, nearest) => {
  expect(nearestName(name, allowed)).toBe(nearest);
});
