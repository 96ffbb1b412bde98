-- What is still to be decided up to the end of the next quarter, by quarter and band of health: what a forecast is made of.
-- grain: due_quarter, horizon_days, band
-- due_quarter        quarter in which the terms end, first day
-- horizon_days       180, 90 or 30 days before; null where late
-- band               band of health now, or unscored
-- band_no            its place, the lowest first; 0 is unscored
-- currency           reporting currency
-- renewals           customers x due days
-- open_renewals      of these, with an open part
-- due_minor          monthly amount due, minor units of currency
-- signed_due_minor   of it, renewed already
-- noticed_due_minor  of it, with a notice
-- remaining_minor    monthly amount that the notices leave
-- late_due_minor     of what is due, late and undecided
-- open_due_minor     of what is due, open
-- check: unique(due_quarter, horizon_days, band)
-- check: assert(due_minor = signed_due_minor + noticed_due_minor + late_due_minor + open_due_minor)
with
at_risk__renewals as (select * from at_risk__renewals),

final as (
  select
    due.due_quarter, due.horizon_days, due.band, due.band_no, due.currency,
    count(*) as renewals,
    count(*) filter (where due.open_due_minor > 0) as open_renewals,
    cast(sum(due.due_minor) as bigint) as due_minor,
    cast(sum(due.signed_due_minor) as bigint) as signed_due_minor,
    cast(sum(due.noticed_due_minor) as bigint) as noticed_due_minor,
    cast(sum(due.remaining_minor) as bigint) as remaining_minor,
    cast(sum(due.late_due_minor) as bigint) as late_due_minor,
    cast(sum(due.open_due_minor) as bigint) as open_due_minor
  from at_risk__renewals as due
  group by due.due_quarter, due.horizon_days, due.band, due.band_no, due.currency
)

select
  due_quarter, horizon_days, band, band_no, currency, renewals, open_renewals, due_minor, signed_due_minor,
  noticed_due_minor, remaining_minor, late_due_minor, open_due_minor
from final
order by due_quarter, horizon_days nulls first, band
