-- The last activity with each customer still there, up to as_of; what is planned for later is none yet.
-- grain: customer_no
-- customer_no      customers_now
-- touched_on       day of the last activity; null where there was none
-- days             days from it to as_of; null where there was none
-- is_in_quarter    it lies within the three months up to as_of
-- check: unique(customer_no)
-- check: assert(days is null or days >= 0)
with
params as (
  -- Touched in the quarter: three months.
  select 3 as quarter_months
),
company as (select * from company),
customers_now as (select * from customers_now),
read_activities as (select * from read_activities),

lasts as (
  select activity.customer_id, max(activity.activity_on) as touched_on
  from read_activities as activity
  join company on activity.activity_on <= company.as_of
  group by activity.customer_id
),

final as (
  select now.customer_no, last.touched_on,
    cast(date_diff('day', last.touched_on, company.as_of) as integer) as days,
    coalesce(last.touched_on > company.as_of - to_months(params.quarter_months), false) as is_in_quarter
  from customers_now as now
  cross join company
  cross join params
  left join lasts as last on last.customer_id = now.customer_id
)

select customer_no, touched_on, days, is_in_quarter
from final
