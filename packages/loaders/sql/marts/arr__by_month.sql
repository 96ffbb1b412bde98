-- Annual recurring revenue at the end of each month: the sum of the annual amounts of the lines that count, each rounded
-- once from what is printed. It is not twelve times MRR, whose lines are rounded by the month.
-- Every billing currency is summed exactly and converted once.
-- grain: report_month, basis
-- report_month  first day of the month
-- basis         live, committed
-- arr_minor     annual amounts of the lines that count on the last day of the month, minor units of the reporting currency
-- check: unique(report_month, basis)
with
reported_months as (select * from reported_months),
annual_changes as (select * from annual_changes),
currencies as (select * from currencies),
currency_months as (select * from currency_months),

firsts as (
  select month.basis, min(month.month_no) as first_month_no
  from reported_months as month
  group by month.basis
),

changes as (
  select change.basis, change.currency_no,
    greatest(change.month_no, first.first_month_no) as month_no,
    cast(sum(change.annual_delta) as bigint) as annual_delta
  from annual_changes as change
  join firsts as first on first.basis = change.basis
  group by change.basis, change.currency_no, greatest(change.month_no, first.first_month_no)
),

cells as (
  select month.basis, month.month_no, month.report_month, used.currency_no,
    coalesce(change.annual_delta, 0) as annual_delta
  from reported_months as month
  join (select distinct basis, currency_no from changes) as used on used.basis = month.basis
  left join changes as change
    on change.basis = month.basis and change.currency_no = used.currency_no and change.month_no = month.month_no
),

running as (
  select cell.basis, cell.month_no, cell.report_month, cell.currency_no,
    cast(sum(cell.annual_delta) over (
      partition by cell.basis, cell.currency_no order by cell.month_no nulls last
    ) as bigint) as annual_minor
  from cells as cell
),

final as (
  select running.report_month, running.basis,
    cast(sum(round(cast(running.annual_minor as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor))) as bigint) as arr_minor
  from running
  join currencies as currency on currency.currency_no = running.currency_no
  left join currency_months as rate
    on rate.currency_no = running.currency_no and rate.month_no = running.month_no
  group by running.report_month, running.basis
)

select report_month, basis, arr_minor
from final
order by report_month, basis
