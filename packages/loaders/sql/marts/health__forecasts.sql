-- Had every decided renewal been forecast from its band, how far off would that have been? The forecast is the share lost
-- among the renewals of its band that were decided by the day of the score, so it knows nothing of what came later; beside it
-- the share lost among those of all bands. Only where that many of the band were decided by then.
-- grain: horizon_days
-- horizon_days               days before the decision
-- decisions                  renewals that could be forecast
-- lost                       of these, lost
-- squared_error_micros       sum of (share lost of the band - outcome)^2, outcome 1 where lost, each rounded to the millionth, in millionths
-- base_squared_error_micros  the same with the share lost of all bands
-- check: unique(horizon_days)
-- check: assert(squared_error_micros between 0 and 1000000 * decisions)
with
params as (
  -- A share of fewer moves by more than five points with one more loss.
  select 20 as fewest_decisions
),
health_decisions as (select * from health_decisions),
calendar as (select * from calendar),

days as (
  select
    decision.horizon_days, decision.band, decision.decided_on as on_day, 1 as decided,
    case when decision.is_lost then 1 else 0 end as lost, null as outcome
  from health_decisions as decision
  union all
  select
    decision.horizon_days, decision.band, cast(month.report_month + interval 1 month - interval 1 day as date) as on_day,
    0 as decided, 0 as lost,
    case when decision.is_lost then 1 else 0 end as outcome
  from health_decisions as decision
  join calendar as month on month.month_no = decision.month_no
),

known as (
  select
    day.horizon_days, day.outcome,
    cast(sum(day.decided) over own as bigint) as band_decided,
    cast(sum(day.lost) over own as bigint) as band_lost,
    cast(sum(day.decided) over whole as bigint) as all_decided,
    cast(sum(day.lost) over whole as bigint) as all_lost
  from days as day
  window
    own as (
      partition by day.horizon_days, day.band order by day.on_day nulls last
      range between unbounded preceding and current row
    ),
    whole as (
      partition by day.horizon_days order by day.on_day nulls last
      range between unbounded preceding and current row
    )
),

forecast as (
  select
    known.horizon_days, known.outcome,
    known.band_lost / cast(known.band_decided as double) - known.outcome as error,
    known.all_lost / cast(known.all_decided as double) - known.outcome as base_error
  from known
  cross join params
  where known.outcome is not null and known.band_decided >= params.fewest_decisions
),

final as (
  select
    forecast.horizon_days,
    count(*) as decisions,
    cast(sum(forecast.outcome) as bigint) as lost,
    cast(sum(cast(round(1000000 * forecast.error * forecast.error) as bigint)) as bigint) as squared_error_micros,
    cast(sum(cast(round(1000000 * forecast.base_error * forecast.base_error) as bigint)) as bigint)
      as base_squared_error_micros
  from forecast
  group by forecast.horizon_days
)

select horizon_days, decisions, lost, squared_error_micros, base_squared_error_micros
from final
order by horizon_days
