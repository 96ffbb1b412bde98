-- A row is a month in which something changes for a customer's product in one billing currency,
-- with its balance before and after, in the billing and in the reporting currency, and the quantity part.
-- Quantity: per chain (closing - opening quantity) x opening net unit price, rounded; a chain without a counterpart is
-- all quantity; where no chain of the product has one, both sides are pooled; a changed billing currency is a price.
-- grain: basis, customer_no, product_no, currency_no, month_no
-- basis             live
-- customer_no       customers
-- product_no        product family
-- currency_no       billing currency
-- month_no          year * 12 + month
-- opening_billing   balance before, minor units of the billing currency
-- closing_billing   balance after, minor units of the billing currency
-- opening_fee       read-only fees before, minor units of the billing currency
-- closing_fee       read-only fees after, minor units of the billing currency
-- opening_minor     balance before, minor units of the reporting currency
-- closing_minor     balance after, minor units of the reporting currency
-- quantity_minor    quantity part of the change, minor units of the reporting currency
-- has_several       several chains or lines change: product_leads names the one that leads
-- in_key            lowest line that begins, times 4, plus code; null if none
-- out_key           lowest line that ends, times 4, plus code; null if none
-- check: unique(basis, customer_no, product_no, currency_no, month_no)
with
chain_changes as (select * from chain_changes),
currencies as (select * from currencies),

currency_switches as (
  select change.basis, change.customer_no, change.product_no, change.chain_no, change.month_no
  from chain_changes as change
  where exists (select 1 from currencies as currency where currency.currency_no > 1)
  group by change.basis, change.customer_no, change.product_no, change.chain_no, change.month_no
  having min(change.currency_no) <> max(change.currency_no)
    and cast(sum(change.opening_lines) as integer) > 0
    and cast(sum(change.closing_lines) as integer) > 0
),

parts as (
  select
    change.*,
    switch.chain_no is not null as is_currency_switch,
    abs(
      cast(change.closing_worth as double) / nullif(change.closing_micros, 0)
      - cast(change.opening_worth as double) / nullif(change.opening_micros, 0)
    ) * greatest(change.opening_micros, change.closing_micros) < 0.0001 as is_same_price,
    change.opening_lines > 0 and change.closing_lines > 0 as has_counterpart
  from chain_changes as change
  left join currency_switches as switch
    on switch.basis = change.basis
    and switch.customer_no = change.customer_no
    and switch.product_no = change.product_no
    and switch.chain_no = change.chain_no
    and switch.month_no = change.month_no
),

split as (
  select
    part.*,
    case
      when part.is_currency_switch and not part.has_counterpart then 0
      when not part.has_counterpart then part.delta_minor
      when part.is_same_price then part.delta_minor
      else cast(round(cast(
        (part.closing_micros - part.opening_micros) / 1e6
        * (cast(part.opening_worth as double) * 1e6 / nullif(part.opening_micros, 0))
        as decimal(24, 4))) as bigint)
    end as quantity_billing
  from parts as part
),

grouped as (
  select
    split.basis, split.customer_no, split.product_no, split.currency_no, split.month_no,
    cast(sum(split.delta_minor) as bigint) as delta_minor,
    cast(sum(split.fee_delta_minor) as bigint) as fee_delta_minor,
    cast(sum(split.lines_delta) as integer) as lines_delta,
    cast(sum(split.opening_lines) as integer) as opening_lines,
    cast(sum(split.quantity_billing) as bigint) as quantity_billing,
    count(*) filter (where split.has_counterpart or split.is_currency_switch) as counterparts,
    count(*) > 1 or count(*) filter (where split.has_several) > 0 as has_several,
    min(split.in_key) as in_key,
    min(split.out_key) as out_key
  from split
  group by split.basis, split.customer_no, split.product_no, split.currency_no, split.month_no
),

mixed as (
  select grouped.basis, grouped.customer_no, grouped.product_no
  from grouped
  where exists (select 1 from currencies as currency where currency.currency_no > 1)
  group by grouped.basis, grouped.customer_no, grouped.product_no
  having min(grouped.currency_no) <> max(grouped.currency_no)
),

running as (
  select
    grouped.*,
    cast(sum(grouped.delta_minor) over product_order as bigint) as closing_billing,
    cast(sum(grouped.fee_delta_minor) over product_order as bigint) as closing_fee,
    cast(sum(grouped.lines_delta) over product_order as integer) - grouped.lines_delta as product_lines
  from grouped
  window product_order as (
    partition by grouped.basis, grouped.customer_no, grouped.product_no, grouped.currency_no
    order by grouped.month_no nulls last
  )
),

kept_elsewhere as (
  select other.basis, other.customer_no, other.product_no, other.month_no
  from (
    select this.basis, this.customer_no, this.product_no, this.month_no, this.opening_lines, this.counterparts,
      cast(sum(this.lines_delta) over (
        partition by this.basis, this.customer_no, this.product_no order by this.month_no nulls last
      ) as integer) - cast(sum(this.lines_delta) over (
        partition by this.basis, this.customer_no, this.product_no, this.month_no
      ) as integer) as product_lines
    from running as this
    join mixed
      on mixed.basis = this.basis and mixed.customer_no = this.customer_no and mixed.product_no = this.product_no
  ) as other
  group by other.basis, other.customer_no, other.product_no, other.month_no
  having max(other.counterparts) > 0 or max(other.product_lines) > cast(sum(other.opening_lines) as integer)
),

unlinked as (
  select
    running.basis, running.customer_no, running.product_no, running.currency_no, running.month_no,
    cast(sum(part.opening_micros) as bigint) as opening_micros,
    cast(sum(part.closing_micros) as bigint) as closing_micros,
    cast(sum(part.opening_worth) as decimal(28, 6)) as opening_worth,
    cast(sum(part.closing_worth) as decimal(28, 6)) as closing_worth
  from running
  join chain_changes as part
    on part.basis = running.basis
    and part.customer_no = running.customer_no
    and part.product_no = running.product_no
    and part.currency_no = running.currency_no
    and part.month_no = running.month_no
  left join kept_elsewhere as kept
    on kept.basis = running.basis
    and kept.customer_no = running.customer_no
    and kept.product_no = running.product_no
    and kept.month_no = running.month_no
  left join mixed
    on mixed.basis = running.basis
    and mixed.customer_no = running.customer_no
    and mixed.product_no = running.product_no
  where running.counterparts = 0
    and running.product_lines = running.opening_lines
    and (running.opening_lines > 0 and running.opening_lines + running.lines_delta > 0 or mixed.product_no is not null)
    and kept.month_no is null
  group by running.basis, running.customer_no, running.product_no, running.currency_no, running.month_no
),

pools as (
  select
    pool.*,
    case
      when pool.opening_micros = 0 or pool.closing_micros = 0 then 0
      when abs(
        cast(pool.closing_worth as double) / pool.closing_micros - cast(pool.opening_worth as double) / pool.opening_micros
      ) * greatest(pool.opening_micros, pool.closing_micros) >= 0.0001
        then cast(round(cast(
          (pool.closing_micros - pool.opening_micros) / 1e6
          * (cast(pool.opening_worth as double) * 1e6 / pool.opening_micros)
          as decimal(24, 4))) as bigint)
    end as pooled_billing
  from unlinked as pool
),

pooled as (
  select
    running.*,
    running.closing_billing - running.delta_minor as opening_billing,
    running.closing_fee - running.fee_delta_minor as opening_fee,
    case
      when pool.month_no is null then running.quantity_billing
      else coalesce(pool.pooled_billing, running.delta_minor)
    end as quantity_of_product
  from running
  left join pools as pool
    on pool.basis = running.basis
    and pool.customer_no = running.customer_no
    and pool.product_no = running.product_no
    and pool.currency_no = running.currency_no
    and pool.month_no = running.month_no
),

final as (
  select
    pooled.basis, pooled.customer_no, pooled.product_no, pooled.currency_no, pooled.month_no,
    pooled.opening_billing,
    pooled.closing_billing,
    pooled.opening_fee,
    pooled.closing_fee,
    case
      when currency.factor = 1 then pooled.opening_billing
      else cast(round(cast(pooled.opening_billing as decimal(19, 0)) * currency.factor) as bigint)
    end as opening_minor,
    case
      when currency.factor = 1 then pooled.closing_billing
      else cast(round(cast(pooled.closing_billing as decimal(19, 0)) * currency.factor) as bigint)
    end as closing_minor,
    case
      when currency.factor = 1 then pooled.quantity_of_product
      else cast(round(cast(pooled.quantity_of_product as decimal(19, 0)) * currency.factor) as bigint)
    end as quantity_minor,
    pooled.has_several,
    pooled.in_key,
    pooled.out_key
  from pooled
  join currencies as currency on currency.currency_no = pooled.currency_no
)

select
  basis, customer_no, product_no, currency_no, month_no,
  opening_billing, closing_billing, opening_fee, closing_fee, opening_minor, closing_minor, quantity_minor,
  has_several, in_key, out_key
from final
