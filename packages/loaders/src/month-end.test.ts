import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { queryRows } from "./build/mart-json.ts";
import { readAndRun } from "./build/read-and-run.ts";
import { loadCompany } from "./company/load-company.ts";
import { companyFolder } from "./read/test-company.ts";
import { plainCompany } from "./read/test-plain-faults.ts";

const sources = plainCompany.sources.filter(({ layout }) =>
  ["contract_lines", "exchange_rates"].includes(layout),
);

/** The live waterfall of exported lines whose currencies follow the exported rates. */
async function waterfall(currency: string, lines: string, rates: string) {
  const folder = companyFolder(
    { ...plainCompany, currency, as_of: "2025-05-31", sources },
    { "lines.csv": lines, "rates.csv": rates },
  );
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    await readAndRun(connection, loadCompany(folder));
    return await queryRows(
      connection,
      `select strftime(report_month, '%m') as month, new_minor, upgrade_minor, churn_minor, fx_minor, closing_minor
       from waterfall__by_month where basis = 'live' order by report_month`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const head = "id,customer,plan,amount,cur,start,end";

test("from exports: yen without minor units, in dollars at the rate of each month", async () => {
  // 100,000 yen: 650.00 dollars in April at 0.0065, 640.00 in May at 0.0064.
  const lines = `${head}\nL1,A,Basic,100000,JPY,2025-04-01,\n`;
  const rates = "cur,day,rate\nJPY,2025-04-02,0.0061\nJPY,2025-04-30,0.0065\nJPY,2025-05-29,0.0064\n";
  expect(await waterfall("USD", lines, rates)).toEqual([
    { month: "04", new_minor: 65_000, upgrade_minor: 0, churn_minor: 0, fx_minor: 0, closing_minor: 65_000 },
    { month: "05", new_minor: 0, upgrade_minor: 0, churn_minor: 0, fx_minor: -1_000, closing_minor: 64_000 },
  ]);
});

test("from exports: dollars, and dinars of three decimals, in yen", async () => {
  // 10.50 dollars x 150 = 1575 yen, then x 160 = 1680; 1.234 dinars x 500 = 617 yen in both months.
  const lines = `${head}\nL1,A,Basic,10.50,USD,2025-04-01,\nL2,B,Pro,1.234,KWD,2025-04-01,\n`;
  const rates = [
    "cur,day,rate\nUSD,2025-04-30,150",
    "USD,2025-05-31,160",
    "KWD,2025-04-30,500",
    "KWD,2025-05-31,500\n",
  ];
  expect(await waterfall("JPY", lines, rates.join("\n"))).toEqual([
    { month: "04", new_minor: 2_192, upgrade_minor: 0, churn_minor: 0, fx_minor: 0, closing_minor: 2_192 },
    { month: "05", new_minor: 0, upgrade_minor: 0, churn_minor: 0, fx_minor: 105, closing_minor: 2_297 },
  ]);
});

test("ledger case 17 (ii) and (iii) from exports: the movement at the opening rate, fx last", async () => {
  const lines = `${head}\nL1,A,Basic,1000,EUR,2025-04-01,2025-05-10\nL2,A,Basic,1200,EUR,2025-05-10,\nL3,B,Pro,1000,EUR,2025-04-01,2025-05-10\n`;
  const rates = "cur,day,rate\nEUR,2025-04-30,1.10\nEUR,2025-05-31,1.08\n";
  expect((await waterfall("USD", lines, rates)).at(-1)).toEqual({
    month: "05",
    new_minor: 0,
    upgrade_minor: 22_000,
    churn_minor: -110_000,
    fx_minor: -2_400,
    closing_minor: 129_600,
  });
});
