-- A row is a customer in a month at whose end it pays for use, on either basis: whom health is scored for. In the open month
-- it is who paid at the end of the month before.
-- grain: customer_no, month_no
-- customer_no      customers
-- customer_id      the company's own key
-- month_no         health_months
-- report_month     its first day
-- ends_on          the day up to which facts were known
-- version_no       health_versions
-- profile_no       health_profiles: the first that fits its touch tier and where it stands
-- live_minor       balance on live, minor units of the reporting currency; null where not active on live
-- committed_minor  the same on committed
-- check: unique(customer_no, month_no)
-- check: not_null(profile_no)
with
customers as (select * from customers),
customer_balances as (select * from customer_balances),
customer_changes as (select * from customer_changes),
health_months as (select * from health_months),
health_profiles as (select * from health_profiles),
params as (select * from health_params),
read_milestones as (select * from read_milestones),

reported as (
  select min(month.month_no) as first_month_no, max(month.used_month_no) as last_month_no, max(month.month_no) as end_month_no
  from health_months as month
),

expanded as (
  select
    balance.customer_no, balance.basis, balance.balance_minor,
    unnest(range(
      greatest(balance.from_month_no, reported.first_month_no),
      case when balance.to_month_no > reported.last_month_no then reported.end_month_no + 1 else balance.to_month_no end
    )) as month_no
  from customer_balances as balance
  join reported on balance.to_month_no > reported.first_month_no and balance.from_month_no <= reported.last_month_no
  where balance.is_active
),

months as (
  select
    entry.customer_no, entry.month_no,
    max(case when entry.basis = 'live' then entry.balance_minor end) as live_minor,
    max(case when entry.basis = 'committed' then entry.balance_minor end) as committed_minor
  from expanded as entry
  group by entry.customer_no, entry.month_no
),

firsts as (
  select change.customer_no, min(change.first_month_no) as first_month_no
  from customer_changes as change
  group by change.customer_no
),

lives as (
  select milestone.customer_id, min(greatest(milestone.reached_on, milestone.known_on)) as live_on
  from read_milestones as milestone
  where milestone.milestone = 'go_live' and milestone.reached_on is not null
  group by milestone.customer_id
),

staged as (
  select
    entry.customer_no, customer.customer_id, customer.touch_tier, month.*, entry.live_minor, entry.committed_minor,
    case
      when entry.month_no - first.first_month_no >= params.onboarding_months then 'established'
      when live.live_on is null and entry.month_no - first.first_month_no < params.unsaid_onboarding_months then 'onboarding'
      when live.live_on > month.ends_on then 'onboarding'
      else 'established'
    end as lifecycle
  from months as entry
  cross join params
  join health_months as month on month.month_no = entry.month_no
  join customers as customer on customer.customer_no = entry.customer_no
  left join firsts as first on first.customer_no = entry.customer_no
  left join lives as live on live.customer_id = customer.customer_id
),

profiled as (
  select version.version_no, stage.touch_tier, stage.lifecycle, min(profile.profile_no) as profile_no
  from (select distinct staged.version_no, staged.touch_tier, staged.lifecycle from staged) as stage
  join health_profiles as profile
    on profile.version_no = stage.version_no
    and (profile.touch_tier is null or profile.touch_tier = stage.touch_tier)
    and (profile.lifecycle is null or profile.lifecycle = stage.lifecycle)
  join (select distinct staged.version_no from staged) as version on version.version_no = stage.version_no
  group by version.version_no, stage.touch_tier, stage.lifecycle
),

final as (
  select
    stage.customer_no, stage.customer_id, cast(stage.month_no as integer) as month_no, stage.report_month, stage.ends_on,
    stage.version_no, profile.profile_no, stage.live_minor, stage.committed_minor
  from staged as stage
  join profiled as profile
    on profile.version_no = stage.version_no
    and profile.touch_tier is not distinct from stage.touch_tier
    and profile.lifecycle = stage.lifecycle
)

select
  customer_no, customer_id, month_no, report_month, ends_on, version_no, profile_no, live_minor, committed_minor
from final
