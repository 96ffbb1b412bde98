-- The months the reports cover: from the first movement to the last whole month up to as_of; none where nothing moved.
-- grain: basis, month_no
-- basis         live
-- month_no      year * 12 + month
-- report_month  first day of the month
-- check: unique(basis, month_no)
with
company as (select * from company),
calendar as (select * from calendar),
movements as (select * from movements),

firsts as (
  select min(movement.month_no) as first_month_no
  from movements as movement
),

bases as (
  select distinct movement.basis
  from movements as movement
),

final as (
  select basis.basis, calendar.month_no, calendar.report_month
  from bases as basis
  cross join firsts
  cross join company
  join calendar on calendar.month_no >= firsts.first_month_no and calendar.month_no <= company.last_month_no
)

select basis, month_no, report_month
from final
