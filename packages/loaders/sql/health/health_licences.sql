-- A row is a customer in a month with a balance of which it is known how many persons were seen: the licences it pays for on
-- live, of the product with the most. Those of a contract that is assigned are its owner's.
-- grain: customer_no, month_no
-- customer_no  customers
-- month_no     health_months
-- licences     quantity of the product with the largest, as contracted
-- check: unique(customer_no, month_no)
with
health_usage as (select * from health_usage),
line_spans as (select * from line_spans),
chain_owners as (select * from chain_owners),

spans as (
  select
    coalesce(owner.customer_no, span.customer_no) as customer_no, span.product_no, span.quantity_micros,
    greatest(span.from_month_no, coalesce(owner.from_month_no, 0)) as from_month_no,
    least(coalesce(span.to_month_no, 99999), coalesce(owner.to_month_no, 99999)) as to_month_no
  from line_spans as span
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.to_month_no > span.from_month_no
    and owner.from_month_no < coalesce(span.to_month_no, 99999)
  where span.basis = 'live' and not span.is_archive
),

products as (
  select
    use.customer_no, use.month_no, span.product_no,
    cast(sum(span.quantity_micros) as bigint) as quantity_micros
  from health_usage as use
  join spans as span
    on span.customer_no = use.customer_no
    and use.month_no >= span.from_month_no
    and use.month_no < span.to_month_no
  where use.active_users is not null
  group by use.customer_no, use.month_no, span.product_no
),

final as (
  select product.customer_no, product.month_no, max(product.quantity_micros) / 1e6 as licences
  from products as product
  group by product.customer_no, product.month_no
)

select customer_no, month_no, licences
from final
