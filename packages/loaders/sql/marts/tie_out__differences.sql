-- Customers whose billed amount is not their live MRR, stretch of months by stretch: who to ask, and what about. Amounts
-- are those of a month, in the billing currency.
-- grain: customer_id, currency, from_month
-- customer_id    the customer's key
-- name           its name; null where not exported
-- currency       billing currency
-- from_month     first month of the difference
-- until_month    last month of it, up to the last whole month
-- cause          timing, proration, missing_invoice, missing_contract, amount, rounding, credit
-- mrr_minor      live MRR, minor units of currency
-- billed_minor   billed a month
-- credit_minor   credits in it; negative
-- check: unique(customer_id, currency, from_month)
-- check: assert(billed_minor <> mrr_minor or credit_minor <> 0)
with
billed_differences as (select * from billed_differences),
calendar as (select * from calendar),
currencies as (select * from currencies),
customers as (select * from customers),

final as (
  select
    customer.customer_id, customer.name,
    currency.currency,
    first_month.report_month as from_month,
    last_month.report_month as until_month,
    difference.cause,
    difference.mrr_billing as mrr_minor,
    difference.billed_billing as billed_minor,
    difference.credit_billing as credit_minor
  from billed_differences as difference
  join customers as customer on customer.customer_no = difference.customer_no
  join currencies as currency on currency.currency_no = difference.currency_no
  join calendar as first_month on first_month.month_no = difference.from_month_no
  join calendar as last_month on last_month.month_no = difference.to_month_no - 1
)

select customer_id, name, currency, from_month, until_month, cause, mrr_minor, billed_minor, credit_minor
from final
order by customer_id, currency, from_month
