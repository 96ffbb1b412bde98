-- title: Discount at signing
-- question: Do customers who came in cheap stay?
-- order: none, up to 10 %, 10 to 20 %, over 20 %
with
params as (
  select 0.10 as small_rate, 0.20 as large_rate
),

-- First orders whose list price is known; a renewal, a replacement and an add-on say nothing of how a customer came in.
orders as (
  select line.customer_id, line.start_on, line.monthly_minor,
    line.list_unit_monthly_minor * line.quantity as list_monthly_minor
  from read_contract_lines as line
  where line.list_unit_monthly_minor is not null
    and line.is_recurring and not line.is_trial and line.monthly_minor > 0
    and line.renewal_of is null and line.replaces is null
    and coalesce(line.order_type, 'new') = 'new'
),

firsts as (
  select bought.customer_id, min(bought.start_on) as start_on
  from orders as bought
  group by bought.customer_id
),

discounts as (
  select first.customer_id,
    round(1 - cast(sum(bought.monthly_minor) as double) / cast(sum(bought.list_monthly_minor) as double), 3) as discount_rate
  from firsts as first
  join orders as bought on bought.customer_id = first.customer_id and bought.start_on = first.start_on
  group by first.customer_id
)

select
  discount.customer_id,
  case
    when discount.discount_rate <= 0 then 'none'
    when discount.discount_rate <= params.small_rate then 'up to 10 %'
    when discount.discount_rate <= params.large_rate then '10 to 20 %'
    else 'over 20 %'
  end as label
from discounts as discount
cross join params
