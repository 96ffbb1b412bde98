import { expect, test } from "vitest";
import { inSentence, quoted } from "./words.ts";

test("a label that reads as a word of the sentence is set apart, in its own letters", () => {
  expect(`${quoted("one")} leads`).toBe("“one” leads");
  expect(quoted("")).toBe("(no label)");
});

test("a title inside a sentence keeps its capitals where it is an abbreviation", () => {
  expect([inSentence("Size band"), inSentence("CMRR band")]).toEqual(["size band", "CMRR band"]);
});
