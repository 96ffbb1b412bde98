import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCompany } from "./build-company.ts";

const company = {
  name: "Credits",
  currency: "USD",
  as_of: "2024-12-31",
  policies: { max_quarantined_rate: 0.6 },
  sources: [
    {
      layout: "contract_lines",
      file: "lines.csv",
      columns: {
        line_id: "id",
        customer_id: "customer",
        product: "product",
        monthly_amount: "amount",
        start_on: "start",
        end_on: "end",
      },
    },
  ],
};
const lines = [
  "id,customer,product,amount,start,end",
  "1,A,X,100,2024-01-01,",
  "2,A,X,-30,2024-02-01,2024-06-01",
  "3,B,X,50,2024-01-01,2024-05-01",
  "4,B,X,-20,2024-02-01,2024-08-01",
  "5,C,X,-5,2024-02-01,",
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tideline-credits-"));
  await writeFile(join(folder, "company.json"), JSON.stringify(company));
  await writeFile(join(folder, "lines.csv"), `${lines.join("\n")}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A column of the waterfall on the live basis, in order of month. */
async function ofLive(out: string, column: string): Promise<number[]> {
  const { waterfall } = JSON.parse(await readFile(join(out, "summary.json"), "utf8"));
  return waterfall[column].filter((_: number, i: number) => waterfall.basis[i] === "live");
}

test("a credit stays while its product is at or above 0, else its whole line is set aside with its place", async () => {
  const out = join(folder, "build");
  const { read } = await buildCompany(folder, out);
  expect(read.totals).toEqual({ rows_in: 5, accepted: 3, quarantined: 2, left_out: 0 });
  const quarantine = (await readFile(join(out, "quarantine.csv"), "utf8")).split("\n");
  expect(quarantine[1]).toContain("lines.csv,5,amount,'-2000 minor units a month,credit_below_zero");
  expect(quarantine[2]).toContain("lines.csv,6,amount,'-500 minor units a month,credit_below_zero");
  expect((await ofLive(out, "closing_minor")).slice(0, 6)).toEqual([15000, 12000, 12000, 12000, 7000, 10000]);
});

test("amounts and quantities of any accepted size are booked to the minor unit", async () => {
  const large = await mkdtemp(join(tmpdir(), "tideline-large-"));
  try {
    const columns = { ...company.sources[0]?.columns, currency: "currency", quantity: "quantity" };
    const settings = {
      ...company,
      exchange_rates: { policy: "constant", as_of: "2024-12-31", rates: { IDR: 0.000062, EUR: 1.1 } },
      sources: [{ ...company.sources[0], columns }],
    };
    await writeFile(join(large, "company.json"), JSON.stringify(settings));
    const rows = [
      "id,customer,product,amount,start,end,currency,quantity",
      "1,A,X,99000000,2024-01-01,,USD,2000000",
      "2,B,X,9000000000,2024-01-01,,EUR,1",
      "3,C,X,5000000000,2024-02-01,,IDR,1",
      "4,D,X,1000000000000,2024-02-01,,USD,5",
    ];
    await writeFile(join(large, "lines.csv"), `${rows.join("\n")}\n`);
    await buildCompany(large, join(large, "build"));
    expect((await ofLive(join(large, "build"), "new_minor")).slice(0, 2)).toEqual([
      999_900_000_000, 100_000_031_000_000,
    ]);
  } finally {
    await rm(large, { recursive: true, force: true });
  }
});
