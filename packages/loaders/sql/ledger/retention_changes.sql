-- A row is a month in which what is retained changes, for customers with a balance some months before.
-- Customers whose balances have to be valued or grouped anew are in retention_revalued instead.
-- From pairs of balance stretches of one customer (then, shifted by the horizon, over now), not from a customer x month grid.
-- grain: basis, horizon_months, month_no
-- basis             live, committed
-- horizon_months    1, 3 or 12
-- month_no          year * 12 + month
-- retained_delta    change of the balance now of customers with a balance then, minor units of the reporting currency
-- kept_delta        change of the sum of min(now, then)
-- kept_logos_delta  change of the number of customers active then and now
-- check: unique(basis, horizon_months, month_no)
with
company as (select * from company),
horizons as (select * from horizons),
all_balances as (select * from customer_balances),
revalued_customers as (select * from revalued_customers),

customer_balances as (
  select balance.*
  from all_balances as balance
  where not exists (
    select 1 from revalued_customers as customer
    where customer.basis = balance.basis and customer.customer_no = balance.customer_no
  )
),

pairs as (
  select
    now.basis,
    horizon.horizon_months,
    greatest(past.from_month_no + horizon.horizon_months, now.from_month_no) as from_month_no,
    least(past.to_month_no + horizon.horizon_months, now.to_month_no) as to_month_no,
    now.balance_minor as retained_minor,
    least(past.balance_minor, now.balance_minor) as kept_minor,
    case when past.is_active and now.is_active then 1 else 0 end as kept_logos
  from customer_balances as now
  join customer_balances as past
    on past.basis = now.basis
    and past.customer_no = now.customer_no
    and past.from_month_no <= now.to_month_no
  cross join horizons as horizon
  where past.from_month_no + horizon.horizon_months < now.to_month_no
    and past.to_month_no + horizon.horizon_months > now.from_month_no
),

stretches as (
  select pair.basis, pair.horizon_months, pair.from_month_no, pair.to_month_no,
    cast(sum(pair.retained_minor) as bigint) as retained_minor,
    cast(sum(pair.kept_minor) as bigint) as kept_minor,
    cast(sum(pair.kept_logos) as integer) as kept_logos
  from pairs as pair
  group by pair.basis, pair.horizon_months, pair.from_month_no, pair.to_month_no
),

changes as (
  select stretch.basis, stretch.horizon_months, stretch.from_month_no as month_no,
    stretch.retained_minor, stretch.kept_minor, stretch.kept_logos
  from stretches as stretch
  union all
  select stretch.basis, stretch.horizon_months, stretch.to_month_no as month_no,
    -stretch.retained_minor as retained_minor, -stretch.kept_minor as kept_minor, -stretch.kept_logos as kept_logos
  from stretches as stretch
),

final as (
  select
    change.basis, change.horizon_months, change.month_no,
    cast(sum(change.retained_minor) as bigint) as retained_delta,
    cast(sum(change.kept_minor) as bigint) as kept_delta,
    cast(sum(change.kept_logos) as integer) as kept_logos_delta
  from changes as change
  cross join company
  where change.month_no <= company.last_month_no
  group by change.basis, change.horizon_months, change.month_no
)

select basis, horizon_months, month_no, retained_delta, kept_delta, kept_logos_delta
from final
