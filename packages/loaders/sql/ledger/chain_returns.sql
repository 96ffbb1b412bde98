-- A row is a product on which a chain comes back by a renewal signed after its window: reactivation, never expansion.
-- grain: basis, customer_no, product_no, month_no
-- basis        live
-- customer_no  customers
-- product_no   product family the chain counts on again
-- month_no     first month end at which it counts again
-- restored_billing  the chain's amount before a notice that was withdrawn, minor units of the billing currency; null where a renewal was signed after its window
-- check: unique(basis, customer_no, product_no, month_no)
with
line_starts as (select * from line_starts),
line_chains as (select * from line_chains),
line_spans as (select * from line_spans),

late as (
  select distinct
    chain.chain_no,
    cast(year(start.on_on) * 12 + month(start.on_on) as integer) as month_no
  from line_starts as start
  join line_chains as chain on chain.line_no = start.line_no
  where start.is_late
),

spans as (
  select
    span.basis, span.customer_no, span.product_no, late.chain_no, late.month_no, span.from_month_no,
    coalesce(span.to_month_no, 99999) as to_month_no
  from late
  join line_spans as span on span.chain_no = late.chain_no
),

chains as (
  select span.basis, span.chain_no, span.month_no
  from spans as span
  group by span.basis, span.chain_no, span.month_no
  having count(*) filter (where span.from_month_no < span.month_no) > 0
    and count(*) filter (where span.from_month_no < span.month_no and span.to_month_no >= span.month_no) = 0
),

final as (
  select distinct span.basis, span.customer_no, span.product_no, span.month_no, cast(null as bigint) as restored_billing
  from chains as chain
  join spans as span
    on span.basis = chain.basis
    and span.chain_no = chain.chain_no
    and span.month_no = chain.month_no
    and span.from_month_no = chain.month_no
)

select basis, customer_no, product_no, month_no, restored_billing
from final
