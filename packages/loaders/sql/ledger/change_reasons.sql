-- A row is a reason code of a chain that changes where several chains of a customer's product change in one month: that
-- of the largest line that ends, else of the largest that begins.
-- grain: basis, customer_no, product_no, currency_no, month_no, reason
-- basis        live, committed
-- customer_no  customers
-- product_no   product family
-- currency_no  billing currency
-- month_no     year * 12 + month
-- reason       reason code
-- check: unique(basis, customer_no, product_no, currency_no, month_no, reason)
with
several_lines as (select * from several_lines),

moving as (
  select
    line.basis, line.customer_no, line.product_no, line.currency_no, line.month_no, line.chain_no, line.reason,
    row_number() over (
      partition by line.basis, line.customer_no, line.product_no, line.currency_no, line.month_no, line.chain_no
      order by line.is_before desc nulls last, abs(line.amount_minor) desc nulls last, line.line_id nulls last
    ) as place,
    row_number() over (
      partition by line.basis, line.customer_no, line.product_no, line.currency_no, line.month_no, line.chain_no,
        line.is_before
      order by abs(line.amount_minor) desc nulls last, line.line_id nulls last
    ) as side_place
  from several_lines as line
  where not (line.is_before and line.is_after)
),

chains as (
  select moving.basis, moving.customer_no, moving.product_no, moving.currency_no, moving.month_no, moving.chain_no,
    coalesce(
      min(case when moving.place = 1 then moving.reason end),
      min(case when moving.side_place = 1 then moving.reason end)
    ) as reason
  from moving
  group by moving.basis, moving.customer_no, moving.product_no, moving.currency_no, moving.month_no, moving.chain_no
),

final as (
  select distinct chain.basis, chain.customer_no, chain.product_no, chain.currency_no, chain.month_no, chain.reason
  from chains as chain
  where chain.reason is not null
)

select basis, customer_no, product_no, currency_no, month_no, reason
from final
