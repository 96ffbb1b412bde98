-- A row is a movement: what changed in a reported month for a customer's product in one billing currency, and what it is.
-- Losses are negative. A month of a product has one row, and beside it what exchange rates and transfers do, and what a
-- withdrawn notice brings back beyond the amount before.
-- grain: report_month, basis, customer_no, product_no, currency_no, kind, counterparty_no
-- report_month      first day of the month
-- month_no          year * 12 + month
-- basis             live, committed
-- customer_no       customers
-- product_no        product family
-- currency_no       billing currency
-- kind              new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade, fx, transfer
-- side              expansion, contraction, swap, none
-- occasion          initial, renewal, contracted_step, mid_term; null for fx and transfer
-- reason            reason code of a loss (or a change to the same amount), unknown where not exported; "notice withdrawn" of a reactivation by it; null for other gains
-- line_no           the line that leads: the one that begins, else the one that ends; null for fx
-- counterparty_no   the other customer of a transfer; else null
-- amount_minor      change, minor units of the reporting currency
-- quantity_minor    quantity part of an upgrade or downgrade, minor units of the reporting currency; else 0
-- list_minor        list-price part of its price part; null where unknown, else 0
-- is_at_zero        the customer had no balance at the end of the month before
-- check: unique(report_month, basis, customer_no, product_no, currency_no, kind, counterparty_no)
-- check: accepted(kind, new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade, fx, transfer)
-- check: accepted(side, expansion, contraction, swap, none)
-- check: assert(coalesce(occasion, kind) in ('initial', 'renewal', 'contracted_step', 'mid_term', 'fx', 'transfer'))
-- check: assert(line_no is not null or kind = 'fx')
with
company as (select * from company),
calendar as (select * from calendar),
currencies as (select * from currencies),
currency_months as (select * from currency_months),
read_contract_lines as (select line.reason, line.rowid as line_no from read_contract_lines as line),
product_movements as (select * from product_movements),
transfers as (select * from transfers),
customer_changes as (select * from customer_changes),

-- Netted by customer, a row is expansion or contraction by the sum of all that moves; by product, by its own sign.
nets as (
  select product.basis, product.customer_no, product.month_no,
    cast(sum(
      product.surplus_minor + case when product.kind = 'reactivation' then 0 else product.amount_minor end
    ) as bigint) as net_minor
  from product_movements as product
  join company on company.netting = 'customer'
  where product.kind not in ('new', 'churn')
    and (product.kind <> 'reactivation' or product.surplus_minor > 0)
  group by product.basis, product.customer_no, product.month_no
),

led as (
  select
    product.basis, product.customer_no, product.product_no, product.currency_no, product.month_no,
    product.kind, product.change_minor, product.amount_minor,
    case when product.kind in ('upgrade', 'downgrade') then product.quantity_minor else 0 end as quantity_minor,
    case when product.kind in ('upgrade', 'downgrade') then product.list_minor else 0 end as list_minor,
    product.is_at_zero, product.is_restored, product.in_key, product.out_key
  from product_movements as product
  where product.amount_minor <> 0 or (product.kind in ('upgrade', 'downgrade') and product.quantity_minor <> 0)
  union all
  select
    product.basis, product.customer_no, product.product_no, product.currency_no, product.month_no,
    'upgrade' as kind, product.change_minor, product.surplus_minor as amount_minor, product.quantity_minor, product.list_minor,
    product.is_at_zero, false as is_restored, product.in_key, product.out_key
  from product_movements as product
  where product.surplus_minor <> 0
),

numbered as (
  select
    led.*,
    cast(floor(coalesce(led.in_key, led.out_key) / 4e0) as bigint) as line_no,
    coalesce(led.out_key, led.in_key) % 4 as code
  from led
),

reasons_known as (
  select line.line_no, line.reason from read_contract_lines as line where line.reason is not null
),

booked as (
  select
    led.basis, led.customer_no, led.product_no, led.currency_no, led.month_no, led.kind,
    case
      when led.kind in ('new', 'churn', 'reactivation') then 'none'
      when coalesce(net.net_minor, led.change_minor) > 0 then 'expansion'
      when coalesce(net.net_minor, led.change_minor) < 0 then 'contraction'
      else 'swap'
    end as side,
    case
      when led.kind in ('new', 'reactivation') then 'initial'
      when led.code = 1 then 'renewal'
      when led.code = 2 then 'contracted_step'
      when led.code = 3 or led.out_key % 4 = 0 then 'mid_term'
      else 'unclassified'
    end as occasion,
    case
      when led.is_restored then 'notice withdrawn'
      when led.amount_minor > 0 then null
      when led.out_key % 4 = 0 then 'paused'
      else coalesce(ended.reason, begun.reason, 'unknown')
    end as reason,
    led.line_no,
    cast(null as integer) as counterparty_no,
    led.amount_minor, led.quantity_minor, led.list_minor, led.is_at_zero
  from numbered as led
  left join nets as net
    on net.basis = led.basis and net.customer_no = led.customer_no and net.month_no = led.month_no
  left join reasons_known as ended on ended.line_no = cast(floor(led.out_key / 4e0) as bigint)
  left join reasons_known as begun on begun.line_no = cast(floor(led.in_key / 4e0) as bigint)
),

exchanged as (
  select
    product.basis, product.customer_no, product.product_no, product.currency_no, product.month_no,
    'fx' as kind, 'none' as side, cast(null as varchar) as occasion, cast(null as varchar) as reason, cast(null as bigint) as line_no, cast(null as integer) as counterparty_no,
    product.fx_minor as amount_minor, cast(0 as bigint) as quantity_minor, cast(0 as bigint) as list_minor, product.is_at_zero
  from product_movements as product
  where product.fx_minor <> 0
),

passed as (
  select transfer.basis, transfer.to_customer_no as customer_no, transfer.product_no, transfer.currency_no,
    transfer.month_no, transfer.from_customer_no as counterparty_no, transfer.line_no, 1 as sign, transfer.balance_billing
  from transfers as transfer
  union all
  select transfer.basis, transfer.from_customer_no as customer_no, transfer.product_no, transfer.currency_no,
    transfer.month_no, transfer.to_customer_no as counterparty_no, transfer.line_no, -1 as sign, transfer.balance_billing
  from transfers as transfer
),

transferred as (
  select
    each.basis, each.customer_no, each.product_no, each.currency_no, each.month_no,
    'transfer' as kind, 'none' as side, cast(null as varchar) as occasion, cast(null as varchar) as reason, cast(each.line_no as bigint) as line_no, each.counterparty_no,
    each.sign * cast(round(
      cast(each.balance_billing as decimal(19, 0)) * coalesce(rate.opening_factor, currency.factor)
    ) as bigint) as amount_minor,
    cast(0 as bigint) as quantity_minor, cast(0 as bigint) as list_minor,
    customer.opening_state = 'gone' as is_at_zero
  from passed as each
  join customer_changes as customer
    on customer.basis = each.basis and customer.customer_no = each.customer_no and customer.month_no = each.month_no
  join currencies as currency on currency.currency_no = each.currency_no
  left join currency_months as rate on rate.currency_no = each.currency_no and rate.month_no = each.month_no
),

rows_of_all as (
  select booked.* from booked
  union all
  select exchanged.* from exchanged
  union all
  select transferred.* from transferred
),

final as (
  select calendar.report_month, row_of.*
  from rows_of_all as row_of
  cross join company
  join calendar on calendar.month_no = row_of.month_no
  where company.history_from_no is null or row_of.month_no >= company.history_from_no
)

select
  report_month, month_no, basis, customer_no, product_no, currency_no, kind, side, occasion, reason, line_no,
  counterparty_no, amount_minor, quantity_minor, list_minor, is_at_zero
from final
