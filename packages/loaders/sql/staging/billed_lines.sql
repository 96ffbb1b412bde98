-- Lines of invoices that were issued and stand: no drafts, nothing void. One row a line.
-- grain: billed_no
-- billed_no         row number in read_invoice_lines
-- customer_no       customers
-- currency_no       billing currency
-- kind              recurring, usage, one_off, proration, credit
-- invoiced_month_no month of issue, year * 12 + month
-- from_month_no     first month end in its time of service; null without one
-- to_month_no       first month end after it; null without one
-- amount_minor      net amount, minor units of the billing currency
-- monthly_minor     net amount a month of service; null without one
-- check: unique(billed_no)
-- check: not_null(customer_no)
-- check: not_null(currency_no)
with
read_invoice_lines as (select line.*, line.rowid as billed_no from read_invoice_lines as line),
customers as (select * from customers),
currencies as (select * from currencies),

final as (
  select
    line.billed_no,
    customer.customer_no,
    currency.currency_no,
    line.kind,
    cast(year(line.invoiced_on) * 12 + month(line.invoiced_on) as integer) as invoiced_month_no,
    cast(year(line.service_from) * 12 + month(line.service_from) as integer) as from_month_no,
    cast(year(line.service_to) * 12 + month(line.service_to) as integer) as to_month_no,
    line.amount_minor,
    line.monthly_minor
  from read_invoice_lines as line
  left join customers as customer on customer.customer_id = line.customer_id
  left join currencies as currency on currency.currency = line.currency
  where line.status not in ('draft', 'void')
)

select
  billed_no, customer_no, currency_no, kind, invoiced_month_no, from_month_no, to_month_no, amount_minor, monthly_minor
from final
