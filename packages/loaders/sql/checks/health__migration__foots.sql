-- Migration between bands of health foots on both sides: to the distribution then and to the one now, in counts and money.
with
health__migration as (select * from health__migration),
health__distribution as (select * from health__distribution),

sides as (
  select cast(moved.report_month - to_months(cast(moved.months as integer)) as date) as report_month, moved.report_month as seen_month,
    moved.months, moved.basis, moved.from_band as band, moved.customers, moved.from_minor as balance_minor
  from health__migration as moved
  where moved.from_band <> 'new'
  union all
  select moved.report_month, moved.report_month as seen_month, moved.months, moved.basis, moved.to_band as band,
    moved.customers, moved.to_minor as balance_minor
  from health__migration as moved
  where moved.to_band <> 'churned'
),

summed as (
  select side.report_month, side.seen_month, side.months, side.basis, side.band, sum(side.customers) as customers,
    sum(side.balance_minor) as balance_minor
  from sides as side
  group by side.report_month, side.seen_month, side.months, side.basis, side.band
)

select side.report_month, side.seen_month, side.months, side.basis, side.band, side.customers, band.customers as banded
from summed as side
left join health__distribution as band
  on band.report_month = side.report_month and band.basis = side.basis and band.band = side.band
where band.customers is distinct from side.customers or band.balance_minor is distinct from side.balance_minor
