-- A row is a renewal that was decided, with the customer's health as it stood so many days before: that of the last month's
-- end on or before that day. Never the last known score: that would be looking ahead.
-- grain: customer_no, due_on, horizon_days
-- customer_no    customers
-- due_on         the day the terms end
-- horizon_days   180, 90 or 30 days before the decision
-- decided_on     day of the signature, of the notice, or of the loss without one
-- month_no       month whose end the score is of
-- is_lost        cancelled, or left with read-only fees
-- due_minor      monthly amount due, minor units of the reporting currency
-- final_score    0 to 100; null where unscored
-- band           name of the band, or unscored
-- band_no        its place; 0 is unscored
-- check: unique(customer_no, due_on, horizon_days)
-- check: not_null(band)
with
health_decided as (select * from health_decided),
health_scores as (select * from health_scores),
health_bands as (select * from health_bands),

decided as (
  select
    renewal.customer_no, renewal.due_on, renewal.decided_on, renewal.due_minor, renewal.is_lost,
    horizon.days as horizon_days,
    cast(renewal.decided_on - horizon.days + 1 as date) as day_after
  from health_decided as renewal
  cross join (select unnest([180, 90, 30]) as days) as horizon
),

final as (
  select
    decision.customer_no, decision.due_on, decision.horizon_days, decision.decided_on, score.month_no, decision.is_lost,
    decision.due_minor, score.final_score,
    coalesce(band.band, 'unscored') as band,
    score.band_no
  from decided as decision
  join health_scores as score
    on score.customer_no = decision.customer_no
    and score.month_no = year(decision.day_after) * 12 + month(decision.day_after) - 1
  left join health_bands as band on band.version_no = score.version_no and band.band_no = score.band_no
)

select
  customer_no, due_on, horizon_days, decided_on, month_no, is_lost, due_minor, final_score, band, band_no
from final
