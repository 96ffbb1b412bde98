-- The MRR waterfall by month and product: opening + movements = closing. Losses are negative.
-- Kinds are those of the customer: what a customer of other products takes up is add_on, what it gives up while it stays
-- product_churn. Money only: a customer has several products, so logos by product do not add up. A month in which nothing
-- of a product stands and nothing happens has no row.
-- grain: report_month, basis, product
-- report_month  first day of the month
-- basis  live, committed
-- currency  reporting currency
-- product  product family
-- opening_minor  MRR of the product at the end of the month before, minor units of currency
-- new_minor  won from customers who never had a balance
-- reactivation_minor  won back from customers who had one, or brought back by a withdrawn notice
-- add_on_minor  movements of kind add_on
-- upgrade_minor  movements of kind upgrade
-- downgrade_minor  movements of kind downgrade, negative
-- product_churn_minor  movements of kind product_churn, negative
-- archive_minor  movements of kind archive, negative
-- churn_minor  lost with customers who left, negative
-- transfer_minor  assigned from one customer to another; sums to 0 over customers
-- fx_minor  change of exchange rates alone; 0 under the constant policy, but for minor units of transfers
-- closing_minor  MRR of the product at the end of the month
-- check: unique(report_month, basis, product)
-- check: assert(opening_minor + new_minor + reactivation_minor + add_on_minor + upgrade_minor + downgrade_minor + product_churn_minor + archive_minor + churn_minor + transfer_minor + fx_minor = closing_minor)
-- check: assert(opening_minor >= 0 and closing_minor >= 0)
with
company as (select * from company),
reported_months as (select * from reported_months),
products as (select * from products),
movements as (select * from movements),
openings as (select * from ledger__openings),

money as (
  select movement.basis, movement.month_no, movement.product_no,
    cast(sum(movement.amount_minor) as bigint) as change_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'new'), 0) as bigint) as new_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'reactivation'), 0) as bigint) as reactivation_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'add_on'), 0) as bigint) as add_on_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'upgrade'), 0) as bigint) as upgrade_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'downgrade'), 0) as bigint) as downgrade_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'product_churn'), 0) as bigint) as product_churn_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'archive'), 0) as bigint) as archive_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'churn'), 0) as bigint) as churn_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'transfer'), 0) as bigint) as transfer_minor,
    cast(coalesce(sum(movement.amount_minor) filter (where movement.kind = 'fx'), 0) as bigint) as fx_minor
  from movements as movement
  group by movement.basis, movement.month_no, movement.product_no
),

carried as (
  select opening.basis, product.product_no, cast(sum(opening.amount_minor) as bigint) as carried_minor
  from openings as opening
  join products as product on product.product = opening.product
  group by opening.basis, product.product_no
),

used as (
  select money.basis, money.product_no from money
  union
  select carried.basis, carried.product_no from carried
),

months as (
  select month.report_month, month.basis, month.month_no, product.product,
    coalesce(money.change_minor, 0) as change_minor,
    coalesce(carried.carried_minor, 0) as carried_minor,
    coalesce(money.new_minor, 0) as new_minor,
    coalesce(money.reactivation_minor, 0) as reactivation_minor,
    coalesce(money.add_on_minor, 0) as add_on_minor,
    coalesce(money.upgrade_minor, 0) as upgrade_minor,
    coalesce(money.downgrade_minor, 0) as downgrade_minor,
    coalesce(money.product_churn_minor, 0) as product_churn_minor,
    coalesce(money.archive_minor, 0) as archive_minor,
    coalesce(money.churn_minor, 0) as churn_minor,
    coalesce(money.transfer_minor, 0) as transfer_minor,
    coalesce(money.fx_minor, 0) as fx_minor
  from used
  join products as product on product.product_no = used.product_no
  join reported_months as month on month.basis = used.basis
  left join money
    on money.basis = used.basis and money.product_no = used.product_no and money.month_no = month.month_no
  left join carried on carried.basis = used.basis and carried.product_no = used.product_no
),

balances as (
  select
    month.*,
    month.carried_minor
      + cast(sum(month.change_minor) over (partition by month.basis, month.product order by month.month_no nulls last) as bigint) as closing_minor
  from months as month
),

final as (
  select
    balance.*, company.currency, balance.closing_minor - balance.change_minor as opening_minor,
    balance.new_minor <> 0 or balance.reactivation_minor <> 0 or balance.add_on_minor <> 0 or balance.upgrade_minor <> 0 or balance.downgrade_minor <> 0
      or balance.product_churn_minor <> 0 or balance.archive_minor <> 0 or balance.churn_minor <> 0 or balance.transfer_minor <> 0 or balance.fx_minor <> 0 as has_moved
  from balances as balance
  cross join company
)

select
  report_month, basis, currency, product, opening_minor, new_minor, reactivation_minor, add_on_minor, upgrade_minor,
  downgrade_minor, product_churn_minor, archive_minor, churn_minor, transfer_minor, fx_minor, closing_minor
from final
where has_moved or opening_minor <> 0 or closing_minor <> 0
order by report_month, basis, product
