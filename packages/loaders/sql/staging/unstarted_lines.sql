-- Lines that were cancelled before their start: signed, noticed, never alive. They take part in no links.
-- One that was to continue another line stays behind: what it would have changed was taken back before it began.
-- grain: line_no
-- line_no             row number in read_contract_lines
-- customer_no         customers
-- product_no          product family as printed
-- currency_no         billing currency
-- signed_on           day of signing
-- notice_on           day of the notice that cancelled it
-- amount_minor        monthly amount, minor units of the billing currency
-- quantity_micros     quantity in millionths
-- unit_monthly_minor  net unit price a month, minor units, nine decimals
-- check: unique(line_no)
-- check: assert(signed_on < notice_on)
with
read_contract_lines as (select line.*, line.rowid as line_no from read_contract_lines as line),
customers as (select * from customers),
products as (select * from products),
currencies as (select * from currencies),

final as (
  select
    line.line_no,
    customer.customer_no,
    product.product_no,
    currency.currency_no,
    line.signed_on,
    line.notice_on,
    line.monthly_minor as amount_minor,
    cast(line.quantity * 1000000 as bigint) as quantity_micros,
    line.unit_monthly_minor
  from read_contract_lines as line
  left join customers as customer on customer.customer_id = line.customer_id
  left join products as product on product.product = line.product
  left join currencies as currency on currency.currency = line.currency
  where line.end_on <= line.start_on
    and line.notice_on < line.start_on
    and line.signed_on < line.notice_on
    and line.monthly_minor <> 0
    and line.is_recurring and not line.is_trial
    and line.renewal_of is null and line.replaces is null
    and (line.order_type is null or line.order_type in ('new', 'add_on'))
)

select
  line_no, customer_no, product_no, currency_no, signed_on, notice_on, amount_minor, quantity_micros, unit_monthly_minor
from final
