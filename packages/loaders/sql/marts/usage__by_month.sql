-- Usage billed beside MRR, month by month: from the first month with a charge, or from history_from, to the last whole
-- month up to as_of; months without a charge are rows with zeros. No rows where nothing was ever billed by use.
-- grain: report_month
-- report_month        first day of the month of use
-- usage_billed_minor  billed for use in the month, minor units of the reporting currency
-- charges             charges counted
-- check: unique(report_month)
-- check: assert(charges >= 0)
with
company as (select * from company),
calendar as (select * from calendar),
currencies as (select * from currencies),
currency_months as (select * from currency_months),
usage_charges as (select * from usage_charges),

billed as (
  select charge.month_no, charge.customer_no, charge.product, charge.currency_no,
    cast(sum(charge.amount_minor) as bigint) as amount_minor,
    count(*) as charges
  from usage_charges as charge
  cross join company
  where charge.month_no >= coalesce(company.history_from_no, charge.month_no)
    and charge.month_no <= company.last_month_no
  group by charge.month_no, charge.customer_no, charge.product, charge.currency_no
),

sums as (
  select billed.month_no,
    cast(sum(round(cast(billed.amount_minor as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor))) as bigint) as amount_minor,
    cast(sum(billed.charges) as bigint) as charges
  from billed
  join currencies as currency on currency.currency_no = billed.currency_no
  left join currency_months as rate
    on rate.currency_no = billed.currency_no and rate.month_no = billed.month_no
  group by billed.month_no
),

final as (
  select calendar.report_month,
    coalesce(sums.amount_minor, 0) as usage_billed_minor,
    coalesce(sums.charges, 0) as charges
  from (select min(month_no) as first_month_no from sums) as first
  cross join company
  join calendar on calendar.month_no >= first.first_month_no and calendar.month_no <= company.last_month_no
  left join sums on sums.month_no = calendar.month_no
)

select report_month, usage_billed_minor, charges
from final
order by report_month
