-- How ARR is spread over customers: the largest customers and what they hold together, at every whole percent of the
-- customers and where 80 % of ARR is reached.
-- grain: customers
-- customers           so many of the largest customers by ARR on the committed basis; equal ones in the order of their keys
-- arr_minor           what they hold together, minor units of the reporting currency
-- all_customers       all customers with ARR
-- archived_customers  of them, those of whom only read-only fees are left: their ARR counts, in portfolios they are no customers
-- all_arr_minor       what all hold
-- is_eighty           the fewest who hold at least 80 %
-- check: unique(customers)
-- check: assert(arr_minor <= all_arr_minor and customers <= all_customers)
with
params as (
  -- The 80/20 rule, at every percent of the customers.
  select 80 as held_percent, 100 as hundred
),
customers_now as (select * from customers_now),

ranked as (
  select
    cast(row_number() over ordered as bigint) as customers,
    cast(sum(now.arr_minor) over ordered as bigint) as arr_minor,
    count(*) over () as all_customers,
    count(case when not now.is_active then 1 end) over () as archived_customers,
    cast(sum(now.arr_minor) over () as bigint) as all_arr_minor
  from customers_now as now
  where now.arr_minor > 0
  window ordered as (
    order by now.arr_minor desc nulls last, now.customer_id nulls last
    rows between unbounded preceding and current row
  )
),

marked as (
  select ranked.*,
    params.hundred * ranked.arr_minor >= params.held_percent * ranked.all_arr_minor
      and params.hundred * lag(ranked.arr_minor, 1, 0) over (order by ranked.customers) < params.held_percent * ranked.all_arr_minor
      as is_eighty,
    ranked.customers * params.hundred // ranked.all_customers
      > (ranked.customers - 1) * params.hundred // ranked.all_customers as is_percent
  from ranked
  cross join params
),

final as (
  select marked.customers, marked.arr_minor, marked.all_customers, marked.archived_customers,
    marked.all_arr_minor, marked.is_eighty
  from marked
  where marked.is_eighty or marked.is_percent
)

select customers, arr_minor, all_customers, archived_customers, all_arr_minor, is_eighty
from final
order by customers
