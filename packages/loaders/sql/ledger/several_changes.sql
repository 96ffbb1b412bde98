-- A row is a month in which several lines or chains of a customer's product change, or could count at once, in one
-- billing currency: its quantity part chain by chain, and the line that leads.
-- Quantity: per chain (closing - opening quantity) x opening net unit price, rounded; a chain without a counterpart is
-- all quantity; where no chain of the product has one, both sides are pooled; a changed billing currency is a price.
-- The lead is the chain with the largest change (then the lowest line id): the largest line that begins and that ends.
-- grain: basis, customer_no, product_no, currency_no, month_no
-- basis             live, committed
-- customer_no       customers
-- product_no        product family
-- currency_no       billing currency
-- month_no          year * 12 + month
-- quantity_billing  quantity part of the change, minor units of the billing currency
-- list_billing      list-price part of the price part, minor units of the billing currency; null where a list price is unknown
-- in_key            line that begins, times 4, plus code; null if none
-- out_key           line that ends, times 4, plus code; null if none
-- check: unique(basis, customer_no, product_no, currency_no, month_no)
with
several_lines as (select * from several_lines),

chains as (
  select
    line.basis, line.customer_no, line.product_no, line.month_no, line.chain_no, line.currency_no,
    cast(sum(case when line.is_before then line.amount_minor else 0 end) as bigint) as opening_minor,
    cast(sum(case when line.is_after then line.amount_minor else 0 end) as bigint) as closing_minor,
    cast(sum(case when line.is_before then 1 else 0 end) as integer) as opening_lines,
    cast(sum(case when line.is_after then 1 else 0 end) as integer) as closing_lines,
    cast(sum(case when line.is_before then line.quantity_micros else 0 end) as bigint) as opening_micros,
    cast(sum(case when line.is_after then line.quantity_micros else 0 end) as bigint) as closing_micros,
    cast(sum(case when line.is_before then line.worth_minor else 0 end) as decimal(28, 6)) as opening_worth,
    cast(sum(case when line.is_after then line.worth_minor else 0 end) as decimal(28, 6)) as closing_worth,
    cast(sum(case when line.is_before then cast(line.list_worth as decimal(28, 6)) else 0 end) as decimal(28, 6)) as opening_list,
    cast(sum(case when line.is_after then cast(line.list_worth as decimal(28, 6)) else 0 end) as decimal(28, 6)) as closing_list,
    cast(sum(case when line.list_worth is null then 1 else 0 end) as integer) as unlisted_lines,
    cast(sum(case when line.is_before and line.is_after then 0 else 1 end) as integer) as changed_lines
  from several_lines as line
  group by line.basis, line.customer_no, line.product_no, line.month_no, line.chain_no, line.currency_no
),

sides as (
  select
    chain.basis, chain.customer_no, chain.product_no, chain.month_no, chain.chain_no,
    cast(sum(chain.opening_lines) as integer) > 0 and cast(sum(chain.closing_lines) as integer) > 0 as has_counterpart,
    cast(sum(case when chain.changed_lines > 0 then 1 else 0 end) as integer) as changed_currencies
  from chains as chain
  group by chain.basis, chain.customer_no, chain.product_no, chain.month_no, chain.chain_no
),

products as (
  select side.basis, side.customer_no, side.product_no, side.month_no,
    max(case when side.has_counterpart then 1 else 0 end) as has_counterpart
  from sides as side
  group by side.basis, side.customer_no, side.product_no, side.month_no
),

pools as (
  select
    chain.basis, chain.customer_no, chain.product_no, chain.month_no, chain.currency_no,
    cast(sum(chain.opening_minor) as bigint) as opening_minor,
    cast(sum(chain.closing_minor) as bigint) as closing_minor,
    cast(sum(chain.opening_lines) as integer) as opening_lines,
    cast(sum(chain.closing_lines) as integer) as closing_lines,
    cast(sum(chain.opening_micros) as bigint) as opening_micros,
    cast(sum(chain.closing_micros) as bigint) as closing_micros,
    cast(sum(chain.opening_worth) as decimal(28, 6)) as opening_worth,
    cast(sum(chain.closing_worth) as decimal(28, 6)) as closing_worth
  from chains as chain
  join products as product
    on product.basis = chain.basis
    and product.customer_no = chain.customer_no
    and product.product_no = chain.product_no
    and product.month_no = chain.month_no
    and product.has_counterpart = 0
  group by chain.basis, chain.customer_no, chain.product_no, chain.month_no, chain.currency_no
),

pool_sides as (
  select pool.basis, pool.customer_no, pool.product_no, pool.month_no, count(*) as changed_currencies
  from pools as pool
  group by pool.basis, pool.customer_no, pool.product_no, pool.month_no
),

parts as (
  select
    chain.basis, chain.customer_no, chain.product_no, chain.month_no, chain.currency_no,
    chain.opening_minor, chain.closing_minor, chain.opening_lines, chain.closing_lines,
    chain.opening_micros, chain.closing_micros, chain.opening_worth, chain.closing_worth,
    chain.opening_list, chain.closing_list, chain.unlisted_lines, chain.changed_lines,
    side.changed_currencies
  from chains as chain
  join sides as side
    on side.basis = chain.basis
    and side.customer_no = chain.customer_no
    and side.product_no = chain.product_no
    and side.month_no = chain.month_no
    and side.chain_no = chain.chain_no
  join products as product
    on product.basis = chain.basis
    and product.customer_no = chain.customer_no
    and product.product_no = chain.product_no
    and product.month_no = chain.month_no
    and product.has_counterpart = 1
  union all
  select
    pool.basis, pool.customer_no, pool.product_no, pool.month_no, pool.currency_no,
    pool.opening_minor, pool.closing_minor, pool.opening_lines, pool.closing_lines,
    pool.opening_micros, pool.closing_micros, pool.opening_worth, pool.closing_worth,
    cast(0 as decimal(28, 6)) as opening_list, cast(0 as decimal(28, 6)) as closing_list, 1 as unlisted_lines,
    1 as changed_lines,
    side.changed_currencies
  from pools as pool
  join pool_sides as side
    on side.basis = pool.basis
    and side.customer_no = pool.customer_no
    and side.product_no = pool.product_no
    and side.month_no = pool.month_no
),

priced as (
  select
    part.*,
    part.closing_minor - part.opening_minor as delta_minor,
    part.opening_lines > 0 and part.closing_lines > 0 as has_both,
    cast(part.opening_worth as double) * 1e6 / nullif(part.opening_micros, 0) as opening_unit,
    cast(part.closing_worth as double) * 1e6 / nullif(part.closing_micros, 0) as closing_unit
  from parts as part
),

split as (
  select
    part.*,
    case
      when not part.has_both and part.changed_currencies > 1 then 0
      when not part.has_both then part.delta_minor
      when abs(part.closing_unit - part.opening_unit) * greatest(part.opening_micros, part.closing_micros) / 1e6 < 0.0001
        then part.delta_minor
      when part.opening_unit is null then 0
      when part.closing_micros = 0 then 0
      else cast(round(cast((part.closing_micros - part.opening_micros) / 1e6 * part.opening_unit as decimal(24, 4))) as bigint)
    end as quantity_billing
  from priced as part
),

listed as (
  select
    part.*,
    case
      when not part.has_both or part.unlisted_lines > 0 or part.opening_list = 0 or part.changed_lines = 0 then null
      when part.quantity_billing = part.delta_minor then 0
      else cast(round(cast(
        (cast(part.closing_list as double)
          - cast(part.opening_list as double) * part.closing_micros / cast(nullif(part.opening_micros, 0) as double))
        * cast(part.opening_worth as double) / cast(part.opening_list as double)
        as decimal(24, 4))) as bigint)
    end as list_billing
  from split as part
),

sums as (
  select part.basis, part.customer_no, part.product_no, part.currency_no, part.month_no,
    cast(sum(part.quantity_billing) as bigint) as quantity_billing,
    case
      when max(case when part.list_billing is null and part.quantity_billing <> part.delta_minor then 1 else 0 end) = 0
        then cast(sum(part.list_billing) as bigint)
    end as list_billing
  from listed as part
  group by part.basis, part.customer_no, part.product_no, part.currency_no, part.month_no
),

moving as (
  select
    line.*,
    row_number() over (
      partition by line.basis, line.customer_no, line.product_no, line.month_no, line.chain_no, line.currency_no, line.is_after
      order by abs(line.amount_minor) desc nulls last, line.line_id nulls last
    ) as place
  from several_lines as line
  where not (line.is_before and line.is_after) and not (line.is_after and line.in_code is null)
),

leaders as (
  select
    line.basis, line.customer_no, line.product_no, line.month_no, line.chain_no, line.currency_no,
    min(case when line.is_after and line.place = 1 then line.line_no * 4 + line.in_code end) as in_key,
    min(case when line.is_before and line.place = 1 then line.line_no * 4 + line.out_code end) as out_key,
    min(case when line.is_after and line.place = 1 then line.line_id end) as in_id,
    min(case when line.is_before and line.place = 1 then line.line_id end) as out_id
  from moving as line
  group by line.basis, line.customer_no, line.product_no, line.month_no, line.chain_no, line.currency_no
),

ranked as (
  select
    leader.*,
    row_number() over (
      partition by leader.basis, leader.customer_no, leader.product_no, leader.month_no, leader.currency_no
      order by abs(chain.closing_minor - chain.opening_minor) desc nulls last,
        coalesce(leader.in_id, leader.out_id) nulls last
    ) as place
  from leaders as leader
  join chains as chain
    on chain.basis = leader.basis
    and chain.customer_no = leader.customer_no
    and chain.product_no = leader.product_no
    and chain.month_no = leader.month_no
    and chain.chain_no = leader.chain_no
    and chain.currency_no = leader.currency_no
),

final as (
  select
    part.basis, part.customer_no, part.product_no, part.currency_no, part.month_no,
    part.quantity_billing,
    part.list_billing,
    leader.in_key,
    leader.out_key
  from sums as part
  join ranked as leader
    on leader.place = 1
    and leader.basis = part.basis
    and leader.customer_no = part.customer_no
    and leader.product_no = part.product_no
    and leader.currency_no = part.currency_no
    and leader.month_no = part.month_no
)

select
  basis, customer_no, product_no, currency_no, month_no, quantity_billing, list_billing, in_key, out_key
from final
