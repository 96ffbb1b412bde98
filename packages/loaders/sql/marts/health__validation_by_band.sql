-- Renewals decided, by the band of health the customer stood in so many days before.
-- grain: horizon_days, band
-- horizon_days  days before the decision
-- band          name of the band, or unscored
-- band_no       its place, the lowest first; 0 is unscored
-- currency      reporting currency
-- decisions     renewals decided
-- too_early     of these, decided so early that nobody could have a score so many days before; 0 of bands but unscored
-- lost          of these, cancelled or left with read-only fees
-- due_minor     monthly amount due, minor units of currency
-- lost_minor    monthly amount due of those lost
-- check: unique(horizon_days, band)
-- check: assert(too_early = 0 or band_no = 0)
with
company as (select * from company),
health_decisions as (select * from health_decisions),

final as (
  select
    decision.horizon_days, decision.band, decision.band_no, company.currency,
    count(*) as decisions,
    count(*) filter (where decision.is_too_early) as too_early,
    count(*) filter (where decision.is_lost) as lost,
    cast(sum(decision.due_minor) as bigint) as due_minor,
    cast(coalesce(sum(decision.due_minor) filter (where decision.is_lost), 0) as bigint) as lost_minor
  from health_decisions as decision
  cross join company
  group by decision.horizon_days, decision.band, decision.band_no, company.currency
)

select horizon_days, band, band_no, currency, decisions, too_early, lost, due_minor, lost_minor
from final
order by horizon_days, band
