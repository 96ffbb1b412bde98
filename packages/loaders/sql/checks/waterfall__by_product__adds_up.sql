-- For every month and column, the products add up to the total, to the minor unit.
with
waterfall__by_month as (select * from waterfall__by_month),
waterfall__by_product as (select * from waterfall__by_product),

sums as (
  select product.report_month, product.basis,
    sum(product.opening_minor) as opening_minor,
    sum(product.new_minor) as new_minor,
    sum(product.reactivation_minor) as reactivation_minor,
    sum(product.add_on_minor) as add_on_minor,
    sum(product.upgrade_minor) as upgrade_minor,
    sum(product.downgrade_minor) as downgrade_minor,
    sum(product.product_churn_minor) as product_churn_minor,
    sum(product.archive_minor) as archive_minor,
    sum(product.churn_minor) as churn_minor,
    sum(product.transfer_minor) as transfer_minor,
    sum(product.fx_minor) as fx_minor,
    sum(product.closing_minor) as closing_minor
  from waterfall__by_product as product
  group by product.report_month, product.basis
)

select month.report_month, month.basis, sums.closing_minor, month.closing_minor as total_minor
from waterfall__by_month as month
left join sums on sums.report_month = month.report_month and sums.basis = month.basis
where coalesce(sums.opening_minor, 0) <> month.opening_minor
  or coalesce(sums.new_minor, 0) <> month.new_minor
  or coalesce(sums.reactivation_minor, 0) <> month.reactivation_minor
  or coalesce(sums.add_on_minor, 0) <> month.add_on_minor
  or coalesce(sums.upgrade_minor, 0) <> month.upgrade_minor
  or coalesce(sums.downgrade_minor, 0) <> month.downgrade_minor
  or coalesce(sums.product_churn_minor, 0) <> month.product_churn_minor
  or coalesce(sums.archive_minor, 0) <> month.archive_minor
  or coalesce(sums.churn_minor, 0) <> month.churn_minor
  or coalesce(sums.transfer_minor, 0) <> month.transfer_minor
  or coalesce(sums.fx_minor, 0) <> month.fx_minor
  or coalesce(sums.closing_minor, 0) <> month.closing_minor
