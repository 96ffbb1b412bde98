-- What was billed less live MRR, month by month, in the reporting currency: one row a customer and billing currency in a
-- month in which they differ.
-- grain: month_no, customer_no, currency_no
-- month_no      year * 12 + month
-- customer_no   customers
-- currency_no   billing currency
-- cause         of the rest; credit where credits are all of it
-- rest_minor    billed less MRR without these credits, minor units of the reporting currency
-- credit_minor  credits that are differences of their own; negative or 0
-- check: unique(month_no, customer_no, currency_no)
with
billed_months as (select * from billed_months),
billed_differences as (select * from billed_differences),
calendar as (select * from calendar),
currencies as (select * from currencies),
currency_months as (select * from currency_months),

months as (
  select calendar.month_no
  from billed_months
  join calendar on calendar.month_no between billed_months.first_month_no and billed_months.last_month_no
),

final as (
  select
    months.month_no, difference.customer_no, difference.currency_no, difference.cause,
    cast(round(cast(difference.rest_billing as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)) as bigint) as rest_minor,
    cast(round(cast(difference.credit_billing as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)) as bigint) as credit_minor
  from billed_differences as difference
  join months on months.month_no >= difference.from_month_no and months.month_no < difference.to_month_no
  join currencies as currency on currency.currency_no = difference.currency_no
  left join currency_months as rate
    on rate.currency_no = difference.currency_no and rate.month_no = months.month_no
)

select month_no, customer_no, currency_no, cause, rest_minor, credit_minor
from final
