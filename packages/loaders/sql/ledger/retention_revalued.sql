-- What is retained of the revalued customers: now valued at the rate of then, then grouped by the assignments in force now.
-- grain: basis, horizon_months, month_no
-- basis           live, committed
-- horizon_months  1, 3 or 12
-- month_no        "now", year * 12 + month
-- opening_minor   their balance then, minor units of the reporting currency
-- plain_minor     their balance then by the owners of then
-- retained_minor  the balance now, at the rate of then, of those with a balance then
-- kept_minor      sum of min(now, then)
-- opening_logos   active then
-- plain_logos     active then by the owners of then
-- kept_logos      active then and now
-- check: unique(basis, horizon_months, month_no)
with
horizons as (select * from horizons),
revalued_pairs as (select * from revalued_pairs),
customer_balances as (select * from customer_balances),
revalued_customers as (select * from revalued_customers),
calendar as (select * from calendar),

customers as (
  select pair.basis, pair.customer_no, pair.horizon_months, pair.now_month_no,
    cast(sum(pair.then_minor) as bigint) as then_minor,
    cast(sum(pair.now_minor) as bigint) as now_minor,
    cast(sum(pair.then_paid) as bigint) > 0 as was_active,
    cast(sum(pair.now_paid) as bigint) > 0 as is_active
  from revalued_pairs as pair
  group by pair.basis, pair.customer_no, pair.horizon_months, pair.now_month_no
),

plain as (
  select balance.basis, horizon.horizon_months, calendar.month_no + horizon.horizon_months as now_month_no,
    cast(sum(balance.balance_minor) as bigint) as plain_minor,
    count(*) filter (where balance.is_active) as plain_logos
  from revalued_customers as customer
  join customer_balances as balance
    on balance.basis = customer.basis and balance.customer_no = customer.customer_no
  join calendar on calendar.month_no >= balance.from_month_no and calendar.month_no < balance.to_month_no
  cross join horizons as horizon
  group by balance.basis, horizon.horizon_months, calendar.month_no + horizon.horizon_months
),

regrouped as (
  select customer.basis, customer.horizon_months, customer.now_month_no,
    cast(sum(customer.then_minor) as bigint) as opening_minor,
    cast(sum(customer.now_minor) as bigint) as retained_minor,
    cast(sum(least(customer.then_minor, customer.now_minor)) as bigint) as kept_minor,
    count(*) filter (where customer.was_active) as opening_logos,
    count(*) filter (where customer.was_active and customer.is_active and customer.now_minor > 0) as kept_logos
  from customers as customer
  where customer.then_minor > 0
  group by customer.basis, customer.horizon_months, customer.now_month_no
),

final as (
  select
    regrouped.basis, regrouped.horizon_months, regrouped.now_month_no as month_no,
    regrouped.opening_minor, coalesce(plain.plain_minor, 0) as plain_minor, regrouped.retained_minor, regrouped.kept_minor,
    regrouped.opening_logos, coalesce(plain.plain_logos, 0) as plain_logos, regrouped.kept_logos
  from regrouped
  left join plain
    on plain.basis = regrouped.basis
    and plain.horizon_months = regrouped.horizon_months
    and plain.now_month_no = regrouped.now_month_no
)

select
  basis, horizon_months, month_no, opening_minor, plain_minor, retained_minor, kept_minor, opening_logos, plain_logos, kept_logos
from final
