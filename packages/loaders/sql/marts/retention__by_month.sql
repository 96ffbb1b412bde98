-- What is left of the customers of 1, 3 and 12 months before: the components of cohort NRR, GRR and logo retention.
-- A month whose "then" lies before the first reported month has amounts of 0.
-- grain: report_month, basis, horizon_months
-- report_month    first day of the month ("now")
-- basis           live
-- horizon_months  months between then and now: 1, 3 or 12
-- opening_minor   MRR then, minor units of the reporting currency (archived included)
-- retained_minor  their MRR now; the gone are 0, the returned what they pay
-- kept_minor      sum over customers of min(now, then)
-- opening_logos   customers active then
-- kept_logos      those of them active now
-- check: unique(report_month, basis, horizon_months)
-- check: assert(kept_minor <= opening_minor and kept_minor <= retained_minor)
-- check: assert(kept_logos <= opening_logos)
with
reported_months as (select * from reported_months),
horizons as (select * from horizons),
retention_changes as (select * from retention_changes),
balances as (select * from waterfall__by_month),

months as (
  select
    month.report_month, month.month_no, month.basis, horizon.horizon_months,
    coalesce(change.retained_delta, 0) as retained_delta,
    coalesce(change.kept_delta, 0) as kept_delta,
    coalesce(change.kept_logos_delta, 0) as kept_logos_delta
  from reported_months as month
  cross join horizons as horizon
  left join retention_changes as change
    on change.basis = month.basis
    and change.horizon_months = horizon.horizon_months
    and change.month_no = month.month_no
),

running as (
  select
    month.report_month, month.month_no, month.basis, month.horizon_months,
    cast(sum(month.retained_delta) over month_order as bigint) as retained_minor,
    cast(sum(month.kept_delta) over month_order as bigint) as kept_minor,
    cast(sum(month.kept_logos_delta) over month_order as bigint) as kept_logos
  from months as month
  window month_order as (partition by month.basis, month.horizon_months order by month.month_no nulls last)
),

then_balances as (
  select month.basis, month.month_no, balance.closing_minor, balance.closing_logos
  from balances as balance
  join reported_months as month on month.basis = balance.basis and month.report_month = balance.report_month
),

final as (
  select
    running.report_month, running.basis, running.horizon_months,
    coalesce(past.closing_minor, 0) as opening_minor,
    running.retained_minor,
    running.kept_minor,
    coalesce(past.closing_logos, 0) as opening_logos,
    running.kept_logos
  from running
  left join then_balances as past
    on past.basis = running.basis and past.month_no = running.month_no - running.horizon_months
)

select report_month, basis, horizon_months, opening_minor, retained_minor, kept_minor, opening_logos, kept_logos
from final
order by report_month, basis, horizon_months
