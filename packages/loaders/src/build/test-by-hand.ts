import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { companyFolder } from "../read/test-company.ts";

/*
 * A company small enough to compute by hand. USD, a euro is 1.10, as of 2025-02-28. On the live basis:
 *   A, bank    10 x 10.00 from 2024-01-15, replaced on 2024-04-01 by 12 x 10.00
 *   B, retail  50.00 from 2024-02-01, cancelled on 2024-05-10 (budget), back on 2024-06-01 with 80.00
 *   C, bank    EUR 100.00 from 2024-01-01; adds Data at 25.00 on 2024-03-01, gives it back on 2024-06-15
 *   D, retail  a trial, a set-up fee and a free line: never a customer
 *   E, no industry  20.00 from 2024-08-05 to 2024-08-20: joined and left
 * On the committed basis each of these is dated by its paper:
 *   C signs on 2023-12-15, A its replacement on 2024-03-10, B gives notice on 2024-04-20 and signs again on 2024-05-28,
 *   C gives notice on Data on 2024-05-20
 */
/** company.json of the company computed by hand. */
export const settings = {
  name: "By hand",
  currency: "USD",
  timeZone: "Europe/Berlin",
  as_of: "2025-02-28",
  policies: { max_quarantined_rate: 0.2, late_renewal_grace_days: 5 },
  exchange_rates: { policy: "constant", as_of: "2025-02-28", rates: { EUR: 1.1 } },
  products: { Basic: "Suite", Pro: "Suite" },
  reasons: { budget: { category: "Commercial", avoidable: true } },
  sources: [
    {
      layout: "customers",
      file: "exports/accounts.csv",
      columns: { customer_id: "id", name: "name", industry: "industry" },
    },
    {
      layout: "contract_lines",
      file: "exports/lines.csv",
      where: "region <> 'test'",
      end_means: "cancelled",
      columns: {
        line_id: "id",
        customer_id: "account",
        product: "plan",
        quantity: "seats",
        unit_price: "price",
        billing_period: { value: "monthly" },
        currency: "cur",
        start_on: "start",
        signed_on: "signed",
        end_on: "end",
        end_means: "means",
        notice_on: "notice",
        order_type: "type",
        replaces: "replaces",
        reason: "why",
        is_recurring: "rec",
        is_trial: "trial",
      },
    },
  ],
};

/** Its exports. */
export const accounts = `id,name,industry
A,Alpha Bank,Bank
B,"Beta, Retail",Retail
C,<b>Gamma</b>,Bank
D,Delta,Retail
E,,
`;
export const lines = `id,account,plan,seats,price,cur,start,end,means,type,replaces,why,rec,trial,region,signed,notice
L1,A,Basic,10,10.00,USD,2024-01-15,2024-04-01,replaced,new,,,true,false,x,,
L2,A,Pro,12,10.00,USD,2024-04-01,,term,replacement,L1,,true,false,x,2024-03-10,
L3,B,Basic,1,50.00,USD,2024-02-01,2024-05-10,,new,,budget,true,false,x,,2024-04-20
L4,B,Basic,1,80.00,USD,2024-06-01,,,new,,,true,false,x,2024-05-28,
L5,C,Pro,1,100.00,EUR,2024-01-01,,,new,,,true,false,x,2023-12-15,
L6,C,Data,5,5.00,USD,2024-03-01,2024-06-15,,add_on,,,true,false,x,,2024-05-20
L7,D,Pro,1,70.00,USD,2024-03-01,,,,,,true,true,x,,
L8,D,Pro,1,500.00,USD,2024-03-01,,,,,,false,false,x,,
L9,D,Pro,1,0.00,USD,2024-03-01,,,,,,true,false,x,,
L10,E,Pro,1,20.00,USD,2024-08-05,2024-08-20,,,,,true,false,x,,
L11,A,Pro,1,oops,USD,2024-08-05,,,,,,true,false,x,,
L12,A,Pro,1,5.00,XYZ,2024-08-05,,,,,,true,false,x,,
L13,A,Pro,1,5.00,USD,2024-08-05,,,,,,true,false,test,,
`;

/** The company's folder, with other files or settings where a test needs them. */
export const byHand = (changes: Readonly<Record<string, string>> = {}, company: object = settings) =>
  companyFolder(company, { "exports/accounts.csv": accounts, "exports/lines.csv": lines, ...changes });

/** Every file of a folder with its bytes, as text that can be compared. */
export function bytesOf(path: string): Record<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(path.length + 1), readFileSync(file).toString("base64")]),
  );
}
