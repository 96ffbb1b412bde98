import { openLedger } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { sampleCompany } from "../test/sample-company.ts";
import { sumByCustomer, sumByReason } from "./behind.ts";
import { lossKinds, queryRows, type RowsQuery, readQuery, writeQuery } from "./rows-query.ts";
import { readState } from "./state.ts";
import { type View, ViewSource } from "./view.ts";

const data = sampleCompany({ customers: 120, months: 30 });

function viewOf(search = ""): View {
  const source = new ViewSource(data.summary);
  source.ledgers.set("committed", openLedger(data.committed));
  const view = source.view(readState(search, data.summary));
  if (!view) throw new Error("the sample has months");
  return view;
}

describe("a query in the address", () => {
  test.each<RowsQuery>([
    { kinds: ["churn"], period: "2024-Q1" },
    { kinds: ["new", "reactivation"], period: "2023-01~2023-12" },
    { kinds: ["downgrade"], period: "2023", reason: "price|a=b, 100 %" },
    { kinds: ["downgrade"], period: "2023", reason: null },
    { kinds: ["moved"], period: "2023-05", label: "Ann & Bo @ Cy" },
  ])("%o comes back as it went", (query) => expect(readQuery(writeQuery(query))).toEqual(query));

  test.each(["", "churn", "@2024", "churn@", "churn@2024-Q9", "bogus@2024", "churn@2024~x"])(
    "%j is none",
    (text) => expect(readQuery(text)).toBeNull(),
  );
});

describe("the rows behind a bar", () => {
  test.each(["2024-Q1", "2023", "2024-02"])("add up to the waterfall's losses in %s", (period) => {
    const view = viewOf();
    const row = view.series.period(period);
    const rows = queryRows(view, { kinds: lossKinds, period });
    const sum = rows.reduce((total, { amount_minor }) => total + amount_minor, 0);
    expect(sum).toBe((row?.churn_minor ?? 0) + (row?.contraction_minor ?? 0));
    expect(sum).toBeLessThan(0);
  });

  test("add up to a label's churn with the label's own movements", () => {
    const view = viewOf("?cut=csm&label=Bo+Ruiz&by=year&to=2023");
    const rows = queryRows(view, { kinds: ["churn"], period: "2023" });
    expect(rows.reduce((total, { amount_minor }) => total + amount_minor, 0)).toBe(view.sums().churn_minor);
  });

  test("are none before the ledger, and outside the months reported", () => {
    const view = viewOf();
    expect(queryRows({ ...view, ledger: null }, { kinds: ["new"], period: "2023" })).toEqual([]);
    expect(queryRows(view, { kinds: ["new"], period: "1999" })).toEqual([]);
    expect(queryRows(view, { kinds: ["new"], period: "2022-Q1" }).length).toBeGreaterThan(0);
  });
});

test("sums by customer and by reason keep the total", () => {
  const rows = queryRows(viewOf(), { kinds: lossKinds, period: "2023" });
  const total = rows.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  const customers = sumByCustomer(rows);
  expect(customers.reduce((sum, { amount_minor }) => sum + amount_minor, 0)).toBe(total);
  expect(new Set(customers.map(({ customer_id }) => customer_id)).size).toBe(customers.length);
  expect(sumByReason(rows).reduce((sum, { amount_minor }) => sum + amount_minor, 0)).toBe(total);
});
