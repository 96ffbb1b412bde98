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
bases as (select * from bases),
health_scores as (select * from health_scores),
health_months as (select * from health_months),
health_bands as (select * from health_bands),

spans as (
  select month.month_no, span.months, past.month_no as past_no, month.version_no, past.version_no as past_version_no
  from health_months as month
  cross join (select unnest([1, 3]) as months) as span
  join health_months as past on past.month_no = month.month_no - span.months
  where not month.is_open
),

afters as (
  select score.customer_no, span.months, span.month_no, score.band_no, score.live_minor, score.committed_minor
  from health_scores as score
  join spans as span on span.month_no = score.month_no
),

befores as (
  select score.customer_no, span.months, span.month_no, score.band_no, score.live_minor, score.committed_minor
  from health_scores as score
  join spans as span on span.past_no = score.month_no
),

-- Both bases in one row, bands as their places: names come when there are as many rows as pairs of bands.
moves as (
  select
    coalesce(after.month_no, before.month_no) as month_no,
    coalesce(after.months, before.months) as months,
    before.band_no as from_no, after.band_no as to_no,
    before.live_minor is not null as was_live, after.live_minor is not null as is_live,
    before.committed_minor is not null as was_committed, after.committed_minor is not null as is_committed,
    count(*) as customers,
    sum(before.live_minor) as from_live_minor,
    sum(after.live_minor) as to_live_minor,
    sum(before.committed_minor) as from_committed_minor,
    sum(after.committed_minor) as to_committed_minor
  from afters as after
  full outer join befores as before
    on before.customer_no = after.customer_no and before.month_no = after.month_no and before.months = after.months
  group by all
),

by_basis as (
  select
    moved.month_no, moved.months, bases.basis, moved.customers,
    case when bases.basis = 'live' then moved.was_live else moved.was_committed end as was_active,
    case when bases.basis = 'live' then moved.is_live else moved.is_committed end as is_active,
    moved.from_no, moved.to_no,
    case when bases.basis = 'live' then moved.from_live_minor else moved.from_committed_minor end as from_minor,
    case when bases.basis = 'live' then moved.to_live_minor else moved.to_committed_minor end as to_minor
  from moves as moved
  cross join bases
),

placed as (
  select
    moved.month_no, moved.months, moved.basis,
    case when moved.was_active then moved.from_no else 99 end as from_no,
    case when moved.is_active then moved.to_no else 99 end as to_no,
    cast(sum(moved.customers) as bigint) as customers,
    cast(coalesce(sum(moved.from_minor), 0) as bigint) as from_minor,
    cast(coalesce(sum(moved.to_minor), 0) as bigint) as to_minor
  from by_basis as moved
  where moved.was_active or moved.is_active
  group by all
),

final as (
  select
    calendar.report_month, moved.basis, moved.months,
    case when moved.from_no = 99 then 'new' else coalesce(past_band.band, 'unscored') end as from_band,
    case when moved.to_no = 99 then 'churned' else coalesce(band.band, 'unscored') end as to_band,
    moved.from_no, moved.to_no, company.currency, moved.customers, moved.from_minor, moved.to_minor
  from placed as moved
  cross join company
  join spans as span on span.month_no = moved.month_no and span.months = moved.months
  join calendar on calendar.month_no = moved.month_no
  left join health_bands as band on band.version_no = span.version_no and band.band_no = moved.to_no
  left join health_bands as past_band on past_band.version_no = span.past_version_no and past_band.band_no = moved.from_no
)

select
  report_month, basis, months, from_band, to_band, from_no, to_no, currency, customers, from_minor, to_minor
from final
order by report_month, basis, months, from_band, to_band
