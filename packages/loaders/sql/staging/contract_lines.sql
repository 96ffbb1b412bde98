-- Recurring, paid-for contract lines: what can ever be MRR, or link two lines that are.
-- Trials, one-off lines and lines cancelled before their start stay behind; a line at 0 stays, because it can renew another.
-- grain: line_no
-- line_no                integer, in the order of line_id: "the lowest line id" is the lowest number
-- line_id                the company's own key
-- customer_no            customers
-- product_no             product family as printed
-- currency_no            billing currency
-- sku                    plan, tier or SKU as printed
-- order_id               null where not exported
-- order_type             new, add_on, renewal, replacement, step, archive; null where not exported
-- signed_on              day of signing; the start where not exported
-- start_on               first day of service
-- end_on                 first day without service; null is open
-- end_means              term, cancelled or replaced
-- notice_on              day the notice came; null where none did
-- remaining_minor        monthly amount that a notice leaves; null where nothing remains
-- remaining_micros       quantity that remains after a partial notice, millionths; null where not named
-- amount_minor           monthly amount, minor units of the billing currency
-- quantity_micros        quantity in millionths
-- unit_monthly_minor     net unit price a month, minor units, nine decimals
-- reason                 reason code; null where not exported
-- renewal_of             line_id this line renews
-- replaces               line_id this line replaces
-- check: unique(line_no)
-- check: not_null(customer_no)
-- check: not_null(product_no)
-- check: not_null(currency_no)
with
read_contract_lines as (select * from read_contract_lines),
customers as (select * from customers),
products as (select * from products),
currencies as (select * from currencies),

final as (
  select
    cast(row_number() over (order by line.line_id nulls last) as integer) as line_no,
    line.line_id,
    customer.customer_no,
    product.product_no,
    currency.currency_no,
    line.sku,
    line.order_id,
    line.order_type,
    line.signed_on,
    line.start_on,
    line.end_on,
    line.end_means,
    line.notice_on,
    line.notice_monthly_minor as remaining_minor,
    cast(round(line.notice_quantity * 1000000) as bigint) as remaining_micros,
    line.monthly_minor as amount_minor,
    cast(round(line.quantity * 1000000) as bigint) as quantity_micros,
    line.unit_monthly_minor,
    line.reason,
    line.renewal_of,
    line.replaces
  from read_contract_lines as line
  left join customers as customer on customer.customer_id = line.customer_id
  left join products as product on product.product = line.product
  left join currencies as currency on currency.currency = line.currency
  where line.is_recurring and not line.is_trial and (line.end_on is null or line.end_on > line.start_on)
)

select
  line_no,
  line_id,
  customer_no,
  product_no,
  currency_no,
  sku,
  order_id,
  order_type,
  signed_on,
  start_on,
  end_on,
  end_means,
  notice_on,
  remaining_minor,
  remaining_micros,
  amount_minor,
  quantity_micros,
  unit_monthly_minor,
  reason,
  renewal_of,
  replaces
from final
