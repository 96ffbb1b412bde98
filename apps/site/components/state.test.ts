import { describe, expect, test } from "vitest";
import { sampleCompany } from "../test/sample-company.ts";
import {
  filterWords,
  isWhole,
  newestPeriod,
  notThere,
  periodChoices,
  readState,
  samePeriod,
  sharedSearch,
  toggleFilter,
  writeState,
} from "./state.ts";

const { summary } = sampleCompany({ customers: 5, months: 26, firstMonth: "2023-10" });
const nothing = { ...summary, company: { ...summary.company, first_month: null, last_month: null } };

describe("periods of October 2023 to November 2025", () => {
  test.each([
    ["month", "2025-11"],
    ["quarter", "2025-Q3"],
    ["year", "2024"],
  ] as const)("the newest whole %s is %s", (grain, key) => expect(newestPeriod(summary, grain)).toBe(key));

  test("the choices hold the periods that are not whole, newest first", () => {
    expect(periodChoices(summary, "year")).toEqual(["2025", "2024", "2023"]);
    expect(periodChoices(summary, "quarter")[0]).toBe("2025-Q4");
  });

  test.each([
    ["2025-Q3", "month", "2025-09"],
    ["2025-09", "quarter", "2025-Q3"],
    ["2025-Q4", "month", "2025-11"],
    ["2024", "quarter", "2024-Q4"],
    ["2025-Q4", "year", "2025"],
  ] as const)("%s by %s is %s", (key, grain, same) => expect(samePeriod(summary, key, grain)).toBe(same));

  test("a company with one month has one period, not whole", () => {
    const { summary: one } = sampleCompany({ customers: 3, months: 1, firstMonth: "2025-01" });
    expect(newestPeriod(one, "quarter")).toBe("2025-Q1");
  });

  test("a company without months has none", () => {
    expect(newestPeriod(nothing, "quarter")).toBe("");
    expect(periodChoices(nothing, "month")).toEqual([]);
    expect(samePeriod(nothing, "2025", "month")).toBe("");
  });
});

describe("the address", () => {
  test("says nothing for the defaults and comes back as it went", () => {
    const state = readState("", summary);
    expect(state).toEqual({
      basis: "committed",
      by: "quarter",
      to: "2025-Q3",
      cut: null,
      second: null,
      label: null,
      only: [],
      own: {},
    });
    expect(writeState("", state, summary)).toBe("");
    expect(writeState("", state, summary, { isPinned: true })).toBe("?basis=committed&by=quarter&to=2025-Q3");
  });

  test("keeps the basis where it is not the first, from page to page", () => {
    const live = readState("?basis=live", summary);
    expect(live.basis).toBe("live");
    expect(writeState("?rows=churn", live, summary)).toBe("?rows=churn&basis=live");
    expect(sharedSearch("?basis=live&rows=churn")).toBe("?basis=live");
    const only = { ...summary, company: { ...summary.company, bases: ["live"] } };
    expect(readState("?basis=committed", only).basis).toBe("live");
  });

  test("keeps what it does not own", () => {
    const state = readState("?cut=industry&label=Media&rows=churn", summary);
    expect(state).toMatchObject({ cut: "industry", label: "Media" });
    expect(writeState("?rows=churn", state, summary)).toBe("?rows=churn&cut=industry&label=Media");
    expect(sharedSearch("?rows=churn&cut=industry&customer=C1")).toBe("?cut=industry");
  });

  test("keeps a second cut, filters and a page's own choices", () => {
    const choices = { measure: ["nrr", "grr", "logos"] };
    const search = "?cut=industry&second=size_band&only=industry%3ARetail&only=industry%3AMedia&measure=grr";
    const state = readState(search, summary, choices);
    expect(state).toMatchObject({
      cut: "industry",
      second: "size_band",
      only: [{ cut: "industry", labels: ["Retail", "Media"] }],
      own: { measure: "grr" },
    });
    expect(writeState("", state, summary, { choices })).toBe(search);
    expect(sharedSearch(search), "its own choices stay on the page").toBe(search.replace("&measure=grr", ""));
    const { only } = state;
    expect(toggleFilter(state, "industry", "Media", summary)).toEqual([
      { cut: "industry", labels: ["Retail"] },
    ]);
    expect(toggleFilter({ ...state, only: [] }, "industry", "Media", summary)).toEqual([
      { cut: "industry", labels: ["Media"] },
    ]);
    expect(filterWords({ only }, summary)).toBe("Industry: Retail or Media");
    expect([isWhole(state), isWhole({ label: null, only: [] })]).toEqual([false, true]);
  });

  test("has no filter where there is no ledger to filter, or it holds no balances", () => {
    const search = "?cut=industry&second=size_band&only=industry%3AMedia";
    const ledger = { rows: 9, rows_limit: 1, is_shipped: false };
    const rates = { policy: "month_end", as_of: "2025-01-01", rates: {} };
    const company = { ...summary.company, exchange_rates: rates };
    for (const one of [
      { ...summary, ledger },
      { ...summary, company },
    ])
      expect(readState(search, one)).toMatchObject({ cut: "industry", second: null, only: [] });
  });

  test.each([
    ["?by=week", { by: "quarter" }],
    ["?basis=cash", { basis: "committed" }],
    ["?by=month&to=2031-01", { to: "2025-11" }],
    ["?by=month&to=2025-Q1", { to: "2025-11" }],
    ["?cut=shoe_size&label=9", { cut: null, label: null }],
    ["?cut=industry&label=Atlantis", { cut: "industry", label: null }],
    ["?label=Media", { cut: null, label: null }],
    ["?second=size_band", { cut: null, second: null }],
    ["?cut=csm&second=csm", { cut: "csm", second: null }],
    ["?only=industry:Atlantis&only=shoe_size:9&only=Media", { only: [] }],
  ])("%s falls back to what exists", (search, expected) =>
    expect(readState(search, summary)).toMatchObject(expected),
  );
});

test("what an address asks for and the report does not have is named; what it has is not", () => {
  const label = summary.cuts[0]?.labels[0] ?? "";
  const strange = `?cut=mood&only=industry:Nonsense&only=industry:${label}&to=1999-Q1&rows=churn@2025-Q4`;
  expect(notThere(strange, summary)).toEqual(["to=1999-Q1", "cut=mood", "only=industry:Nonsense"]);
  expect(notThere(`?basis=live&by=year&cut=industry&label=${label}`, summary)).toEqual([]);
  expect(notThere("", summary)).toEqual([]);
});
