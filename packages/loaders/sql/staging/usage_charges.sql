-- What was billed by use, beyond what recurs: one row a charge. It is MRR on neither basis.
-- grain: charge_no
-- charge_no     row number in read_usage_charges
-- charge_id     the company's own key; null where not exported
-- customer_no   customers
-- product       product family as printed
-- currency_no   billing currency
-- month_no      month of use, year * 12 + month
-- amount_minor  amount billed, minor units of the billing currency; below 0 is a credit
-- check: unique(charge_no)
-- check: not_null(customer_no)
-- check: not_null(currency_no)
with
read_usage_charges as (select charge.*, charge.rowid as charge_no from read_usage_charges as charge),
customers as (select * from customers),
currencies as (select * from currencies),

final as (
  select
    charge.charge_no,
    charge.charge_id,
    customer.customer_no,
    charge.product,
    currency.currency_no,
    cast(year(charge.billed_for) * 12 + month(charge.billed_for) as integer) as month_no,
    charge.amount_minor
  from read_usage_charges as charge
  left join customers as customer on customer.customer_id = charge.customer_id
  left join currencies as currency on currency.currency = charge.currency
)

select charge_no, charge_id, customer_no, product, currency_no, month_no, amount_minor
from final
