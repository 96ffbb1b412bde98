-- What a customer's page says first: who it is, what it pays, when it was won and went live, and what falls due next.
-- grain: customer_id
-- customer_id         the company's own key
-- name                null where not exported
-- industry            null where not exported
-- region              null where not exported
-- size_band           null where not exported
-- sales_channel       null where not exported
-- csm                 customer-success manager now, as the roster names the person; null where not exported
-- touch_tier          null where not exported
-- use_case            null where not exported
-- plan                null where not exported
-- currency            reporting currency
-- committed_minor     CMRR at the end of the last reported month, minor units of currency
-- live_minor          live MRR at the end of the last reported month, minor units of currency
-- signed_on           first day a recurring line was signed, or began; null where there is none
-- live_on             first go-live reached; null where there is none
-- time_to_value_days  days from signed_on to live_on; null while one is missing, or where it was live before
-- next_due_on         next day a renewal is due that is not decided; null where there is none
-- next_due_state      late, noticed, signed, open; null as next_due_on
-- next_due_minor      monthly amount due then, minor units of currency; null as next_due_on
-- check: unique(customer_id)
-- check: assert(time_to_value_days >= 0 or time_to_value_days is null)
with
company as (select * from company),
customers as (select * from customers),
read_contract_lines as (select * from read_contract_lines),
read_milestones as (select * from read_milestones),
read_csm_roster as (select * from read_csm_roster),
renewals__upcoming as (select * from renewals__upcoming),
customer__shards as (select * from customer__shards),
customer__balances as (select * from customer__balances),

closings as (
  select
    balance.customer_id,
    coalesce(max_by(balance.closing_minor, balance.report_month) filter (balance.basis = 'committed'), 0) as committed_minor,
    coalesce(max_by(balance.closing_minor, balance.report_month) filter (balance.basis = 'live'), 0) as live_minor
  from customer__balances as balance
  group by balance.customer_id
),

signings as (
  select line.customer_id, min(coalesce(line.signed_on, line.start_on)) as signed_on
  from read_contract_lines as line
  where line.is_recurring and not line.is_trial
  group by line.customer_id
),

go_lives as (
  select milestone.customer_id, min(milestone.reached_on) as live_on
  from read_milestones as milestone
  cross join company
  where milestone.milestone = 'go_live' and milestone.reached_on <= company.as_of
  group by milestone.customer_id
),

dues as (
  select
    renewal.customer_id,
    min(renewal.due_on) as due_on,
    min_by(renewal.state, renewal.due_on) as state,
    min_by(renewal.due_minor, renewal.due_on) as due_minor
  from renewals__upcoming as renewal
  group by renewal.customer_id
),

roster as (
  select person.csm, min(person.name) as name from read_csm_roster as person group by person.csm
),

final as (
  select
    customer.customer_id, customer.name, customer.industry, customer.region, customer.size_band, customer.sales_channel,
    coalesce(roster.name, customer.csm) as csm, customer.touch_tier, customer.use_case, customer.plan,
    company.currency,
    coalesce(closing.committed_minor, 0) as committed_minor,
    coalesce(closing.live_minor, 0) as live_minor,
    signing.signed_on, go_live.live_on,
    case when go_live.live_on >= signing.signed_on then go_live.live_on - signing.signed_on end as time_to_value_days,
    due.due_on as next_due_on, due.state as next_due_state, due.due_minor as next_due_minor
  from customers as customer
  cross join company
  join customer__shards as shard on shard.customer_id = customer.customer_id
  left join closings as closing on closing.customer_id = customer.customer_id
  left join signings as signing on signing.customer_id = customer.customer_id
  left join go_lives as go_live on go_live.customer_id = customer.customer_id
  left join dues as due on due.customer_id = customer.customer_id
  left join roster on roster.csm = customer.csm
)

select
  customer_id, name, industry, region, size_band, sales_channel, csm, touch_tier, use_case, plan, currency,
  committed_minor, live_minor, signed_on, live_on, cast(time_to_value_days as integer) as time_to_value_days,
  next_due_on, next_due_state, next_due_minor
from final
order by customer_id
