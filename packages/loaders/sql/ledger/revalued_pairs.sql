-- Balances then and now of the revalued customers, product by product: now valued at the rate of then, then grouped by the
-- assignments in force now.
-- grain: basis, customer_no, product_no, horizon_months, then_month_no, now_month_no
-- basis           live, committed
-- customer_no     customers
-- product_no      product family
-- horizon_months  1, 3 or 12
-- then_month_no   year * 12 + month
-- now_month_no    year * 12 + month
-- then_minor      balance then, minor units of the reporting currency
-- now_minor       balance now at the rate of then
-- then_paid       balance then without read-only fees, minor units of the billing currencies added up (only its being above 0 matters)
-- now_paid        the same now
-- check: unique(basis, customer_no, product_no, horizon_months, then_month_no, now_month_no)
with
company as (select * from company),
horizons as (select * from horizons),
currencies as (select * from currencies),
currency_months as (select * from currency_months),
revalued_balances as (select * from revalued_balances),
regrouped_balances as (select * from regrouped_balances),

cells as (
  select balance.basis, balance.customer_no, balance.product_no, balance.currency_no, horizon.horizon_months,
    balance.month_no as then_month_no, balance.month_no + horizon.horizon_months as now_month_no,
    balance.balance_billing as then_billing, balance.paid_billing as then_paid, cast(0 as bigint) as now_billing,
    cast(0 as bigint) as now_paid
  from revalued_balances as balance
  cross join horizons as horizon
  union all
  select balance.basis, balance.customer_no, balance.product_no, balance.currency_no,
    balance.now_month_no - balance.then_month_no as horizon_months, balance.then_month_no, balance.now_month_no,
    balance.balance_billing as then_billing, balance.paid_billing as then_paid, cast(0 as bigint) as now_billing,
    cast(0 as bigint) as now_paid
  from regrouped_balances as balance
  union all
  select balance.basis, balance.customer_no, balance.product_no, balance.currency_no, horizon.horizon_months,
    balance.month_no - horizon.horizon_months as then_month_no, balance.month_no as now_month_no,
    cast(0 as bigint) as then_billing, cast(0 as bigint) as then_paid, balance.balance_billing as now_billing,
    balance.paid_billing as now_paid
  from revalued_balances as balance
  cross join horizons as horizon
),

sums as (
  select cell.basis, cell.customer_no, cell.product_no, cell.currency_no, cell.horizon_months, cell.then_month_no, cell.now_month_no,
    cast(sum(cell.then_billing) as bigint) as then_billing,
    cast(sum(cell.then_paid) as bigint) as then_paid,
    cast(sum(cell.now_billing) as bigint) as now_billing,
    cast(sum(cell.now_paid) as bigint) as now_paid
  from cells as cell
  cross join company
  where cell.now_month_no <= company.last_month_no
  group by
    cell.basis, cell.customer_no, cell.product_no, cell.currency_no, cell.horizon_months, cell.then_month_no, cell.now_month_no
),

final as (
  select cell.basis, cell.customer_no, cell.product_no, cell.horizon_months, cell.then_month_no, cell.now_month_no,
    cast(sum(round(cast(cell.then_billing as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor))) as bigint) as then_minor,
    cast(sum(round(cast(cell.now_billing as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor))) as bigint) as now_minor,
    cast(sum(cell.then_paid) as bigint) as then_paid,
    cast(sum(cell.now_paid) as bigint) as now_paid
  from sums as cell
  join currencies as currency on currency.currency_no = cell.currency_no
  left join currency_months as rate on rate.currency_no = cell.currency_no and rate.month_no = cell.then_month_no
  group by cell.basis, cell.customer_no, cell.product_no, cell.horizon_months, cell.then_month_no, cell.now_month_no
)

select
  basis, customer_no, product_no, horizon_months, then_month_no, now_month_no, then_minor, now_minor, then_paid, now_paid
from final
