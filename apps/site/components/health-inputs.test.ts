import { expect, test } from "vitest";
import { weightWords } from "./health-inputs.ts";

const input = (weight: number, facts: object = {}) => ({
  weight,
  missing: "",
  tells_present: false,
  customers: 5,
  ...facts,
});
const absent = { missing: "tickets", customers: 0 };
const present = { tells_present: true, customers: 0 };

test.each([
  ["all is there", [input(1)], "Every export a score asks for is there."],
  [
    "an export is missing",
    [input(0.6), input(0.4, absent)],
    "40.0 % of the weight asks for exports that are not there; it is shared among the rest, and coverage says so.",
  ],
  [
    "one is missing, one says nothing, one tells only the present",
    [input(0.5), input(0.2, absent), input(0.2, { customers: 0 }), input(0.1, present)],
    "20.0 % of the weight asks for exports that are not there, and another 30.0 % counts for nobody in the newest month: it is shared among the rest, and coverage says so.",
  ],
  [
    "one says nothing",
    [input(0.75), input(0.25, { customers: 0 })],
    "Every export a score asks for is there, but 25.0 % of the weight counts for nobody in the newest month: it is shared among the rest, and coverage says so.",
  ],
  [
    "what has no weight is not missed",
    [input(1), input(0, present)],
    "Every export a score asks for is there.",
  ],
])("how much of the weight no score can rest on: %s", (_, inputs, words) => {
  expect(weightWords(inputs)).toBe(words);
});
