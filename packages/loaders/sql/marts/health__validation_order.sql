-- Does a low score come before a loss? Pairs of a renewal lost and a renewal kept, and in how many of them the lost one had
-- the lower score so many days before. Twice the count, so that a tie is one: over 2 x pairs it is the area under the ROC
-- curve.
-- grain: horizon_days
-- horizon_days      days before the decision
-- decisions         renewals decided whose customer had a score
-- lost              of these, lost
-- twice_right       2 for each pair in which the lost one scored lower, 1 for each tie
-- check: unique(horizon_days)
-- check: assert(twice_right <= 2 * lost * (decisions - lost))
with
health_decisions as (select * from health_decisions),

scored as (
  select
    decision.horizon_days, decision.final_score,
    count(*) filter (where decision.is_lost) as lost,
    count(*) filter (where not decision.is_lost) as kept
  from health_decisions as decision
  where decision.final_score is not null
  group by decision.horizon_days, decision.final_score
),

above as (
  select
    scored.*,
    coalesce(cast(sum(scored.kept) over (
      partition by scored.horizon_days order by scored.final_score desc nulls last
      rows between unbounded preceding and 1 preceding
    ) as bigint), 0) as kept_above
  from scored
),

final as (
  select
    above.horizon_days,
    cast(sum(above.lost + above.kept) as bigint) as decisions,
    cast(sum(above.lost) as bigint) as lost,
    cast(sum(above.lost * (2 * above.kept_above + above.kept)) as bigint) as twice_right
  from above
  group by above.horizon_days
)

select horizon_days, decisions, lost, twice_right
from final
order by horizon_days
