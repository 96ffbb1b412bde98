-- A row is a movement: what changed in a month for a customer's product in one billing currency, and what it is.
-- Kind and side follow the product's sum over currencies; losses are negative.
-- grain: report_month, basis, customer_no, product_no, currency_no
-- report_month      first day of the month
-- month_no          year * 12 + month
-- basis             live
-- customer_no       customers
-- product_no        product family
-- currency_no       billing currency
-- kind              new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade
-- side              expansion, contraction, swap, none
-- occasion          initial, renewal, contracted_step, mid_term
-- reason            reason code of a loss (or a change to the same amount), unknown where not exported; null for gains
-- line_no           the line that leads: the one that begins, else the one that ends
-- amount_minor      change, minor units of the reporting currency
-- quantity_minor    quantity part of an upgrade or downgrade, minor units of the reporting currency; else 0
-- is_at_zero        the customer had no balance at the end of the month before
-- check: unique(report_month, basis, customer_no, product_no, currency_no)
-- check: accepted(kind, new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade)
-- check: accepted(side, expansion, contraction, swap, none)
-- check: accepted(occasion, initial, renewal, contracted_step, mid_term)
-- check: not_null(line_no)
with
company as (select * from company),
calendar as (select * from calendar),
line_texts as (select * from line_texts),
product_changes as (select * from product_changes),
product_balances as (select * from product_balances),
product_leads as (select * from product_leads),
customer_changes as (select * from customer_changes),
chain_returns as (select * from chain_returns),

products as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    change.opening_minor as row_opening_minor,
    change.closing_minor as row_closing_minor,
    change.quantity_minor,
    change.has_several,
    change.in_key,
    change.out_key,
    coalesce(balance.opening_minor, change.opening_minor) as opening_minor,
    coalesce(balance.closing_minor, change.closing_minor) as closing_minor,
    coalesce(balance.opening_paid, change.opening_billing - change.opening_fee) as opening_paid,
    coalesce(balance.closing_paid, change.closing_billing - change.closing_fee) as closing_paid
  from product_changes as change
  left join product_balances as balance
    on balance.basis = change.basis
    and balance.customer_no = change.customer_no
    and balance.product_no = change.product_no
    and balance.month_no = change.month_no
),

classified as (
  select
    product.*,
    customer.opening_state = 'gone' as is_at_zero,
    case
      when customer.opening_state = 'gone' and customer.had_balance then 'reactivation'
      when customer.opening_state = 'gone' then 'new'
      when customer.closing_state = 'gone' then 'churn'
      when customer.opening_state = 'archived' and customer.closing_state = 'active' then 'reactivation'
      when comeback.month_no is not null and product.closing_minor > product.opening_minor then 'reactivation'
      when product.opening_minor = 0 and product.closing_minor > 0 then 'add_on'
      when product.opening_minor > 0 and product.closing_minor = 0 then 'product_churn'
      when product.closing_minor < product.opening_minor and product.opening_paid > 0 and product.closing_paid = 0 then 'archive'
      when product.closing_minor >= product.opening_minor then 'upgrade'
      when product.closing_minor < product.opening_minor then 'downgrade'
      else 'unclassified'
    end as kind
  from products as product
  join customer_changes as customer
    on customer.basis = product.basis
    and customer.customer_no = product.customer_no
    and customer.month_no = product.month_no
  left join chain_returns as comeback
    on comeback.basis = product.basis
    and comeback.customer_no = product.customer_no
    and comeback.product_no = product.product_no
    and comeback.month_no = product.month_no
),

nets as (
  select product.basis, product.customer_no, product.month_no,
    cast(sum(product.row_closing_minor - product.row_opening_minor) as bigint) as net_minor
  from classified as product
  join company on company.netting = 'customer'
  where product.kind not in ('new', 'reactivation', 'churn')
  group by product.basis, product.customer_no, product.month_no
),

netted as (
  select
    product.*,
    case
      when product.kind in ('new', 'reactivation', 'churn') then 'none'
      when coalesce(net.net_minor, product.closing_minor - product.opening_minor) > 0 then 'expansion'
      when coalesce(net.net_minor, product.closing_minor - product.opening_minor) < 0 then 'contraction'
      else 'swap'
    end as side
  from classified as product
  left join nets as net
    on net.basis = product.basis and net.customer_no = product.customer_no and net.month_no = product.month_no
),

booked as (
  select
    product.basis, product.customer_no, product.product_no, product.currency_no, product.month_no,
    product.kind, product.side, product.is_at_zero, product.quantity_minor,
    product.row_closing_minor - product.row_opening_minor as amount_minor,
    case when lead.basis is null then product.in_key else lead.in_key end as lead_in,
    case when lead.basis is null then product.out_key else lead.out_key end as lead_out
  from netted as product
  left join product_leads as lead
    on lead.basis = product.basis
    and lead.customer_no = product.customer_no
    and lead.product_no = product.product_no
    and lead.currency_no = product.currency_no
    and lead.month_no = product.month_no
),

led as (
  select
    booked.*,
    cast(floor(coalesce(booked.lead_in, booked.lead_out) / 4e0) as bigint) as line_no,
    cast(floor(booked.lead_in / 4e0) as bigint) as in_line_no,
    cast(floor(booked.lead_out / 4e0) as bigint) as out_line_no,
    coalesce(booked.lead_out, booked.lead_in) % 4 as code
  from booked
  where booked.amount_minor <> 0 or (booked.kind in ('upgrade', 'downgrade') and booked.quantity_minor <> 0)
),

reasons as (
  select line.line_no, line.reason from line_texts as line where line.reason is not null
),

final as (
  select
    calendar.report_month,
    led.month_no,
    led.basis, led.customer_no, led.product_no, led.currency_no,
    led.kind,
    led.side,
    case
      when led.kind in ('new', 'reactivation') then 'initial'
      when led.code = 1 then 'renewal'
      when led.code = 2 then 'contracted_step'
      when led.code = 3 then 'mid_term'
      else 'unclassified'
    end as occasion,
    case
      when led.amount_minor > 0 then null
      else coalesce(ended.reason, begun.reason, 'unknown')
    end as reason,
    led.line_no,
    led.amount_minor,
    case when led.kind in ('upgrade', 'downgrade') then led.quantity_minor else 0 end as quantity_minor,
    led.is_at_zero
  from led
  join calendar on calendar.month_no = led.month_no
  left join reasons as ended on ended.line_no = led.out_line_no
  left join reasons as begun on begun.line_no = led.in_line_no
)

select
  report_month, month_no, basis, customer_no, product_no, currency_no,
  kind, side, occasion, reason, line_no, amount_minor, quantity_minor, is_at_zero
from final
