-- ARR of the portfolios, of the teams and of the touch tiers is that of all customers; that is arr__by_month's, but for the rounding of each customer.
-- Where credits take a product below 0 the exports are read once more without them: only then does the second hold.
with
company as (select * from company),
calendar as (select * from calendar),
customers_now as (select * from customers_now),
arr__by_month as (select * from arr__by_month),
portfolio__by_csm as (select * from portfolio__by_csm),
overdrawn_lines as (select * from overdrawn_lines),
portfolio__by_group as (select * from portfolio__by_group),

totals as (
  select 'csm' as grouping, cast(sum(portfolio.arr_minor) as bigint) as arr_minor from portfolio__by_csm as portfolio
  union all
  select grouped.grouping, cast(sum(grouped.arr_minor) as bigint) as arr_minor
  from portfolio__by_group as grouped
  group by grouped.grouping
),

expected as (
  select count(*) as customers, coalesce(cast(sum(now.arr_minor) as bigint), 0) as arr_minor from customers_now as now
),

overdrawn as (select count(*) as credits from overdrawn_lines),

newest as (
  select month.arr_minor
  from arr__by_month as month
  join calendar on calendar.report_month = month.report_month
  join company on company.last_month_no = calendar.month_no
  where month.basis = 'committed'
)

select total.grouping, total.arr_minor, expected.arr_minor as expected_minor
from totals as total
cross join expected
where total.arr_minor <> expected.arr_minor
union all
select 'arr__by_month' as grouping, newest.arr_minor, expected.arr_minor as expected_minor
from newest
cross join expected
cross join overdrawn
where overdrawn.credits = 0 and abs(newest.arr_minor - expected.arr_minor) > expected.customers
