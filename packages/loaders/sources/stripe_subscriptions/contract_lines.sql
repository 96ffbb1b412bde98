-- Stripe's subscriptions of the dashboard as contract lines, one row a subscription.
-- Paid service begins where a trial ends. A subscription that is asked to stop, and has not, stops at cancel_at, else
-- with its period; what was asked and when is the notice. What a firm wrote into metadata comes before what Stripe says.
with
clean as (
  select
    *,
    lower(trim(status)) as state,
    nullif(trim(interval_count), '') as periods,
    coalesce(nullif(trim(start_date), ''), nullif(trim(created), ''), plan_start) as start,
    nullif(trim(ended_at), '') as ended,
    nullif(trim(canceled_at), '') as noticed,
    nullif(trim(trial_end), '') as trial_ended,
    nullif(trim(own_end), '') as contract_ends,
    lower(trim(cancel_at_period_end)) in ('true', 't', 'yes', '1') as stops_with_period
  from records
),

dated as (
  select
    *,
    coalesce(day_of(trial_ended) > day_of(start), false) as had_trial,
    state = 'trialing'
      or coalesce(day_of(trial_ended) > day_of(start) and day_of(ended) <= day_of(trial_ended), false) as on_trial,
    case
      when contract_ends is not null then contract_ends
      when ended is not null then ended
      when state = 'unpaid' and unpaid = 'ended' then current_period_start
      when state = 'canceled' then null
      when noticed is not null or stops_with_period or nullif(trim(cancel_at), '') is not null
        then coalesce(nullif(trim(cancel_at), ''), current_period_end)
    end as stops
  from clean
),

begun as (
  select
    *,
    coalesce(nullif(trim(own_start), ''), case when had_trial and not on_trial then trial_ended else start end) as starts
  from dated
)

select
  coalesce(
    fault,
    case
      when coalesce(state, '') not in (
        'active', 'trialing', 'past_due', 'unpaid', 'canceled', 'incomplete', 'incomplete_expired', 'paused'
      ) then set_aside('unknown_status', 'status', status)
      when state in ('incomplete', 'incomplete_expired', 'paused') then left_out()
      when state = 'canceled' and stops is null then set_aside('ended_without_date', 'ended_at', status)
      when state = 'unpaid' and ended is null and unpaid is null then set_aside('undeclared_option', 'unpaid', status)
      when nullif(trim(coupon), '') is not null and coupons is null
        then set_aside('undeclared_option', 'coupons', coupon)
      when amount_is is null and try_cast(trim(quantity) as double) <> 1
        then set_aside('undeclared_option', 'amount_is', quantity)
      when day_of(stops) = day_of(starts) then left_out()
    end
  ) as fault,
  id as line_id,
  customer as customer_id,
  coalesce(nullif(trim(product), ''), plan) as product,
  quantity,
  amount as unit_price,
  amount,
  case when periods is null or periods = '1' then interval else periods || ' ' || trim(interval) end as billing_period,
  currency,
  created as signed_on,
  starts as start_on,
  stops as end_on,
  end_means,
  noticed as notice_on,
  order_id,
  order_type,
  renewal_of,
  replaces,
  auto_renews,
  renewal_months,
  list_price,
  on_trial as is_trial,
  coalesce(nullif(trim(own_reason), ''), nullif(trim(feedback), ''), reason) as reason
from begun
