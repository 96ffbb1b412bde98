-- A row is a customer in a month with a balance, since the export of engagement begins: how often its people did something,
-- by group, as far as that was known at the month's end.
-- grain: customer_id, month_no, engagement_group
-- customer_id       the company's own key
-- month_no          health_months
-- report_month      its first day
-- engagement_group  marketing, community, participation
-- window_count      how often within the group's window of days; unsubscribing is none
-- check: unique(customer_id, month_no, engagement_group)
with
health_customers as (select * from health_customers),
health_months as (select * from health_months),
params as (select * from health_params),
read_engagement as (select * from read_engagement),

windows as (
  select 'marketing' as engagement_group, params.marketing_window_days as window_days from params
  union all
  select 'community' as engagement_group, params.community_window_days as window_days from params
  union all
  select 'participation' as engagement_group, params.participation_window_days as window_days from params
),

begun as (
  select entry.engagement_group, min(greatest(entry.engaged_on, entry.known_on)) as begun_on
  from read_engagement as entry
  group by entry.engagement_group
),

counted as (
  select entry.customer_id, month.month_no, entry.engagement_group, count(*) as window_count
  from read_engagement as entry
  join windows as window_of on window_of.engagement_group = entry.engagement_group
  join health_months as month
    on month.ends_on >= greatest(entry.engaged_on, entry.known_on)
    and month.ends_on < entry.engaged_on + window_of.window_days
  where entry.engagement_type <> 'unsubscribed'
  group by entry.customer_id, month.month_no, entry.engagement_group
),

final as (
  select
    customer.customer_id, customer.month_no, customer.report_month, begun.engagement_group,
    coalesce(counted.window_count, 0) as window_count
  from health_customers as customer
  join begun on begun.begun_on <= customer.report_month
  left join counted
    on counted.customer_id = customer.customer_id
    and counted.month_no = customer.month_no
    and counted.engagement_group = begun.engagement_group
)

select customer_id, month_no, report_month, engagement_group, window_count
from final
