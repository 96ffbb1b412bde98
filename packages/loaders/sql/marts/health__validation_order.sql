-- Does a low score come before a loss? Pairs of a renewal lost and a renewal kept, and in how many of them the lost one had
-- the lower score so many days before. Twice the count, so that a tie is one: over 2 x pairs it is the area under the ROC
-- curve. Its uncertainty comes from placements: of a lost one the share of the kept that scored higher, of a kept one the
-- share of the lost that scored lower, ties half.
-- grain: horizon_days
-- horizon_days         days before the decision
-- decisions            renewals decided whose customer had a score
-- lost                 of these, lost
-- twice_right          2 for each pair in which the lost one scored lower, 1 for each tie
-- lost_squares_micros  sum over the lost of the squared placement, each rounded to the millionth, in millionths
-- kept_squares_micros  the same over the kept
-- check: unique(horizon_days)
-- check: assert(twice_right <= 2 * lost * (decisions - lost))
-- check: assert(lost_squares_micros between 0 and 1000000 * lost)
-- check: assert(kept_squares_micros between 0 and 1000000 * (decisions - lost))
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

sides as (
  select
    scored.*,
    coalesce(cast(sum(scored.kept) over (
      partition by scored.horizon_days order by scored.final_score desc nulls last
      rows between unbounded preceding and 1 preceding
    ) as bigint), 0) as kept_above,
    coalesce(cast(sum(scored.lost) over (
      partition by scored.horizon_days order by scored.final_score nulls last
      rows between unbounded preceding and 1 preceding
    ) as bigint), 0) as lost_below,
    cast(sum(scored.lost) over (partition by scored.horizon_days) as bigint) as all_lost,
    cast(sum(scored.kept) over (partition by scored.horizon_days) as bigint) as all_kept
  from scored
),

placed as (
  select
    side.*,
    (2 * side.kept_above + side.kept) / cast(nullif(2 * side.all_kept, 0) as double) as lost_placement,
    (2 * side.lost_below + side.lost) / cast(nullif(2 * side.all_lost, 0) as double) as kept_placement
  from sides as side
),

final as (
  select
    entry.horizon_days,
    cast(sum(entry.lost + entry.kept) as bigint) as decisions,
    cast(sum(entry.lost) as bigint) as lost,
    cast(sum(entry.lost * (2 * entry.kept_above + entry.kept)) as bigint) as twice_right,
    coalesce(cast(sum(
      entry.lost * cast(round(1000000 * entry.lost_placement * entry.lost_placement) as bigint)
    ) as bigint), 0) as lost_squares_micros,
    coalesce(cast(sum(
      entry.kept * cast(round(1000000 * entry.kept_placement * entry.kept_placement) as bigint)
    ) as bigint), 0) as kept_squares_micros
  from placed as entry
  group by entry.horizon_days
)

select horizon_days, decisions, lost, twice_right, lost_squares_micros, kept_squares_micros
from final
order by horizon_days
