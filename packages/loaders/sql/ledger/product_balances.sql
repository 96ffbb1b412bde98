-- A row is a month in which something changes for a customer's product that is billed in several currencies, with its
-- balance over all of them. A product billed in one currency has its row in product_changes.
-- grain: basis, customer_no, product_no, month_no
-- basis          live
-- customer_no    customers
-- product_no     product family
-- month_no       year * 12 + month
-- opening_minor  balance before, minor units of the reporting currency
-- closing_minor  balance after, minor units of the reporting currency
-- opening_paid   balance before without read-only fees, minor units of the billing currencies added up (only its being 0 matters)
-- closing_paid   the same after
-- check: unique(basis, customer_no, product_no, month_no)
with
currencies as (select * from currencies),
product_changes as (select * from product_changes),

mixed as (
  select change.basis, change.customer_no, change.product_no
  from product_changes as change
  where exists (select 1 from currencies as currency where currency.currency_no > 1)
  group by change.basis, change.customer_no, change.product_no
  having min(change.currency_no) <> max(change.currency_no)
),

deltas as (
  select change.basis, change.customer_no, change.product_no, change.month_no,
    cast(sum(change.closing_minor - change.opening_minor) as bigint) as delta_minor,
    cast(sum(
      (change.closing_billing - change.closing_fee) - (change.opening_billing - change.opening_fee)
    ) as bigint) as delta_paid
  from product_changes as change
  join mixed
    on mixed.basis = change.basis and mixed.customer_no = change.customer_no and mixed.product_no = change.product_no
  group by change.basis, change.customer_no, change.product_no, change.month_no
),

running as (
  select
    delta.*,
    cast(sum(delta.delta_minor) over product_order as bigint) as closing_minor,
    cast(sum(delta.delta_paid) over product_order as bigint) as closing_paid
  from deltas as delta
  window product_order as (
    partition by delta.basis, delta.customer_no, delta.product_no order by delta.month_no nulls last
  )
),

final as (
  select running.basis, running.customer_no, running.product_no, running.month_no,
    running.closing_minor - running.delta_minor as opening_minor, running.closing_minor,
    running.closing_paid - running.delta_paid as opening_paid, running.closing_paid
  from running
)

select basis, customer_no, product_no, month_no, opening_minor, closing_minor, opening_paid, closing_paid
from final
