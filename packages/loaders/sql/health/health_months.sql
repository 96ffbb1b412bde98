-- A row is a month for which health is scored, with the configuration in force; where as_of lies within a month, that open
-- month is the last one. None where health_start has none.
-- grain: month_no
-- month_no      year * 12 + month
-- report_month  its first day
-- ends_on       the day up to which facts were known: its last day, as_of where the exports end earlier
-- version_no    health_versions
-- used_month_no  the last month that was over by then: what is counted by month stands as of its end
-- is_open       as_of lies within the month; marts that go by month leave it out
-- check: unique(month_no)
with
calendar as (select * from calendar),
company as (select * from company),
health_start as (select * from health_start),
health_versions as (select * from health_versions),

final as (
  select
    calendar.month_no, calendar.report_month,
    least(cast(calendar.report_month + interval 1 month - interval 1 day as date), company.as_of) as ends_on,
    version.version_no,
    least(calendar.month_no, company.last_month_no) as used_month_no,
    calendar.month_no > company.last_month_no as is_open
  from health_start as start
  cross join company
  join calendar on calendar.month_no between start.first_month_no and start.end_month_no
  join health_versions as version
    on calendar.month_no >= version.from_month_no and calendar.month_no < version.to_month_no
)

select month_no, report_month, ends_on, version_no, used_month_no, is_open
from final
