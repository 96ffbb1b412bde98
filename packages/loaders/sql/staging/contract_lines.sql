-- Recurring, paid-for contract lines: what can ever be MRR, or link two lines that are.
-- Trials, one-off lines and lines cancelled before their start stay behind; a line at 0 stays, because it can renew another.
-- Numbers and dates only; texts (ids, SKU, reason) stay in read_contract_lines and are looked up for the few that need them.
-- grain: line_no
-- line_no             row number in read_contract_lines
-- customer_no         customers, as printed on the line
-- product_no          product family as printed
-- currency_no         billing currency
-- order_type          new, add_on, renewal, replacement, step, archive; null where not exported
-- signed_on           day of signing; the start where not exported
-- start_on            first day of service
-- end_on              first day without service; null is open; of a line that renews itself the printed end, or the due day its notice makes the last
-- due_on              the end of a term; null where nothing is due
-- is_automatic        a term that renews itself: automatic_terms has its due days
-- notice_on           day the notice came; null where none did
-- withdrawn_on        day the notice was taken back, not after the due day; null where it stands
-- remaining_minor     monthly amount that a notice leaves; null where nothing remains
-- remaining_micros    quantity that remains after a partial notice, millionths; null where not named
-- paused_on           first day of a pause; null where there is none
-- resumes_on          first day after the pause; null with paused_on where it is not known
-- amount_minor        monthly amount, minor units of the billing currency
-- quantity_micros     quantity in millionths
-- unit_monthly_minor  net unit price a month, minor units, nine decimals
-- check: unique(line_no)
-- check: not_null(customer_no)
-- check: not_null(product_no)
-- check: not_null(currency_no)
with
read_contract_lines as (select line.*, line.rowid as line_no from read_contract_lines as line),
automatic_terms as (select * from automatic_terms),
customers as (select * from customers),
products as (select * from products),
currencies as (select * from currencies),

final as (
  select
    line.line_no,
    customer.customer_no,
    product.product_no,
    currency.currency_no,
    line.order_type,
    line.signed_on,
    line.start_on,
    coalesce(automatic.ends_on, line.end_on) as end_on,
    case when line.end_means = 'term' then coalesce(automatic.ends_on, line.end_on) end as due_on,
    automatic.line_no is not null as is_automatic,
    line.notice_on,
    case
      when line.end_means = 'term' and line.notice_withdrawn_on > coalesce(automatic.noticed_due_on, line.end_on) then null
      else line.notice_withdrawn_on
    end as withdrawn_on,
    nullif(line.notice_monthly_minor, 0) as remaining_minor,
    cast(round(cast(line.notice_quantity as double) * 1e6) as bigint) as remaining_micros,
    line.paused_on,
    line.resumes_on,
    line.monthly_minor as amount_minor,
    cast(round(cast(line.quantity as double) * 1e6) as bigint) as quantity_micros,
    line.unit_monthly_minor
  from read_contract_lines as line
  left join automatic_terms as automatic on automatic.line_no = line.line_no
  left join customers as customer on customer.customer_id = line.customer_id
  left join products as product on product.product = line.product
  left join currencies as currency on currency.currency = line.currency
  where line.is_recurring and not line.is_trial and (line.end_on is null or line.end_on > line.start_on)
)

select
  line_no, customer_no, product_no, currency_no, order_type, signed_on, start_on, end_on, due_on, is_automatic,
  notice_on, withdrawn_on, remaining_minor, remaining_micros, paused_on, resumes_on,
  amount_minor, quantity_micros, unit_monthly_minor
from final
