import { describe, expect, test } from "vitest";
import type { Contract } from "./month-ends.ts";
import { AS_OF, at, customers, lines, months, rows } from "./sample.ts";

const LAST_YEAR = "2025-01-01";
const family = (line: Contract | null) => line?.sku.split(" ")[0];
const isDown = (line: Contract, what: "unitPrice" | "quantity") =>
  line.before?.sku === line.sku && line[what] < line.before[what];
const isOnTime = ({ isRenewal, signed, before }: Contract) =>
  isRenewal && before !== null && signed < before.end;
const isLate = ({ isRenewal, signed, before }: Contract) =>
  isRenewal && before !== null && signed >= before.end;
const years = ({ start, end }: Contract) => Number(end.slice(0, 4)) - Number(start.slice(0, 4));

describe("what occurs in the last year", () => {
  const kinds: [string, number, (line: Contract) => boolean][] = [
    ["renewals signed early", 500, isOnTime],
    [
      "renewals that start before the due day",
      5,
      (line) => isOnTime(line) && line.start < (line.before?.end ?? ""),
    ],
    [
      "renewals signed before, starting after the due day",
      3,
      (line) => isOnTime(line) && line.start > (line.before?.end ?? ""),
    ],
    [
      "late renewals signed within the window",
      20,
      (line) => isLate(line) && line.from === line.signed && line.signed > line.start,
    ],
    [
      "late renewals signed after the window",
      5,
      (line) => isLate(line) && line.signed > (line.before?.until ?? ""),
    ],
    ["archives", 5, (line) => line.orderType === "archive"],
    ["price downgrades", 20, (line) => isDown(line, "unitPrice")],
    ["quantity downgrades", 50, (line) => isDown(line, "quantity")],
    ["add-ons", 100, (line) => line.orderType === "add_on"],
    [
      "swaps between product families",
      5,
      (line) => line.before !== null && family(line.before) !== family(line),
    ],
    [
      "multi-year terms",
      30,
      (line) => line.orderType === "new" && line.end !== "9999-12-31" && years(line) > 1,
    ],
    ["ramps", 10, (line) => line.orderType === "step"],
    ["notices taken back", 10, (line) => isOnTime(line) && (line.before?.notice ?? "") !== ""],
    ["notices that leave an amount", 3, (line) => line.cells.notice_amount !== ""],
  ];
  test.each(kinds)("%s: at least %i", (_name, least, isOne) => {
    expect(lines.filter((line) => line.signed >= LAST_YEAR && isOne(line)).length).toBeGreaterThanOrEqual(
      least,
    );
  });

  test("customers come back after months without a balance", () => {
    const back = months
      .slice(48)
      .flatMap((month, index) =>
        [...month.byCustomer.keys()].filter(
          (id) =>
            !months[47 + index]?.byCustomer.has(id) &&
            months.slice(0, 47 + index).some(({ byCustomer }) => byCustomer.has(id)),
        ),
      );
    expect(back.length).toBeGreaterThanOrEqual(10);
  });
});

describe("what stands at as_of", () => {
  const standing: [string, number, (line: Contract) => boolean][] = [
    [
      "signed, not started",
      20,
      (line) => line.orderType === "new" && line.signed <= AS_OF && line.start > AS_OF,
    ],
    ["scheduled cancellations", 20, (line) => line.notice !== "" && line.notice <= AS_OF && line.end > AS_OF],
    ["renewals signed, not yet due", 50, (line) => line.isRenewal && line.start > AS_OF],
    [
      "past due and still held",
      3,
      (line) => line.endMeans === "term" && line.end <= AS_OF && line.until > AS_OF,
    ],
    ["open-ended lines", 5, (line) => line.end === "9999-12-31"],
  ];
  test.each(standing)("%s: at least %i", (_name, least, isOne) => {
    expect(lines.filter(isOne).length).toBeGreaterThanOrEqual(least);
  });

  test("some customers are archived, and live on a fee", () => {
    const archived = [...at("2025-12").byCustomer.values()].filter(({ isArchived }) => isArchived);
    expect(archived.length).toBeGreaterThanOrEqual(5);
    expect(archived.every(({ cents }) => cents < 1_000_000)).toBe(true);
  });
});

describe("customers with a story", () => {
  const linesOf = (name: string) => {
    const id = customers.find((customer) => customer.name === name)?.customer_id;
    return rows.filter((row) => row.customer_id === id);
  };

  test("Financiality: 29,000 a year and a one-time package of 15,000, signed 2025-06-30", () => {
    const signed = linesOf("Financiality");
    const recurring = signed.filter((row) => row.is_recurring === "true");
    expect(signed.every((row) => row.signed_on === "2025-06-30" && row.start_on === "2025-07-01")).toBe(true);
    expect(recurring.reduce((usd, row) => usd + Number(row.quantity) * Number(row.unit_price), 0)).toBe(
      29_000,
    );
    expect(signed.filter((row) => row.is_recurring === "false").map((row) => row.unit_price)).toEqual([
      "15000.00",
    ]);
    const customer = customers.find(({ name }) => name === "Financiality");
    expect(customer).toMatchObject({
      industry: "Financial data services",
      size_band: "Mid-market",
      touch_tier: "high",
    });
  });

  test("one amendment is dated back and one cancellation was entered late: every other row was touched on its day", () => {
    const dated = new Map<Contract, string[]>(lines.map((line) => [line, [line.signed, line.notice]]));
    for (const line of lines) {
      if (line.before !== null) dated.get(line.before)?.push(line.signed);
      if (line.endMeans === "term" && line.until <= AS_OF) dated.get(line)?.push(line.until);
    }
    const late = lines.filter(
      (line) => (line.cells.last_changed_on ?? "") > (dated.get(line)?.sort().at(-1) ?? ""),
    );
    const name = (id: string) => customers.find((customer) => customer.customer_id === id)?.name;
    expect(late.map((line) => name(line.customer)).sort()).toEqual([
      "Osmer & Pell",
      "Quillon Freight",
      "Quillon Freight",
    ]);
    const [first, second] = linesOf("Quillon Freight");
    expect(second).toMatchObject({
      replaces: first?.line_id,
      signed_on: "2025-08-04",
      start_on: "2025-08-01",
    });
    expect(second?.last_changed_on).toBe("2025-11-18");
    const dates = { notice_on: "2025-09-22", end_on: "2025-11-01", last_changed_on: "2025-12-09" };
    expect(linesOf("Osmer & Pell")).toMatchObject([dates]);
  });

  test.each(["Pennant Cloud", "Sorrel Apps, Inc."])("%s cancelled before its first day", (name) => {
    const [line] = linesOf(name);
    expect((line?.end_on ?? "") <= (line?.start_on ?? "")).toBe(true);
    expect((line?.notice_on ?? "") < (line?.start_on ?? "")).toBe(true);
  });

  test.each(["Kettle Press", "Dovetail Broadcast", "Harbour Lights Foundation"])(
    "%s never has a month-end balance",
    (name) => {
      const id = customers.find((customer) => customer.name === name)?.customer_id ?? "";
      expect(linesOf(name)).toHaveLength(1);
      expect(months.some(({ byCustomer }) => byCustomer.has(id))).toBe(false);
    },
  );
});

describe("every row is sound", () => {
  test("the unit price is the list price less the discount", () => {
    const cents = (text = "") => Math.round(Number(text) * 100);
    const wrong = rows.filter((row) => {
      const full = cents(row.list_price) * (100 - cents(row.discount_rate));
      return row.is_trial === "false" && cents(row.unit_price) !== Math.floor((full + 50) / 100);
    });
    expect(wrong).toEqual([]);
  });

  test("links name an earlier line of the same customer", () => {
    const byId = new Map(rows.map((row) => [row.line_id, row] as const));
    const linked = rows.filter((row) => row.renewal_of !== "" || row.replaces !== "");
    expect(linked.length).toBeGreaterThan(4_000);
    for (const row of linked) {
      const before = byId.get(row.renewal_of || row.replaces);
      expect(before?.customer_id).toBe(row.customer_id);
      expect((before?.start_on ?? "") < (row.start_on ?? "")).toBe(true);
    }
  });

  test("nobody blames the outage before it happened", () => {
    const blamed = rows.filter((row) => row.reason === "outage");
    expect(blamed.length).toBeGreaterThan(20);
    expect(blamed.filter((row) => row.notice_on !== "" && (row.notice_on ?? "") <= "2023-06-13")).toEqual([]);
  });
});

test("trials and one-off lines are in the exports and in no balance", () => {
  const extras = rows.filter((row) => row.is_trial === "true" || row.is_recurring === "false");
  expect(extras.length).toBeGreaterThan(200);
  const counted = new Set(lines.map((line) => line.id));
  expect(extras.some((row) => counted.has(row.line_id ?? ""))).toBe(false);
});
