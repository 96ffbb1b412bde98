import { describe, expect, test } from "vitest";
import { faultTexts, layoutFixture, lineTexts, readFixture, readRows } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("stripe_subscriptions");

/** A row under the fixture's header: an active subscription at 10.00 a month, but for the cells given. */
function row(cells: Readonly<Record<string, string>> = {}): string {
  const header =
    fixture.files["exports/subscriptions.csv"]?.toString("utf8").split("\n")[0]?.split(",") ?? [];
  const usual: Record<string, string> = {
    id: "sub_1",
    "Customer ID": "cus_1",
    Plan: "price_1",
    Quantity: "1",
    Currency: "usd",
    Interval: "month",
    Amount: "10",
    Status: "active",
    "Created (UTC)": "2024-01-10 10:00",
    "Start Date (UTC)": "2024-01-10 10:00",
    "Current Period Start (UTC)": "2025-03-10 10:00",
    "Current Period End (UTC)": "2025-04-10 10:00",
  };
  return header.map((name) => cells[name] ?? usual[name] ?? "").join(",");
}

const read = async (
  cells: Readonly<Record<string, string>>,
  source: Readonly<Record<string, unknown>> = {},
) => {
  const company = await readRows(fixture, [row(cells)], source);
  return [...(await lineTexts(company)), ...(await faultTexts(company))].join("\n");
};

test("each subscription is a line, in the state of the day", async () => {
  const company = await readFixture(fixture);
  expect(await lineTexts(company)).toEqual([
    "sub_10TriedOnly cus_J Pro 1.0 4000 USD signed 2024-07-01 from 2024-07-01 to 2024-07-15 notice 2024-07-09 trial",
    "sub_11Free cus_K Free 1.0 0 USD signed 2024-07-01 from 2024-07-01 to open",
    "sub_1Active cus_A Team 5.0 6250 USD signed 2024-01-10 from 2024-01-10 to open",
    "sub_2Annual cus_B Team 2.0 2000 EUR signed 2024-02-29 from 2024-02-29 to open",
    "sub_3Notice cus_C Team 1.0 1250 USD signed 2024-05-01 from 2024-05-01 to 2025-04-01 notice 2025-03-12 because too_expensive",
    "sub_4Gone cus_D Pro 1.0 4000 USD signed 2024-03-01 from 2024-03-01 to 2024-09-01 notice 2024-08-20",
    "sub_5Trial cus_E Pro 1.0 4000 USD signed 2025-03-20 from 2025-03-20 to open trial",
    "sub_6Tried cus_F Pro 3.0 12000 USD signed 2024-06-01 from 2024-06-15 to open",
    "sub_7Yen cus_G Pro 1.0 4000 JPY signed 2024-07-01 from 2024-07-01 to open",
  ]);
  expect(await faultTexts(company)).toEqual([]);
  expect(company.summary.totals).toEqual({ rows_in: 11, accepted: 9, quarantined: 0, left_out: 2 });
});

test("the older generation: a plan's amount in minor units, and how many intervals", async () => {
  const header =
    "id,Customer ID,Plan,Plan Amount,Plan Interval,Plan Interval Count,Quantity,Currency,Status,Created (UTC),Start (UTC),Current Period End (UTC),Ended At (UTC)";
  const rows = [
    "sub_1,cus_1,gold,3000,month,3,2,usd,active,2023-01-31 00:30,2024-05-01 00:00,2025-04-30 00:00,",
  ];
  const company = await readFixture(
    { ...fixture, files: { "exports/subscriptions.csv": Buffer.from([header, ...rows].join("\n")) } },
    { units: "minor", layout: null },
  );
  expect(await lineTexts(company)).toEqual([
    "sub_1 cus_1 gold 2.0 2000 USD signed 2023-01-31 from 2023-01-31 to open",
  ]);
});

test("moments are UTC and become days of the company's time zone", async () => {
  const berlin = { ...fixture, settings: { ...fixture.settings, timeZone: "Europe/Berlin" } };
  const company = await readRows(berlin, [
    row({ "Start Date (UTC)": "2024-01-31 23:30", "Created (UTC)": "2024-01-31 9:05" }),
  ]);
  expect(await lineTexts(company)).toEqual([
    "sub_1 cus_1 price_1 1.0 1000 USD signed 2024-01-31 from 2024-02-01 to open",
  ]);
});

const line = "sub_1 cus_1 price_1 1.0 1000 USD signed 2024-01-10 from 2024-01-10 to";

describe("states and ends", () => {
  test.each<[string, Record<string, string>, string]>([
    ["canceled without an end", { Status: "canceled" }, "row 2 Ended At (UTC): ended_without_date canceled"],
    ["a state nobody knows", { Status: "dormant" }, "row 2 Status: unknown_status dormant"],
    ["no state at all", { Status: " " }, "row 2 Status: unknown_status  "],
    ["never paid", { Status: "incomplete" }, ""],
    ["paused when its trial ended without a way to pay", { Status: "paused" }, ""],
    ["past due", { Status: "Past_due" }, `${line} open`],
    [
      "asked to stop, and runs",
      { "Canceled At (UTC)": "2025-03-11 0:00" },
      `${line} 2025-04-10 notice 2025-03-11`,
    ],
    ["a blank for nothing", { "Canceled At (UTC)": " ", "Ended At (UTC)": " " }, `${line} open`],
    [
      "ended before it began",
      { Status: "canceled", "Ended At (UTC)": "2024-01-09 1:00" },
      "row 2 Ended At (UTC): end_before_start 2024-01-09 1:00",
    ],
    ["text in an amount", { Amount: "ten" }, "row 2 Amount: text_in_number ten"],
    ["no amount, as several prices or use give none", { Amount: "" }, "row 2 Amount: missing_amount null"],
  ])("%s", async (_, cells, expected) => {
    expect(await read(cells)).toBe(expected);
  });
});

describe("what the file does not say is declared, or the row is set aside by name", () => {
  test("units", async () => {
    await expect(readFixture(fixture, { units: null })).rejects.toThrow(
      'company.json sources[0].units: a file of the layout stripe_subscriptions does not tell, got nothing; add "units": "major" where 12.50 is printed for 12.50, "minor" where 1250 is',
    );
  });

  test("an option of a word nobody knows", async () => {
    await expect(readFixture(fixture, { options: { unpaid: "maybe" } })).rejects.toThrow(
      'company.json sources[0].options.unpaid: expected "counts" or "ended", got "maybe"; status unpaid: does service go on, or did it stop with the period before the unpaid one?',
    );
    await expect(readFixture(fixture, { options: { paid: "yes" } })).rejects.toThrow(
      'company.json sources[0].options.paid: stripe_subscriptions has no such option, got "yes"; remove it (options: amount_is, coupons, unpaid)',
    );
  });

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ["a quantity", { Quantity: "3" }, {}, "row 2 amount_is: undeclared_option 3"],
    [
      "the price of one",
      { Quantity: "3" },
      { amount_is: "unit" },
      `${line.replace("1.0 1000", "3.0 3000")} open`,
    ],
    ["the price of all", { Quantity: "3" }, { amount_is: "total" }, `${line.replace("1.0", "3.0")} open`],
    ["a coupon", { Coupon: "LAUNCH" }, {}, "row 2 coupons: undeclared_option LAUNCH"],
    ["a coupon in the amount", { Coupon: "LAUNCH" }, { coupons: "in_amount" }, `${line} open`],
    ["unpaid", { Status: "unpaid" }, {}, "row 2 unpaid: undeclared_option unpaid"],
    ["unpaid that counts", { Status: "unpaid" }, { unpaid: "counts" }, `${line} open`],
    ["unpaid that ended", { Status: "unpaid" }, { unpaid: "ended" }, `${line} 2025-03-10`],
  ])("%s", async (_, cells, options, expected) => {
    expect(await read(cells, { options })).toBe(expected);
  });
});

test("what the customer chose comes before how it came to be cancelled", async () => {
  const header = `${fixture.files["exports/subscriptions.csv"]?.toString("utf8").split("\n")[0]},Cancellation Feedback`;
  const gone = (id: string) =>
    row({
      id,
      Status: "canceled",
      "Ended At (UTC)": "2025-03-01 0:00",
      "Cancellation Reason": "cancellation_requested",
    });
  const rows = [`${gone("sub_1")},too_expensive`, `${gone("sub_2")},`];
  const files = { "exports/subscriptions.csv": Buffer.from([header, ...rows].join("\n")) };
  const company = await readFixture({ ...fixture, files });
  expect(await company.query("select line_id, reason from read_contract_lines order by 1")).toEqual([
    { line_id: "sub_1", reason: "too_expensive" },
    { line_id: "sub_2", reason: "cancellation_requested" },
  ]);
});

test("metadata comes before what Stripe says: dates, order, links, list price, reason", async () => {
  const [header = "", text = ""] = [
    "id,Customer ID,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start Date (UTC),Current Period End (UTC)," +
      "Canceled At (UTC),Ended At (UTC),Cancellation Reason,start_on (metadata),end_on (metadata),end_means (metadata)," +
      "order_id (metadata),order_type (metadata),renewal_of (metadata),replaces (metadata),auto_renews (metadata)," +
      "renewal_months (metadata),list_price (metadata),reason (metadata)",
    "sub_2,cus_1,Team,2,usd,year,90,canceled,2024-01-10 15:00,2024-01-10 15:00,2025-02-20 15:00,2025-02-20 15:00," +
      "2025-02-20 15:00,too_expensive,2024-02-01,2025-02-01,term,SO-1,renewal,sub_1,sub_0,true,12,120,price",
  ];
  const files = { "exports/subscriptions.csv": Buffer.from(`${header}\n${text}\n`) };
  const company = await readFixture({ ...fixture, files });
  expect(await lineTexts(company)).toEqual([
    "sub_2 cus_1 Team 2.0 1500 USD signed 2024-01-10 from 2024-02-01 to 2025-02-01 notice 2025-02-20 because price",
  ]);
  expect(
    await company.query(`select end_means, order_id, order_type, renewal_of, replaces, auto_renews, renewal_months,
      cast(list_unit_monthly_minor as integer) as list_minor from read_contract_lines`),
  ).toEqual([
    {
      end_means: "term",
      order_id: "SO-1",
      order_type: "renewal",
      renewal_of: "sub_1",
      replaces: "sub_0",
      auto_renews: true,
      renewal_months: 12,
      list_minor: 1000,
    },
  ]);
});

test("metadata that cannot be read sets its row aside", async () => {
  const header =
    "id,Customer ID,Plan,Interval,Amount,Status,Created (UTC),Current Period End (UTC),order_type (metadata)";
  const row = "sub_1,cus_1,Team,month,10,active,2024-01-10 15:00,2024-02-10 15:00,winback";
  const files = { "exports/subscriptions.csv": Buffer.from(`${header}\n${row}\n`) };
  expect(await faultTexts(await readFixture({ ...fixture, files }))).toEqual([
    "row 2 order_type (metadata): unknown_order_type winback",
  ]);
});
