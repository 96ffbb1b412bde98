-- What is left of the customers of 1, 3 and 12 months before: the components of cohort NRR, GRR and logo retention.
-- Now is valued at the exchange rate of then, and then is grouped by the assignments of contracts in force now.
-- A month whose "then" lies before the first balance of complete exports has amounts of 0; one whose "then" lies before
-- the opening of history_from is null.
-- grain: report_month, basis, horizon_months
-- report_month    first day of the month ("now")
-- basis           live, committed
-- horizon_months  months between then and now: 1, 3 or 12
-- opening_minor   MRR then, minor units of the reporting currency (archived included)
-- retained_minor  their MRR now; the gone are 0, the returned what they pay
-- kept_minor      sum over customers of min(now, then)
-- opening_logos   customers active then
-- kept_logos      those of them active now
-- check: unique(report_month, basis, horizon_months)
-- check: assert(opening_minor is null or (kept_minor <= opening_minor and kept_minor <= retained_minor))
-- check: assert(opening_logos is null or kept_logos <= opening_logos)
with
reported_months as (select * from reported_months),
company as (select * from company),
horizons as (select * from horizons),
retention_revalued as (select * from retention_revalued),
retention_changes as (select * from retention_changes),
balances as (select * from waterfall__by_month),

changes as (
  select change.basis, change.horizon_months,
    greatest(change.month_no, coalesce(company.history_from_no, change.month_no)) as month_no,
    cast(sum(change.retained_delta) as bigint) as retained_delta,
    cast(sum(change.kept_delta) as bigint) as kept_delta,
    cast(sum(change.kept_logos_delta) as bigint) as kept_logos_delta
  from retention_changes as change
  cross join company
  group by change.basis, change.horizon_months,
    greatest(change.month_no, coalesce(company.history_from_no, change.month_no))
),

months as (
  select
    month.report_month, month.month_no, month.basis, horizon.horizon_months,
    coalesce(change.retained_delta, 0) as retained_delta,
    coalesce(change.kept_delta, 0) as kept_delta,
    coalesce(change.kept_logos_delta, 0) as kept_logos_delta
  from reported_months as month
  cross join horizons as horizon
  left join changes as change
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

opening_balances as (
  select month.basis, month.month_no - 1 as month_no, balance.opening_minor as closing_minor, balance.opening_logos as closing_logos
  from balances as balance
  join reported_months as month on month.basis = balance.basis and month.report_month = balance.report_month
  join company on company.history_from_no = month.month_no
),

joined as (
  select
    running.report_month, running.month_no, running.basis, running.horizon_months,
    coalesce(past.closing_minor, opening.closing_minor, 0) + coalesce(revalued.opening_minor - revalued.plain_minor, 0) as opening_minor,
    running.retained_minor + coalesce(revalued.retained_minor, 0) as retained_minor,
    running.kept_minor + coalesce(revalued.kept_minor, 0) as kept_minor,
    coalesce(past.closing_logos, opening.closing_logos, 0) + coalesce(revalued.opening_logos - revalued.plain_logos, 0) as opening_logos,
    running.kept_logos + coalesce(revalued.kept_logos, 0) as kept_logos,
    company.history_from_no is null
      or running.month_no - running.horizon_months >= company.history_from_no - 1 as is_known
  from running
  cross join company
  left join then_balances as past
    on past.basis = running.basis and past.month_no = running.month_no - running.horizon_months
  left join opening_balances as opening
    on opening.basis = running.basis and opening.month_no = running.month_no - running.horizon_months
  left join retention_revalued as revalued
    on revalued.basis = running.basis
    and revalued.horizon_months = running.horizon_months
    and revalued.month_no = running.month_no
),

final as (
  select
    joined.report_month, joined.basis, joined.horizon_months,
    case when joined.is_known then joined.opening_minor end as opening_minor,
    case when joined.is_known then joined.retained_minor end as retained_minor,
    case when joined.is_known then joined.kept_minor end as kept_minor,
    case when joined.is_known then joined.opening_logos end as opening_logos,
    case when joined.is_known then joined.kept_logos end as kept_logos
  from joined
)

select report_month, basis, horizon_months, opening_minor, retained_minor, kept_minor, opening_logos, kept_logos
from final
order by report_month, basis, horizon_months
