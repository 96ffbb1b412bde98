import { expect, test } from "vitest";
import { type Told, verdictOf } from "./validation-verdicts.ts";

test.each<[told: Told[], verdict: string]>([
  [[], "Too early to say."],
  [["nobody", "few", "few"], "Too early to say."],
  [["nothing", "against", "few"], "No."],
  [["well", "fairly", "nothing"], "In part."],
  [["little", "little", "few"], "A little."],
  [["well", "fairly", "little"], "Mostly."],
  [["well", "fairly", "fairly"], "Yes."],
])("%j is %s", (told, verdict) => {
  expect(verdictOf(told)).toBe(verdict);
});
