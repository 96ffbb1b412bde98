-- A row is a month for which health is scored, with the configuration in force; where as_of lies within a month, that open
-- month is the last one. A company without any export about what
-- customers do has none: contracts alone make no health.
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
customer_balances as (select * from customer_balances),
health_exports as (select * from health_exports),
health_versions as (select * from health_versions),

edges as (
  select coalesce(company.history_from_no, min(balance.from_month_no)) as first_month_no, company.last_month_no, company.as_of
  from company
  cross join customer_balances as balance
  group by company.history_from_no, company.last_month_no, company.as_of
),

known as (
  select max(export.row_count) as row_count from health_exports as export
),

final as (
  select
    calendar.month_no, calendar.report_month,
    least(cast(calendar.report_month + interval 1 month - interval 1 day as date), edge.as_of) as ends_on,
    version.version_no,
    least(calendar.month_no, edge.last_month_no) as used_month_no,
    calendar.month_no > edge.last_month_no as is_open
  from edges as edge
  join known on known.row_count > 0
  join calendar
    on calendar.month_no between edge.first_month_no and edge.last_month_no
    or (calendar.month_no = edge.last_month_no + 1 and calendar.report_month <= edge.as_of)
  join health_versions as version
    on calendar.month_no >= version.from_month_no and calendar.month_no < version.to_month_no
)

select month_no, report_month, ends_on, version_no, used_month_no, is_open
from final
