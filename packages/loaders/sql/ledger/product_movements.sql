-- A row is a month in which something changes for a customer's product in one billing currency, and what it is: its
-- movement at the opening rate, apart from what exchange rates and transfers do. Its kind follows the product's sum.
-- grain: basis, customer_no, product_no, currency_no, month_no
-- basis           live, committed
-- customer_no     customers
-- product_no      product family
-- currency_no     billing currency
-- month_no        year * 12 + month
-- kind            new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade
-- change_minor    change of the product's sum over its billing currencies, at the opening rate: whether it grew or shrank
-- amount_minor    the movement, minor units of the reporting currency; losses negative
-- surplus_minor   what a chain brings back above its amount before the notice: an upgrade beside the reactivation; else 0
-- fx_minor        change by the exchange rate alone, minor units of the reporting currency
-- transfer_minor  received (+) or given away (-), minor units of the reporting currency
-- quantity_minor  quantity part of an upgrade or downgrade, minor units of the reporting currency
-- list_minor      list-price part of its price part; null where a list price is unknown
-- is_at_zero      the customer had no balance at the end of the month before
-- is_restored     a notice was withdrawn
-- in_key          line that begins and leads, times 4, plus code; null if none
-- out_key         line that ends and leads, times 4, plus code; null if none
-- check: unique(basis, customer_no, product_no, currency_no, month_no)
-- check: accepted(kind, new, reactivation, churn, archive, add_on, product_churn, upgrade, downgrade)
with
currencies as (select * from currencies),
currency_months as (select * from currency_months),
product_balances as (select * from product_balances),
product_totals as (select * from product_totals),
customer_changes as (select * from customer_changes),
chain_returns as (select * from chain_returns),

comebacks as (
  select
    comeback.basis, comeback.customer_no, comeback.product_no, comeback.month_no, balance.currency_no,
    comeback.restored_billing is not null as is_restored,
    case
      when comeback.capped_currency_no = balance.currency_no
        and balance.closing_billing - balance.opening_billing - balance.transfer_billing > comeback.restored_billing
        then cast(round(
          cast(comeback.restored_billing as decimal(19, 0)) * coalesce(rate.opening_factor, currency.factor)
        ) as bigint)
    end as restored_minor,
    cast(round(
      cast(comeback.price_billing as decimal(19, 0)) * coalesce(rate.opening_factor, currency.factor)
    ) as bigint) as price_minor
  from chain_returns as comeback
  join product_balances as balance
    on balance.basis = comeback.basis
    and balance.customer_no = comeback.customer_no
    and balance.product_no = comeback.product_no
    and balance.month_no = comeback.month_no
  join currencies as currency on currency.currency_no = balance.currency_no
  left join currency_months as rate on rate.currency_no = balance.currency_no and rate.month_no = balance.month_no
),

products as (
  select
    balance.basis, balance.customer_no, balance.product_no, balance.currency_no, balance.month_no,
    customer.opening_state, customer.moved_state, customer.closing_state, customer.had_balance,
    case when customer.moved_state = 'gone' then balance.closing_minor else balance.at_opening_rate end
      - balance.opening_minor - balance.transfer_minor as moved_minor,
    case when customer.moved_state = 'gone' then 0 else balance.closing_minor - balance.at_opening_rate end as fx_minor,
    balance.transfer_minor,
    balance.quantity_minor, balance.list_minor, balance.in_key, balance.out_key,
    coalesce(total.changed_currencies > 1, false) as is_mixed,
    coalesce(total.opening_minor, balance.opening_minor + balance.transfer_minor) as opening_minor,
    coalesce(
      total.closing_minor,
      case when customer.moved_state = 'gone' then balance.closing_minor else balance.at_opening_rate end
    ) as closing_minor,
    coalesce(
      total.opening_paid,
      balance.opening_billing + balance.transfer_billing - balance.opening_fee - balance.transfer_fee
    ) as opening_paid,
    coalesce(total.closing_paid, balance.closing_billing - balance.closing_fee) as closing_paid
  from product_balances as balance
  join customer_changes as customer
    on customer.basis = balance.basis
    and customer.customer_no = balance.customer_no
    and customer.month_no = balance.month_no
  left join product_totals as total
    on total.basis = balance.basis
    and total.customer_no = balance.customer_no
    and total.product_no = balance.product_no
    and total.month_no = balance.month_no
),

classified as (
  select
    product.*,
    coalesce(comeback.is_restored, false) as is_restored,
    comeback.restored_minor,
    comeback.price_minor,
    case
      when product.moved_state = 'gone' and product.had_balance then 'reactivation'
      when product.moved_state = 'gone' then 'new'
      when product.closing_state = 'gone' then 'churn'
      when product.moved_state = 'archived' and product.closing_state = 'active' then 'reactivation'
      when comeback.month_no is not null and product.closing_minor > product.opening_minor then 'reactivation'
      when product.opening_minor = 0 and product.closing_minor > 0 then 'add_on'
      when product.opening_minor > 0 and product.closing_minor = 0 then 'product_churn'
      when product.closing_minor < product.opening_minor and product.opening_paid > 0 and product.closing_paid = 0 then 'archive'
      when product.closing_minor >= product.opening_minor then 'upgrade'
      when product.closing_minor < product.opening_minor then 'downgrade'
      else 'unclassified'
    end as kind,
    case
      when product.moved_state = 'active' and not product.is_mixed and product.moved_minor > comeback.restored_minor
        then product.moved_minor - comeback.restored_minor
      else 0
    end as surplus_minor
  from products as product
  left join comebacks as comeback
    on comeback.basis = product.basis
    and comeback.customer_no = product.customer_no
    and comeback.product_no = product.product_no
    and comeback.currency_no = product.currency_no
    and comeback.month_no = product.month_no
),

final as (
  select
    product.basis, product.customer_no, product.product_no, product.currency_no, product.month_no, product.kind,
    product.closing_minor - product.opening_minor as change_minor,
    product.moved_minor - product.surplus_minor as amount_minor,
    product.surplus_minor,
    product.fx_minor,
    product.transfer_minor,
    product.quantity_minor
      - case when product.surplus_minor > 0 then product.restored_minor + product.price_minor else 0 end as quantity_minor,
    case when product.surplus_minor > 0 and product.price_minor <> 0 then null else product.list_minor end as list_minor,
    product.opening_state = 'gone' as is_at_zero,
    product.is_restored and product.kind = 'reactivation' and product.moved_minor > 0 as is_restored,
    product.in_key, product.out_key
  from classified as product
)

select
  basis, customer_no, product_no, currency_no, month_no, kind, change_minor, amount_minor, surplus_minor, fx_minor,
  transfer_minor, quantity_minor, list_minor, is_at_zero, is_restored, in_key, out_key
from final
