-- Customers with a small number each, so that every later join and sort is on integers.
-- grain: customer_no
-- customer_no    integer, in the order of customer_id
-- customer_id    the company's own key
-- name           null where the exports name no customer
-- industry       null where not exported
-- region         null where not exported
-- size_band      null where not exported
-- sales_channel  null where not exported
-- csm            customer-success manager; null where not exported
-- touch_tier     null where not exported
-- use_case       null where not exported
-- plan           null where not exported
-- check: unique(customer_no)
-- check: unique(customer_id)
-- check: not_null(customer_id)
with
read_customers as (select * from read_customers),

final as (
  select
    cast(row_number() over (order by customer.customer_id nulls last) as integer) as customer_no,
    customer.customer_id,
    customer.name,
    customer.industry,
    customer.region,
    customer.size_band,
    customer.sales_channel,
    customer.csm,
    customer.touch_tier,
    customer.use_case,
    customer.plan
  from read_customers as customer
)

select
  customer_no,
  customer_id,
  name,
  industry,
  region,
  size_band,
  sales_channel,
  csm,
  touch_tier,
  use_case,
  plan
from final
