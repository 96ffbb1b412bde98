-- For every month, what products had a year before, what is retained of them and taken up since add up to the retention of
-- all, and products keep no more than their customers do. A company of one product has no rows; where a contract was assigned, a credit
-- of then may stay with the customer it left.
with
horizons as (select * from horizons),
products as (select * from products),
chain_owners as (select * from chain_owners),
retention__by_month as (select * from retention__by_month),
retention__by_product as (select * from retention__by_product),

-- The longest horizon, a year.
params as (
  select max(horizon.horizon_months) as horizon_months from horizons as horizon
),

sums as (
  select product.report_month, product.basis,
    sum(product.opening_minor) as opening_minor,
    sum(product.retained_minor + product.taken_up_minor) as retained_minor,
    sum(product.kept_minor) as kept_minor
  from retention__by_product as product
  group by product.report_month, product.basis
)

select month.report_month, month.basis, sums.opening_minor, month.opening_minor as total_opening_minor,
  sums.retained_minor, month.retained_minor as total_retained_minor, sums.kept_minor, month.kept_minor as total_kept_minor
from retention__by_month as month
join params on params.horizon_months = month.horizon_months
left join sums on sums.report_month = month.report_month and sums.basis = month.basis
where exists (select 1 from products as product where product.product_no > 1)
  and not exists (select 1 from chain_owners)
  and (
    coalesce(sums.opening_minor, 0) <> coalesce(month.opening_minor, 0)
    or coalesce(sums.retained_minor, 0) <> coalesce(month.retained_minor, 0)
    or coalesce(sums.kept_minor, 0) > coalesce(month.kept_minor, 0)
  )
