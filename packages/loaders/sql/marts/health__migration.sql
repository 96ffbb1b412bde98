-- Who changed the band of health since a month or a quarter before: of the customers in one band then, how many stand where
-- now. Money then and now, so that both sides foot to the distribution.
-- grain: report_month, basis, months, from_band, to_band
-- report_month  first day of the month
-- basis         live, committed
-- months        1 or 3 months back
-- from_band     band then; new: not an active customer of the basis then
-- to_band       band now; churned: not an active customer of the basis now
-- from_no       place of from_band: 0 unscored, 99 new
-- to_no         place of to_band: 0 unscored, 99 churned
-- currency      reporting currency
-- customers     customers
-- from_minor    their balance then, minor units of currency; 0 for new
-- to_minor      their balance now; 0 for churned
-- check: unique(report_month, basis, months, from_band, to_band)
with
company as (select * from company),
calendar as (select * from calendar),
health_banded as (select * from health_banded),
health_months as (select * from health_months),

spans as (
  select month.month_no, span.months
  from health_months as month
  cross join (select unnest([1, 3]) as months) as span
  join health_months as past on past.month_no = month.month_no - span.months
  where not month.is_open
),

afters as (
  select entry.basis, entry.customer_no, span.months, span.month_no, entry.band, entry.band_no, entry.balance_minor
  from health_banded as entry
  join spans as span on span.month_no = entry.month_no
),

befores as (
  select entry.basis, entry.customer_no, span.months, span.month_no, entry.band, entry.band_no, entry.balance_minor
  from health_banded as entry
  join spans as span on span.month_no - span.months = entry.month_no
),

moves as (
  select
    coalesce(after.basis, before.basis) as basis,
    coalesce(after.month_no, before.month_no) as month_no,
    coalesce(after.months, before.months) as months,
    coalesce(before.band, 'new') as from_band, coalesce(before.band_no, 99) as from_no,
    coalesce(after.band, 'churned') as to_band, coalesce(after.band_no, 99) as to_no,
    coalesce(before.balance_minor, 0) as from_minor, coalesce(after.balance_minor, 0) as to_minor
  from afters as after
  full outer join befores as before
    on before.customer_no = after.customer_no
    and before.month_no = after.month_no
    and before.months = after.months
    and before.basis = after.basis
),

final as (
  select
    calendar.report_month, moved.basis, moved.months, moved.from_band, moved.to_band, moved.from_no, moved.to_no,
    company.currency,
    count(*) as customers,
    cast(sum(moved.from_minor) as bigint) as from_minor,
    cast(sum(moved.to_minor) as bigint) as to_minor
  from moves as moved
  cross join company
  join calendar on calendar.month_no = moved.month_no
  group by calendar.report_month, moved.basis, moved.months, moved.from_band, moved.to_band, moved.from_no, moved.to_no,
    company.currency
)

select
  report_month, basis, months, from_band, to_band, from_no, to_no, currency, customers, from_minor, to_minor
from final
order by report_month, basis, months, from_band, to_band
