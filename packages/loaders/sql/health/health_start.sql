-- One row: where health starts, the first month in which anybody can have a score. That is the month from which the weights
-- of the inputs whose exports tell something reach the coverage floor, in some profile of the configuration in force then;
-- or the month of the first override. Before it everybody is unscored, whatever is known. None where the company has no
-- export about what customers do, contracts alone make no health, and none before the first balance.
-- grain: first_month_no
-- first_scored_no  year * 12 + month of that month; the last whole month where the floor is never reached
-- first_month_no   the first month there are rows of: as far before it as the migration between bands looks back
-- end_month_no     the last month there are rows of: the open one where as_of lies within a month
-- check: assert(first_month_no <= first_scored_no)
with
params as (
  -- The migration between bands looks three months back. Coverage is rounded to a trillionth: the floor is met with that much less.
  select 3 as months_back, 1e-9 as rounding
),
company as (select * from company),
calendar as (select * from calendar),
customer_balances as (select * from customer_balances),
health_exports as (select * from health_exports),
health_inputs as (select * from health_inputs),
health_overrides as (select * from health_overrides),
health_versions as (select * from health_versions),
health_weights as (select * from health_weights),

first_balance as (
  select min(balance.from_month_no) as from_month_no from customer_balances as balance
),

edges as (
  select
    coalesce(company.history_from_no, first.from_month_no) as first_month_no,
    company.last_month_no,
    max(calendar.month_no) as end_month_no
  from company
  cross join first_balance as first
  join calendar
    on calendar.month_no = company.last_month_no
    or (calendar.month_no = company.last_month_no + 1 and calendar.report_month <= company.as_of)
  where first.from_month_no is not null
  group by company.history_from_no, company.last_month_no, first.from_month_no
),

known as (
  select max(export.row_count) as row_count from health_exports as export
),

asked as (
  select input.input, trim(unnest(string_split(input.needs, ','))) as export_name from health_inputs as input
),

told as (
  select
    asked.input,
    coalesce(max(year(export.first_on) * 12 + month(export.first_on)), 0) as from_no
  from asked
  left join health_exports as export on export.export_name = asked.export_name
  group by asked.input
  having count(*) filter (where export.row_count = 0) = 0
),

shares as (
  select
    weight.version_no, weight.profile_no, told.from_no,
    cast(weight.group_weight as double) / cast(weight.all_group_weight as double)
      * (cast(weight.input_weight as double) / cast(weight.all_input_weight as double)) as share
  from health_weights as weight
  join told on told.input = weight.input
),

reached as (
  select entry.version_no, entry.from_no, sum(share.share) as coverage
  from (select distinct shares.version_no, shares.profile_no, shares.from_no from shares) as entry
  join shares as share
    on share.version_no = entry.version_no and share.profile_no = entry.profile_no and share.from_no <= entry.from_no
  group by entry.version_no, entry.profile_no, entry.from_no
),

starts as (
  select greatest(entry.from_no, version.from_month_no) as month_no
  from reached as entry
  cross join params
  join health_versions as version
    on version.version_no = entry.version_no
    and version.to_month_no > entry.from_no
    and entry.coverage >= version.coverage_floor - params.rounding
  union all
  select year(entry.from_on) * 12 + month(entry.from_on) as month_no from health_overrides as entry
),

first_start as (
  select min(start.month_no) as month_no from starts as start
),

final as (
  select
    cast(greatest(edge.first_month_no, least(coalesce(start.month_no, edge.last_month_no), edge.last_month_no)) as integer)
      as first_scored_no,
    cast(greatest(
      edge.first_month_no, least(coalesce(start.month_no, edge.last_month_no), edge.last_month_no) - params.months_back
    ) as integer) as first_month_no,
    cast(edge.end_month_no as integer) as end_month_no
  from edges as edge
  cross join first_start as start
  cross join params
  join known on known.row_count > 0
  where edge.first_month_no is not null
)

select first_scored_no, first_month_no, end_month_no
from final
