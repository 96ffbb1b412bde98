-- The movement ledger: a row is what changed in a month for a customer's product in one billing currency, and why.
-- grain: report_month, basis, customer_id, product, currency
-- report_month    first day of the month
-- basis           live
-- customer_id     the company's own key
-- product         product family
-- currency        billing currency
-- kind            new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade
-- side            expansion, contraction, swap, none
-- occasion        initial, renewal, contracted_step, mid_term
-- reason          reason code of a loss, unknown where not exported; null for gains
-- line_id         the line that leads the change: the one that begins, else the one that ends
-- amount_minor    change, minor units of the reporting currency; losses negative
-- quantity_minor  quantity part of an upgrade or downgrade, the rest is price; else 0
-- check: not_null(report_month, customer_id, product, currency, line_id, amount_minor)
with
movements as (select * from movements),
customers as (select * from customers),
products as (select * from products),
currencies as (select * from currencies),
read_contract_lines as (select line.line_id, line.rowid as line_no from read_contract_lines as line),

final as (
  select
    movement.report_month, movement.basis, customer.customer_id, product.product, currency.currency,
    movement.kind, movement.side, movement.occasion, movement.reason, line.line_id,
    movement.amount_minor, movement.quantity_minor,
    movement.customer_no, movement.product_no, movement.currency_no
  from movements as movement
  join customers as customer on customer.customer_no = movement.customer_no
  join products as product on product.product_no = movement.product_no
  join currencies as currency on currency.currency_no = movement.currency_no
  left join read_contract_lines as line on line.line_no = movement.line_no
)

select
  report_month, basis, customer_id, product, currency,
  kind, side, occasion, reason, line_id, amount_minor, quantity_minor
from final
order by report_month, basis, customer_no, product_no, currency_no
