-- The exports that tell whom customer success fears to lose, and how much of each does.
-- grain: export
-- export        expected_losses, activities
-- row_count     rows read from it; 0 where the company has no such export
-- telling_rows  of them, those that tell a fear: every expected loss; activities that note or close a risk
-- check: unique(export)
-- check: assert(telling_rows <= row_count)
with
read_expected_losses as (select * from read_expected_losses),
read_activities as (select * from read_activities),

final as (
  select 'expected_losses' as export, count(*) as row_count, count(*) as telling_rows
  from read_expected_losses as loss
  union all
  select 'activities' as export, count(*) as row_count,
    count(case when activity.activity_type in ('risk', 'risk_closed') then 1 end) as telling_rows
  from read_activities as activity
)

select export, row_count, telling_rows
from final
order by export
