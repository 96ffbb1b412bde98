-- How long each customer has been there: the observations of the survival curves. Time runs in days from the first day of
-- the first balance; the event is the first churn or archive; who has not left is censored at the end of the last whole
-- month up to as_of, who left by an assignment at the beginning of its month. Customers who had left before history_from are not known and have no row.
-- grain: basis, customer_id
-- basis          live, committed
-- customer_id    the company's own key
-- first_on       first day of the first balance on the basis
-- ended_on       day of the event, or of censoring
-- is_event       true where it left, false where it was still there when it was last seen
-- duration_days  days from first_on to ended_on
-- entry_days     delayed entry: days from first_on to the day before history_from; null where it was seen from the beginning
-- check: unique(basis, customer_id)
-- check: assert(duration_days >= 0 and (entry_days is null or entry_days < duration_days))
with
calendar as (select * from calendar),
company as (select * from company),
customers as (select * from customers),
survival_days as (select * from survival_days),

edges as (
  select
    cast(last.report_month + interval 1 month - interval 1 day as date) as seen_until,
    cast(first.report_month - interval 1 day as date) as seen_from
  from company
  join calendar as last on last.month_no = company.last_month_no
  left join calendar as first on first.month_no = company.history_from_no
),

seen as (
  select
    day.basis, customer.customer_id, day.customer_no, day.first_on,
    coalesce(day.ended_on, edge.seen_until) as ended_on,
    day.is_event,
    case when day.first_on < edge.seen_from then edge.seen_from end as entered_on
  from survival_days as day
  cross join edges as edge
  join customers as customer on customer.customer_no = day.customer_no
),

final as (
  select
    seen.basis, seen.customer_id, seen.customer_no, seen.first_on, seen.ended_on, seen.is_event,
    cast(date_diff('day', seen.first_on, seen.ended_on) as integer) as duration_days,
    cast(date_diff('day', seen.first_on, seen.entered_on) as integer) as entry_days
  from seen
  where seen.entered_on is null or seen.ended_on > seen.entered_on
)

select basis, customer_id, first_on, ended_on, is_event, duration_days, entry_days
from final
order by basis, customer_no
