-- A row is a month end at which a revalued customer's product has a balance in a billing currency.
-- grain: basis, customer_no, product_no, currency_no, month_no
-- basis            live, committed
-- customer_no      customers
-- product_no       product family
-- currency_no      billing currency
-- month_no         year * 12 + month
-- balance_billing  balance, minor units of the billing currency
-- paid_billing     the same without read-only fees
-- check: unique(basis, customer_no, product_no, currency_no, month_no)
with
company as (select * from company),
calendar as (select * from calendar),
product_balances as (select * from product_balances),
revalued_customers as (select * from revalued_customers),

stretches as (
  select
    balance.basis, balance.customer_no, balance.product_no, balance.currency_no, balance.month_no,
    balance.closing_billing, balance.closing_billing - balance.closing_fee as paid_billing,
    lead(balance.month_no) over (
      partition by balance.basis, balance.customer_no, balance.product_no, balance.currency_no
      order by balance.month_no nulls last
    ) as next_month_no
  from product_balances as balance
  join revalued_customers as customer
    on customer.basis = balance.basis and customer.customer_no = balance.customer_no
),

final as (
  select
    stretch.basis, stretch.customer_no, stretch.product_no, stretch.currency_no, calendar.month_no,
    stretch.closing_billing as balance_billing, stretch.paid_billing
  from stretches as stretch
  cross join company
  join calendar
    on calendar.month_no >= stretch.month_no
    and calendar.month_no < coalesce(stretch.next_month_no, company.last_month_no + 1)
  where stretch.closing_billing <> 0
)

select basis, customer_no, product_no, currency_no, month_no, balance_billing, paid_billing
from final
