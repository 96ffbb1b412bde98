import { openLedger } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { sampleCompany } from "../test/sample-company.ts";
import { changeGlyph, changeOf, whyNotCompared } from "./change.ts";
import { readState } from "./state.ts";
import { type View, ViewSource } from "./view.ts";

const data = sampleCompany({ customers: 200, months: 31 });
const source = new ViewSource(data.summary);
source.ledgers.set("committed", openLedger(data.committed));

function viewOf(search: string): View {
  const view = source.view(readState(search, data.summary));
  if (!view) throw new Error("the sample has months");
  return view;
}

test.each([
  [0.1, "up", "▲"],
  [-0.1, "up", "▽"],
  [0.1, "down", "△"],
  [-0.1, "down", "▼"],
  [0.1, null, ""],
  [0, "up", ""],
  [null, "down", ""],
] as const)("a change of %s, good when %s, is marked %j", (value, goodWhen, glyph) => {
  expect(changeGlyph(value, goodWhen)).toBe(glyph);
});

const whole = { period: "2024", is_partial: false };
const part = { period: "2024", is_partial: true };
test.each([
  ["nothing before", whole, null, false, "2023 is not reported"],
  ["nothing before, at a month's end", whole, null, true, "2023 is not reported"],
  ["an unfinished year", part, { period: "2023", is_partial: false }, false, "2024 is not whole"],
  ["a first year that is not whole", whole, { period: "2023", is_partial: true }, false, "2023 is not whole"],
  ["an unfinished year, at a month's end", part, { period: "2023-07", is_partial: false }, true, null],
  ["two whole years", whole, { period: "2023", is_partial: false }, false, null],
] as const)("why not compared: %s", (_name, now, then, isAtMonthEnd, reason) => {
  expect(whyNotCompared(now, then, "2023", isAtMonthEnd)).toBe(reason);
});

describe("the change against a year before", () => {
  test("of an unfinished year: flows are n/a, a month's end is against the month twelve months before", () => {
    const view = viewOf("?by=year&to=2024");
    expect(view.period).toMatchObject({ is_partial: true, last_month: "2024-07-01" });
    expect(changeOf(view, "new").measured).toMatchObject({ value: null, reason: "2024 is not whole" });
    const mrr = changeOf(view, "mrr");
    const then = view.series.period("2023-07")?.closing_minor ?? 0;
    expect(mrr.against).toBe("Jul 2023");
    expect(mrr.measured.value).toBeCloseTo(view.sums().closing_minor / then - 1, 12);
  });

  test("of a whole quarter: flows against the quarter, a month's end against its last month", () => {
    const view = viewOf("?to=2024-Q1");
    expect(changeOf(view, "churn").against).toBe("Q1 2023");
    expect(changeOf(view, "revenue_churn_month").against).toBe("Mar 2023");
  });

  test("in the first year says that the year before is not reported", () => {
    const view = viewOf("?to=2022-Q3");
    expect(changeOf(view, "arpa").measured.reason).toBe("Sep 2021 is not reported");
    expect(changeOf(view, "quick_ratio").measured.reason).toBe("Q3 2021 is not reported");
  });

  test("names the earlier period whose figure does not exist", () => {
    expect(changeOf(viewOf("?to=2023-Q1"), "nrr").measured.reason).toBe(
      "Mar 2022: it looks back 12 months, and the first month reported is Jan 2022",
    );
  });
});
