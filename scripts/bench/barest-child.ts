import { availableParallelism } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { lineTypes } from "./write-lines.ts";

/** What the barest waterfall took, of the live basis alone and of both, in milliseconds. */
export interface BarestTook {
  readonly live: { readonly wall: number; readonly cpu: number };
  readonly both: { readonly wall: number; readonly cpu: number };
}

const [company = ""] = process.argv.slice(2);
const columns = Object.entries(lineTypes).map(([name, type]) => `'${name}': '${type}'`);
const file = join(company, "exports", "contract_lines.csv").replaceAll("'", "''");
const monthOf = (day: string) => `cast(year(${day}) * 12 + month(${day}) as smallint)`;

/** Typed rows, numbers for their keys, each line beside the one it renews. */
const linesSql = [
  `create temp table typed as select * from read_csv('${file}', header = true, auto_detect = false, delim = ',', quote = '"', columns = {${columns.join(", ")}})`,
  "create temp table customers as select customer_id, cast(row_number() over () as integer) as customer from (select distinct customer_id from typed)",
  `create temp table numbered as select line_id, renewal_of, cast(row_number() over () as integer) as line, customer,
    cast(right(product, 1) as utinyint) as product, quantity, cast(monthly_amount * 100 as bigint) as amount,
    ${monthOf("signed_on")} as signed, ${monthOf("start_on")} as starts, ${monthOf("end_on")} as ends, ${monthOf("notice_on")} as noticed
    from typed join customers using (customer_id)`,
  "drop table typed",
  "create temp table links as select next.line, before.line as renewed from numbered as next join numbered as before on next.renewal_of = before.line_id",
  "create temp table roots as select link.line, coalesce(older.renewed, link.renewed) as root from links as link left join links as older on older.line = link.renewed",
  "create temp table lines as select numbered.*, coalesce(roots.root, numbered.line) as chain from numbered left join roots on roots.line = numbered.line",
  "drop table numbered",
];

/** From lines to a waterfall: changes and balances of chains, products and customers, a kind each, sums by month. */
const basisSql = (from: string, to: string) => [
  `create temp table chain_changes as select chain, customer, product, month, sum(amount) as amount, sum(quantity) as quantity
    from (select chain, customer, product, ${from} as month, amount, quantity from lines
      union all select chain, customer, product, ${to}, -amount, -quantity from lines) group by all`,
  `create temp table chain_balances as select *, sum(amount) over ordered as balance, sum(quantity) over ordered as seats
    from chain_changes where amount <> 0 or quantity <> 0 window ordered as (partition by chain order by month rows unbounded preceding)`,
  `create temp table product_changes as select customer, product, month, sum(amount) as amount,
    sum(case when balance <> amount and seats = quantity then amount else 0 end) as price from chain_balances group by all`,
  `create temp table product_balances as select *, sum(amount) over (partition by customer, product order by month rows unbounded preceding) as balance
    from product_changes where amount <> 0`,
  "create temp table customer_changes as select customer, month, sum(amount) as amount from product_balances group by all",
  "create temp table customer_balances as select *, sum(amount) over (partition by customer order by month rows unbounded preceding) as balance from customer_changes",
  `create temp table movements as select product.customer, product.product, product.month, product.amount, product.price,
    case when whole.balance = whole.amount then 1 when whole.balance = 0 then 2 when product.amount < 0 then 3 when product.balance = product.amount then 4 else 5 end as kind
    from product_balances as product join customer_balances as whole using (customer, month)`,
  "create temp table waterfall as select month, product, kind, sum(amount), sum(price), count(*) from movements group by all",
  ...[
    "chain_changes",
    "chain_balances",
    "product_changes",
    "product_balances",
    "customer_changes",
    "customer_balances",
    "movements",
    "waterfall",
  ].map((table) => `drop table ${table}`),
];

const instance = await DuckDBInstance.create(":memory:", {
  threads: String(availableParallelism()),
  memory_limit: "2700MB",
});
const connection = await instance.connect();
const started = performance.now();
const before = process.cpuUsage();
const took = () => {
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
};
for (const sql of [...linesSql, ...basisSql("starts", "ends")]) await connection.run(sql);
const live = took();
for (const sql of basisSql("least(signed, starts)", "coalesce(noticed, ends)")) await connection.run(sql);
const both = took();
connection.closeSync();
instance.closeSync();
process.stdout.write(`${JSON.stringify({ live, both } satisfies BarestTook)}\n`);
