-- The movement ledger: a row is what changed in a month for a customer's product in one billing currency, and why.
-- grain: report_month, basis, customer_id, product, currency, kind, counterparty_id
-- report_month     first day of the month
-- basis            live, committed
-- customer_id      the company's own key
-- product          product family
-- currency         billing currency
-- kind             new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade, fx, transfer
-- side             expansion, contraction, swap, none
-- occasion         initial, renewal, contracted_step, mid_term; null for fx and transfer
-- reason           reason code of a loss, unknown where not exported; "notice withdrawn" of what one brings back; null for other gains
-- reasons          all reason codes, where several lines change in one row; else null
-- category         category of the reason; null where the company names none
-- avoidable        whether the company could have done something about it; null where unknown
-- line_id          the line that leads the change: the one that begins, else the one that ends; null for fx
-- counterparty_id  the other customer of a transfer; else null
-- amount_minor     change, minor units of the reporting currency; losses negative
-- quantity_minor   quantity part of an upgrade or downgrade, the rest is price; else 0
-- list_minor       list-price part of the price, the rest is discount; null where a list price is unknown, else 0
-- check: not_null(report_month, customer_id, product, currency, amount_minor)
with
movements as (select * from movements),
customers as (select * from customers),
products as (select * from products),
currencies as (select * from currencies),
reason_category as (select * from reason_category),
change_reasons as (select * from change_reasons),
read_contract_lines as (select line.line_id, line.rowid as line_no from read_contract_lines as line),

reason_lists as (
  select entry.basis, entry.customer_no, entry.product_no, entry.currency_no, entry.month_no,
    string_agg(entry.reason, ', ' order by entry.reason) as reasons
  from change_reasons as entry
  group by entry.basis, entry.customer_no, entry.product_no, entry.currency_no, entry.month_no
  having count(*) > 1
),

final as (
  select
    movement.report_month, movement.basis, customer.customer_id, product.product, currency.currency,
    movement.kind, movement.side, movement.occasion, movement.reason, case when movement.amount_minor <= 0 and movement.kind not in ('fx', 'transfer') then several.reasons end as reasons, category.category,
    category.avoidable, line.line_id, counterparty.customer_id as counterparty_id,
    movement.amount_minor, movement.quantity_minor, movement.list_minor,
    movement.customer_no, movement.product_no, movement.currency_no, movement.counterparty_no
  from movements as movement
  join customers as customer on customer.customer_no = movement.customer_no
  join products as product on product.product_no = movement.product_no
  join currencies as currency on currency.currency_no = movement.currency_no
  left join read_contract_lines as line on line.line_no = movement.line_no
  left join customers as counterparty on counterparty.customer_no = movement.counterparty_no
  left join reason_lists as several
    on several.basis = movement.basis
    and several.customer_no = movement.customer_no
    and several.product_no = movement.product_no
    and several.currency_no = movement.currency_no
    and several.month_no = movement.month_no
  left join reason_category as category on category.reason = movement.reason
)

select
  report_month, basis, customer_id, product, currency, kind, side, occasion, reason, reasons, category, avoidable,
  line_id, counterparty_id, amount_minor, quantity_minor, list_minor
from final
order by report_month, basis, customer_no, product_no, currency_no, kind, counterparty_no
