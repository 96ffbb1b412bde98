-- title: A risk noted by the CSM within 90 days and not closed since
-- group: relationship
-- direction: lower
-- unit: yes or no
-- valid_days: 0
-- needs: activities
-- points: 0:90, 1:0
-- weight: 25
with
known as (
  select activity.customer_id, min(greatest(activity.activity_on, activity.known_on)) as first_on
  from read_activities as activity
  group by activity.customer_id
),

begun as (
  select min(greatest(activity.activity_on, activity.known_on)) as first_on
  from read_activities as activity
  where activity.activity_type = 'risk'
),

closings as (
  select activity.customer_id, month.month_no, max(activity.activity_on) as closed_on
  from read_activities as activity
  cross join health_params as params
  join health_months as month
    on month.ends_on >= greatest(activity.activity_on, activity.known_on)
    and month.ends_on < activity.activity_on + params.risk_window_days
  where activity.activity_type = 'risk_closed'
  group by activity.customer_id, month.month_no
),

risks as (
  select distinct activity.customer_id, month.month_no
  from read_activities as activity
  cross join health_params as params
  join health_months as month
    on month.ends_on >= greatest(activity.activity_on, activity.known_on)
    and month.ends_on < activity.activity_on + params.risk_window_days
  left join closings as closing
    on closing.customer_id = activity.customer_id and closing.month_no = month.month_no
  where activity.activity_type = 'risk' and (closing.closed_on is null or closing.closed_on < activity.activity_on)
)

select customer.customer_id, customer.report_month as month, case when risk.customer_id is null then 0 else 1 end as value
from health_customers as customer
join begun on begun.first_on <= customer.ends_on
join known on known.customer_id = customer.customer_id and known.first_on <= customer.ends_on
left join risks as risk on risk.customer_id = customer.customer_id and risk.month_no = customer.month_no
