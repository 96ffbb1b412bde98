import { expect, test } from "vitest";
import { isNetGain, periodChange } from "./period-change.ts";

const nothing = {
  new_minor: 0,
  reactivation_minor: 0,
  add_on_minor: 0,
  upgrade_minor: 0,
  churn_minor: 0,
  product_churn_minor: 0,
  downgrade_minor: 0,
  archive_minor: 0,
  moved_minor: 0,
  transfer_minor: 0,
  fx_minor: 0,
};

test.each([
  ["nothing at all", {}, false],
  ["only gains", { new_minor: 5 }, true],
  ["only losses", { churn_minor: -5 }, false],
  ["equal", { upgrade_minor: 5, downgrade_minor: -5 }, false],
  [
    "a gain that customers changing their label hide",
    { new_minor: 46, churn_minor: -3, moved_minor: -60 },
    true,
  ],
  ["a loss that a transfer hides", { add_on_minor: 1, archive_minor: -2, transfer_minor: 9 }, false],
  ["only exchange rates", { fx_minor: 7 }, false],
])("gains outran losses: %s", (_name, flows, expected) => {
  expect(isNetGain({ ...nothing, ...flows })).toBe(expected);
});

test("the parts foot to the sum of all movements", () => {
  const row = {
    new_minor: 100,
    reactivation_minor: 20,
    add_on_minor: 3,
    upgrade_minor: 4,
    churn_minor: -50,
    product_churn_minor: -6,
    downgrade_minor: -7,
    archive_minor: -8,
    moved_minor: -204,
    transfer_minor: 30,
    fx_minor: -1,
  };
  const { gained_minor, lost_minor, others } = periodChange(row);
  const net = Object.values(row).reduce((sum, amount) => sum + amount, 0);
  expect(gained_minor - lost_minor + others.reduce((sum, one) => sum + one.amount_minor, 0)).toBe(net);
  expect(others.map(({ kind }) => kind)).toEqual(["moved", "transfer", "fx"]);
});

test("a period of nothing has no loss, not even a negative zero, and no others", () => {
  expect(periodChange(nothing)).toEqual({ gained_minor: 0, lost_minor: 0, others: [] });
});
