-- Whose billed amount was not their live MRR in the twelve months up to the last whole month, and by what cause: who to
-- ask.
-- grain: customer_id, cause
-- customer_id       the customer's key
-- name              its name; null where not exported
-- cause             timing, proration, missing_invoice, missing_contract, amount, rounding, credit
-- first_month       first month of these twelve with such a difference
-- last_month        last month with one
-- months            months with one
-- difference_minor  billed less MRR, summed over them, minor units of the reporting currency
-- newest_minor      of it in the last whole month
-- check: unique(customer_id, cause)
-- check: accepted(cause, timing, proration, missing_invoice, missing_contract, amount, rounding, credit)
-- check: assert(months between 1 and 12)
with
billed_months as (select * from billed_months),
billed_gaps as (select * from billed_gaps),
calendar as (select * from calendar),
customers as (select * from customers),

parts as (
  select gap.month_no, gap.customer_no, gap.cause, gap.rest_minor as difference_minor
  from billed_gaps as gap
  where gap.rest_minor <> 0
  union all
  select gap.month_no, gap.customer_no, 'credit' as cause, gap.credit_minor as difference_minor
  from billed_gaps as gap
  where gap.credit_minor <> 0
),

summed as (
  select
    part.customer_no, part.cause,
    min(part.month_no) as first_month_no,
    max(part.month_no) as last_month_no,
    cast(count(distinct part.month_no) as bigint) as months,
    cast(sum(part.difference_minor) as bigint) as difference_minor,
    cast(coalesce(sum(part.difference_minor) filter (where part.month_no = billed_months.last_month_no), 0) as bigint) as newest_minor
  from parts as part
  cross join billed_months
  where part.month_no > billed_months.last_month_no - 12
  group by part.customer_no, part.cause
),

final as (
  select
    customer.customer_id, customer.name, sum.cause,
    first_month.report_month as first_month,
    last_month.report_month as last_month,
    sum.months, sum.difference_minor, sum.newest_minor
  from summed as sum
  join customers as customer on customer.customer_no = sum.customer_no
  join calendar as first_month on first_month.month_no = sum.first_month_no
  join calendar as last_month on last_month.month_no = sum.last_month_no
)

select customer_id, name, cause, first_month, last_month, months, difference_minor, newest_minor
from final
order by customer_id, cause
