import { expect, test } from "vitest";
import type { Order } from "./validation-data.ts";
import { isTooEarly, noneLeftWords, type Told, verdictOf } from "./validation-verdicts.ts";

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

const at = (decisions: number, lost: number) => ({ decisions, lost }) as Order;
test.each<[string, [lost: number, orders: Order[]], boolean]>([
  ["enough of both at one horizon", [20, [at(40, 20), at(21, 20)]], false],
  ["too few lost", [19, [at(40, 20)]], true],
  ["too few kept at every horizon", [80, [at(99, 80), at(90, 80)]], true],
  ["none decided", [0, []], true],
])("lead times are claimed or not: %s", (_case, [lost, orders], isEarly) => {
  const leads = [
    { lead_days: null, lost: Math.floor(lost / 2), due_minor: 1 },
    { lead_days: 40, lost: Math.ceil(lost / 2), due_minor: 1 },
  ];
  expect(isTooEarly({ orders, leads })).toBe(isEarly);
});

test.each([
  [1, "The 1 customer of 31 Mar 2026 has not left since"],
  [12, "None of the 12 customers of 31 Mar 2026 has left since"],
])("where none of %i followed has left, it is said of one and of many", (followed, sentence) => {
  expect(noneLeftWords(followed, "31 Mar 2026").join(String(followed))).toBe(sentence);
});
