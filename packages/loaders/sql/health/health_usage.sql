-- A row is a customer in a month with a balance, since its first use was known: what it did with the product, as far as that
-- was known at the month's end; in the open month that of the month before. A month without use is a row of zeros. Customers never seen in the product have none.
-- grain: customer_id, month_no
-- customer_no       customers
-- customer_id       the company's own key
-- month_no          health_months
-- report_month      its first day
-- event_count       events of the month
-- active_users      persons seen in the month; null where the export names nobody
-- active_days       days of the month with use
-- features          features used in the month and the two before
-- recent_events     events of the month and the two before
-- earlier_events    events of the three months before those; null until use of five months earlier was known
-- check: unique(customer_id, month_no)
with
health_customers as (select * from health_customers),
health_months as (select * from health_months),
read_usage as (select * from read_usage),

uses as (
  select
    use.customer_id, use.person_id, use.feature, use.event_count, use.days_used,
    cast(year(use.usage_month) * 12 + month(use.usage_month) as integer) as month_no,
    cast(year(use.known_month) * 12 + month(use.known_month) as integer) as known_no
  from read_usage as use
),

months as (
  select
    use.customer_id, use.month_no,
    cast(sum(use.event_count) as bigint) as event_count,
    count(distinct use.person_id) as active_users,
    bit_count(bit_or(use.days_used)) as active_days
  from uses as use
  where use.known_no <= use.month_no
  group by use.customer_id, use.month_no
),

features as (
  select use.customer_id, use.feature, use.month_no, greatest(use.known_no, use.month_no) as known_no,
    cast(sum(use.event_count) as bigint) as event_count
  from uses as use
  group by use.customer_id, use.feature, use.month_no, use.known_no
),

reached as (
  select feature.customer_id, feature.feature, feature.known_no, feature.event_count, feature.month_no as used_no,
    feature.month_no + ahead.months as month_no, ahead.months
  from features as feature
  cross join (select unnest(range(6)) as months) as ahead
),

windows as (
  select
    reach.customer_id, reach.month_no,
    count(distinct reach.feature) filter (where reach.months < 3) as features,
    cast(coalesce(sum(reach.event_count) filter (where reach.months < 3), 0) as bigint) as recent_events,
    cast(coalesce(sum(reach.event_count) filter (where reach.months >= 3), 0) as bigint) as earlier_events
  from reached as reach
  where reach.known_no <= reach.month_no
  group by reach.customer_id, reach.month_no
),

seen as (
  select feature.customer_id, min(feature.known_no) as known_no,
    min(greatest(feature.known_no, feature.month_no + 5)) as trend_no
  from features as feature
  group by feature.customer_id
),

named as (
  select min(greatest(use.known_no, use.month_no)) as month_no
  from uses as use
  where use.person_id is not null
),

final as (
  select
    customer.customer_no, customer.customer_id, customer.month_no, customer.report_month,
    coalesce(used.event_count, 0) as event_count,
    case when named.month_no <= month.used_month_no then coalesce(used.active_users, 0) end as active_users,
    coalesce(used.active_days, 0) as active_days,
    coalesce(window_of.features, 0) as features,
    coalesce(window_of.recent_events, 0) as recent_events,
    case when month.used_month_no >= seen.trend_no then coalesce(window_of.earlier_events, 0) end as earlier_events
  from health_customers as customer
  join health_months as month on month.month_no = customer.month_no
  cross join named
  join seen on seen.customer_id = customer.customer_id and month.used_month_no >= seen.known_no
  left join months as used on used.customer_id = customer.customer_id and used.month_no = month.used_month_no
  left join windows as window_of
    on window_of.customer_id = customer.customer_id and window_of.month_no = month.used_month_no
)

select
  customer_no, customer_id, month_no, report_month, event_count, active_users, active_days, features, recent_events, earlier_events
from final
