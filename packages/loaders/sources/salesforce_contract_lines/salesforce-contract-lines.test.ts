import { describe, expect, test } from "vitest";
import { faultTexts, layoutFixture, lineTexts, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("salesforce_contract_lines");

/** Reads one file of these lines in place of the fixture's. */
async function read(lines: readonly string[], source: Readonly<Record<string, unknown>> = {}) {
  const files = { "exports/Contract_Line__c.csv": Buffer.from(lines.join("\n")) };
  const company = await readFixture({ ...fixture, files }, source);
  return [...(await lineTexts(company)), ...(await faultTexts(company))];
}

test("lines by ids of 18 characters; an end is the last day of service, and a term's", async () => {
  const company = await readFixture(fixture);
  expect(await faultTexts(company)).toEqual([]);
  expect(await lineTexts(company)).toEqual([
    "a0B3000000000AbEAI 0013000000abcDEAAY Suite 10.0 100000 USD signed 2022-12-20 from 2023-01-01 to 2024-01-01",
    "a0B3000000000AcEAI 0013000000abcDEAAY Suite 12.0 120000 USD signed 2023-12-28 from 2024-01-01 to 2025-01-01",
    "a0B3000000000AdEAI 0013000000abcDEAAY Vault 1.0 5000 EUR signed 2024-06-28 from 2024-07-01 to 2025-07-01 notice 2025-02-01 because Price",
  ]);
  const links = "line_id, order_id, order_type, renewal_of, replaces, end_means, auto_renews";
  expect(await company.query(`select ${links} from read_contract_lines order by 1`)).toMatchObject([
    {
      order_id: "8003000000000AAAAY",
      order_type: "new",
      renewal_of: null,
      end_means: "term",
      auto_renews: false,
    },
    { order_type: "renewal", renewal_of: "a0B3000000000AbEAI" },
    { order_type: "replacement", replaces: "a0B3000000000AcEAI", auto_renews: true },
  ]);
  expect(company.summary.totals).toEqual({ rows_in: 4, accepted: 3, quarantined: 0, left_out: 1 });
});

describe("prices", () => {
  const header = "Id,AccountId,ServiceContractId,Product2Id,Quantity,UnitPrice,TotalPrice,StartDate,EndDate";
  const row =
    "8113000000000Ab,0013000000abcDE,8103000000000Ab,01t3000000000Ab,4,600,2400,2024-01-01,2024-12-31";
  const line = (monthly: number) =>
    `8113000000000Ab 0013000000abcDEAAY 01t3000000000Ab 4.0 ${monthly} USD signed 2024-01-01 from 2024-01-01 to 2025-01-01`;
  const id = "8113000000000AbAAI";
  test.each<[string, string, string[]]>([
    ["of the term", "term", [line(20000).replace("8113000000000Ab", id)]],
    ["of a year", "annual", [line(20000).replace("8113000000000Ab", id)]],
    ["of a month", "monthly", [line(240000).replace("8113000000000Ab", id)]],
  ])("%s, of the whole line", async (_, price, expected) => {
    const source = { options: { price_is: price } };
    expect(await read([header, row], source)).toEqual(expected);
    const units = [header, row].map((text) => text.replace(",TotalPrice", "").replace(",2400", ""));
    expect(await read(units, source)).toEqual(expected);
  });

  test("whose period nobody declared", async () => {
    expect(await read([header, row])).toEqual(["row 2 price_is: undeclared_option 2400"]);
  });

  test("a price of one unit of a term without whole months, and a type nobody declared", async () => {
    const units = [
      `${header.replace(",TotalPrice", "")},Type`,
      `${row.replace(",2400", "").replace("12-31", "12-20")},Renewal`,
    ];
    expect(await read(units, { options: { price_is: "term" } })).toEqual([
      "row 2 billing_period: unknown_billing_period null",
    ]);
    expect(await read([`${header},Type`, `${row},Swap`], { options: { price_is: "term" } })).toEqual([
      "row 2 types: undeclared_option Swap",
    ]);
  });

  test("none at all", async () => {
    const bare = [header, row].map((text) =>
      text.replace(",UnitPrice,TotalPrice", "").replace(",600,2400", ""),
    );
    await expect(read(bare)).rejects.toThrow(
      "exports/Contract_Line__c.csv: no column of a price, got none of unit_price, mrr, arr, total_price; name the column of one of them in sources[0].columns of company.json",
    );
  });
});

test("a firm's own field is named in company.json, and a line ended early is cancelled", async () => {
  const lines = [
    "Id,Account__c,Contract__c,Value_pm__c,StartDate,EndDate,Terminated_Date__c",
    "a0B3000000000Ab,0013000000abcDE,8003000000000AA,100,2024-01-01,2024-12-31,2024-03-31",
  ];
  expect(await read(lines, { columns: { mrr: "value_pm__c" } })).toEqual([
    "a0B3000000000AbEAI 0013000000abcDEAAY All products 1.0 10000 USD signed 2024-01-01 from 2024-01-01 to 2024-04-01",
  ]);
});

describe("what was agreed later", () => {
  const header =
    "Id,AccountId,ContractId,Product2Id,Quantity,UnitPrice,Price_Period__c,StartDate,EndDate,End_Type__c,Notice_Date__c," +
    "Remaining_Amount__c,Notice_Withdrawn_Date__c,Paused_From__c,Resumes_On__c";
  const row = (end: string) =>
    `a0B3000000000Ab,0013000000abcDE,8003000000000Ab,Pro,4,600,annual,2024-01-01,2024-12-31,${end},2024-10-01,1200,2024-11-01,2024-05-01,2024-06-01`;
  const company = (end: string) => {
    const files = { "exports/Contract_Line__c.csv": Buffer.from(`${header}\n${row(end)}\n`) };
    return readFixture({ ...fixture, files });
  };

  test("a notice that leaves an amount, taken back, a pause, and how the line ends", async () => {
    const { query } = await company("Amended");
    expect(
      await query(`select end_means, cast(notice_on as varchar) as notice_on, notice_monthly_minor,
        cast(notice_withdrawn_on as varchar) as withdrawn_on, cast(paused_on as varchar) as paused_on,
        cast(resumes_on as varchar) as resumes_on from read_contract_lines`),
    ).toEqual([
      {
        end_means: "replaced",
        notice_on: "2024-10-01",
        notice_monthly_minor: "10000",
        withdrawn_on: "2024-11-01",
        paused_on: "2024-05-01",
        resumes_on: "2024-06-01",
      },
    ]);
  });

  test("an end nobody declared sets its row aside", async () => {
    expect(await faultTexts(await company("Moved"))).toEqual(["row 2 ends: undeclared_option Moved"]);
  });
});

test("an amendment of CPQ is a line of what it adds or takes away; what is used or paid once is no MRR", async () => {
  const header =
    "Id,SBQQ__Account__c,SBQQ__Contract__c,SBQQ__ProductName__c,SBQQ__Quantity__c,SBQQ__NetPrice__c,SBQQ__ChargeType__c,SBQQ__StartDate__c,SBQQ__EndDate__c,SBQQ__RevisedSubscription__c";
  const rows = [
    "a1,acc,c1,Suite,10,1200,Recurring,2024-01-01,2024-12-31,",
    "a2,acc,c1,Suite,5,1200,Recurring,2024-04-01,2024-12-31,a1",
    "a3,acc,c1,Suite,-3,1200,,2024-07-01,2024-12-31,a1",
    "a4,acc,c1,Setup,1,500,One-Time,2024-01-01,2024-12-31,",
    "a5,acc,c1,Calls,1,1,Usage,2024-01-01,2024-12-31,",
    "a6,acc,c1,Calls,1,1,Rental,2024-01-01,2024-12-31,",
  ];
  const source = { columns: {}, options: { price_is: "annual" } };
  expect(await read([header, ...rows, ""], source)).toEqual([
    "a1 acc Suite 10.0 100000 USD signed 2024-01-01 from 2024-01-01 to 2025-01-01",
    "a2 acc Suite 5.0 50000 USD signed 2024-04-01 from 2024-04-01 to 2025-01-01",
    "a3 acc Suite 3.0 -30000 USD signed 2024-07-01 from 2024-07-01 to 2025-01-01",
    "a4 acc Setup 1.0 4167 USD signed 2024-01-01 from 2024-01-01 to 2025-01-01 one-off",
    "row 7 SBQQ__ChargeType__c: unknown_word Rental",
  ]);
});

test("a day printed as midnight in UTC is that day also to the west of it", async () => {
  const header =
    "Id,SBQQ__Account__c,SBQQ__Contract__c,SBQQ__ProductName__c,MRR__c,SBQQ__StartDate__c,SBQQ__EndDate__c";
  const row = "a1,acc,c1,Suite,100,2024-02-01T00:00:00.000Z,2025-01-31T00:00:00.000+0000";
  const files = { "exports/Contract_Line__c.csv": Buffer.from(`${header}\n${row}\n`) };
  const settings = { ...fixture.settings, timeZone: "America/New_York" };
  const company = await readFixture({ settings, files }, { columns: {} });
  expect([...(await lineTexts(company)), ...(await faultTexts(company))]).toEqual([
    "a1 acc Suite 1.0 10000 USD signed 2024-02-01 from 2024-02-01 to 2025-02-01",
  ]);
});
