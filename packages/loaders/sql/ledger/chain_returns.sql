-- A row is a chain that comes back with a renewal signed after its window: reactivation, never expansion.
-- grain: basis, customer_no, product_no, month_no
-- basis        live
-- customer_no  customers
-- product_no   product family it comes back on
-- month_no     first month end at which it counts again
-- check: unique(basis, customer_no, product_no, month_no)
with
line_spans as (select * from line_spans),

late as (
  select span.basis, span.customer_no, span.product_no, span.chain_no, span.from_month_no as month_no
  from line_spans as span
  where span.is_late
),

chains as (
  select late.basis, late.customer_no, late.product_no, late.chain_no, late.month_no
  from late
  join line_spans as span
    on span.basis = late.basis
    and span.customer_no = late.customer_no
    and span.chain_no = late.chain_no
    and span.from_month_no < late.month_no
  group by late.basis, late.customer_no, late.product_no, late.chain_no, late.month_no
  having max(coalesce(span.to_month_no, 99999)) <= late.month_no - 1
),

final as (
  select distinct chain.basis, chain.customer_no, chain.product_no, chain.month_no
  from chains as chain
)

select basis, customer_no, product_no, month_no
from final
