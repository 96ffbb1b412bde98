import { expect, test } from "vitest";
import { fearAgreement } from "./fear-agreement.ts";
import { type RiskRenewal, riskByBand } from "./risk-by-band.ts";

const renewal = (facts: Partial<RiskRenewal>): RiskRenewal => ({
  due_on: "2026-05-31",
  horizon_days: 180,
  band: "red",
  band_no: 1,
  due_minor: 100,
  signed_due_minor: 0,
  noticed_due_minor: 0,
  remaining_minor: 0,
  late_due_minor: 0,
  open_due_minor: 100,
  ...facts,
});

test("what is ahead is summed by quarter, horizon and band; late ones come first", () => {
  const rows = riskByBand([
    renewal({ due_on: "2026-04-01" }),
    renewal({ due_on: "2026-06-30", open_due_minor: 0, signed_due_minor: 100 }),
    renewal({ due_on: "2026-03-31", horizon_days: 90 }),
    renewal({ due_on: "2026-03-02", horizon_days: null, open_due_minor: 0, late_due_minor: 100 }),
    renewal({ band: "green", band_no: 3 }),
  ]);
  expect(
    rows.map((row) => [row.due_quarter, row.horizon_days, row.band, row.renewals, row.open_renewals]),
  ).toEqual([
    ["2026-01-01", null, "red", 1, 0],
    ["2026-01-01", 90, "red", 1, 1],
    ["2026-04-01", 180, "green", 1, 1],
    ["2026-04-01", 180, "red", 2, 1],
  ]);
  expect(rows.at(-1)).toMatchObject({ due_minor: 200, signed_due_minor: 100, open_due_minor: 100 });
  expect(riskByBand([])).toEqual([]);
});

test("customers are counted by what customer success and the score say of them", () => {
  const one = {
    is_flagged: true,
    score_view: "lowest" as const,
    committed_minor: 100,
    anticipated_loss_minor: -30,
  };
  const rows = [one, one, { ...one, is_flagged: false, anticipated_loss_minor: 0 }];
  expect(fearAgreement(rows)).toEqual([
    { ...one, customers: 2, committed_minor: 200, anticipated_loss_minor: -60 },
    { ...one, is_flagged: false, anticipated_loss_minor: 0, customers: 1 },
  ]);
  expect(fearAgreement([])).toEqual([]);
});
