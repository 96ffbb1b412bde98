-- A row is a renewal that was decided, with the customer's health as it stood so many days before: that of the last month's
-- end on or before that day. Never the last known score: that would be looking ahead. Customers not active then are left out.
-- grain: customer_no, due_on, horizon_days
-- customer_no    customers
-- due_on         the day the terms end
-- horizon_days   180, 90 or 30 days before the decision
-- decided_on     day of the signature, of the notice, or of the loss without one
-- month_no       month whose end the score is of
-- is_too_early   that month lies before the first in which anybody could have a score
-- is_lost        cancelled, or left with read-only fees
-- due_minor      monthly amount due, minor units of the reporting currency
-- final_score    0 to 100; null where unscored
-- band           name of the band, or unscored
-- band_no        its place; 0 is unscored
-- check: unique(customer_no, due_on, horizon_days)
-- check: not_null(band)
with
company as (select * from company),
customer_balances as (select * from customer_balances),
health_decided as (select * from health_decided),
health_scores as (select * from health_scores),
health_bands as (select * from health_bands),
health_start as (select * from health_start),

days as (
  select
    renewal.customer_no, renewal.due_on, renewal.decided_on, renewal.due_minor, renewal.is_lost,
    horizon.days as horizon_days,
    cast(renewal.decided_on - horizon.days + 1 as date) as day_after
  from health_decided as renewal
  cross join (select unnest([180, 90, 30]) as days) as horizon
),

decided as (
  select day.*, cast(year(day.day_after) * 12 + month(day.day_after) - 1 as integer) as month_no
  from days as day
),

-- Months before health has rows: who was active then is unscored.
early as (
  select distinct decision.customer_no, decision.due_on, decision.horizon_days
  from decided as decision
  cross join company
  join health_start as start on decision.month_no < start.first_month_no
  join customer_balances as balance
    on balance.customer_no = decision.customer_no
    and balance.is_active
    and balance.from_month_no <= decision.month_no
    and balance.to_month_no > decision.month_no
  where decision.month_no >= coalesce(company.history_from_no, 0)
),

final as (
  select
    decision.customer_no, decision.due_on, decision.horizon_days, decision.decided_on, decision.month_no,
    decision.month_no < start.first_scored_no as is_too_early,
    decision.is_lost, decision.due_minor, score.final_score,
    coalesce(band.band, 'unscored') as band,
    coalesce(score.band_no, 0) as band_no
  from decided as decision
  cross join health_start as start
  left join health_scores as score on score.customer_no = decision.customer_no and score.month_no = decision.month_no
  left join health_bands as band on band.version_no = score.version_no and band.band_no = score.band_no
  left join early
    on early.customer_no = decision.customer_no
    and early.due_on = decision.due_on
    and early.horizon_days = decision.horizon_days
  where score.customer_no is not null or early.customer_no is not null
)

select
  customer_no, due_on, horizon_days, decided_on, month_no, is_too_early, is_lost, due_minor, final_score, band, band_no
from final
