-- A row is a month in which what customers keep of a product they had a year before changes. Customers whose balances have
-- to be valued or grouped anew are in revalued_pairs instead. None where there is one product: what is kept of it is what
-- is kept of all.
-- From pairs of stretches of one customer (then, shifted by a year, over now), not from a customer x month grid.
-- grain: basis, product_no, month_no
-- basis                    live, committed
-- product_no               product family
-- month_no                 "now", year * 12 + month
-- opening_delta            change of the balance then, minor units of the reporting currency
-- opening_customers_delta  change of the number of customers with a balance of the product then
-- retained_delta           change of their balance of it now
-- kept_delta               change of the sum of min(now, then)
-- kept_customers_delta     change of the number of them that have a balance of it now
-- stayed_delta             change of the balance of it now of customers who then had a balance of whatever product
-- check: unique(basis, product_no, month_no)
with
company as (select * from company),
horizons as (select * from horizons),
products as (select * from products),
product_balances as (select * from product_balances),
customer_changes as (select * from customer_changes),
revalued_customers as (select * from revalued_customers),

-- The longest horizon, a year.
params as (
  select max(horizon.horizon_months) as horizon_months from horizons as horizon
),

-- A product billed in several currencies has a row for each; all but the last of a month last no month.
running as (
  select
    balance.basis, balance.customer_no, balance.product_no, balance.month_no as from_month_no,
    coalesce(lead(balance.month_no) over product_order, company.last_month_no + 1) as to_month_no,
    cast(sum(balance.closing_minor - balance.opening_minor) over product_order as bigint) as balance_minor
  from product_balances as balance
  cross join company
  where exists (select 1 from products as product where product.product_no > 1)
    and not exists (
      select 1 from revalued_customers as customer
      where customer.basis = balance.basis and customer.customer_no = balance.customer_no
    )
  window product_order as (
    partition by balance.basis, balance.customer_no, balance.product_no
    order by balance.month_no nulls last, balance.currency_no nulls last
  )
),

stretches as (
  select running.basis, running.customer_no, running.product_no, running.from_month_no, running.to_month_no, running.balance_minor
  from running
  where running.to_month_no > running.from_month_no and running.balance_minor > 0
),

turns as (
  select change.basis, change.customer_no, change.month_no, change.closing_state,
    lead(change.month_no) over (
      partition by change.basis, change.customer_no order by change.month_no nulls last
    ) as next_month_no
  from customer_changes as change
  where exists (select 1 from products as product where product.product_no > 1)
    and (change.opening_state = 'gone' or change.closing_state = 'gone')
),

stays as (
  select turn.basis, turn.customer_no, turn.month_no as from_month_no,
    coalesce(turn.next_month_no, company.last_month_no + 1) as to_month_no
  from turns as turn
  cross join company
  where turn.closing_state <> 'gone'
),

pairs as (
  select
    past.basis, past.product_no,
    past.from_month_no + params.horizon_months as from_month_no,
    past.to_month_no + params.horizon_months as to_month_no,
    past.balance_minor as opening_minor, 1 as opening_customers,
    cast(0 as bigint) as retained_minor, cast(0 as bigint) as kept_minor, 0 as kept_customers, cast(0 as bigint) as stayed_minor
  from stretches as past
  cross join params
  union all
  select
    now.basis, now.product_no,
    greatest(past.from_month_no + params.horizon_months, now.from_month_no) as from_month_no,
    least(past.to_month_no + params.horizon_months, now.to_month_no) as to_month_no,
    cast(0 as bigint) as opening_minor, 0 as opening_customers,
    now.balance_minor as retained_minor, least(past.balance_minor, now.balance_minor) as kept_minor, 1 as kept_customers,
    cast(0 as bigint) as stayed_minor
  from stretches as now
  join stretches as past
    on past.basis = now.basis and past.customer_no = now.customer_no and past.product_no = now.product_no
  cross join params
  where past.from_month_no + params.horizon_months < now.to_month_no
    and past.to_month_no + params.horizon_months > now.from_month_no
  union all
  select
    now.basis, now.product_no,
    greatest(stay.from_month_no + params.horizon_months, now.from_month_no) as from_month_no,
    least(stay.to_month_no + params.horizon_months, now.to_month_no) as to_month_no,
    cast(0 as bigint) as opening_minor, 0 as opening_customers,
    cast(0 as bigint) as retained_minor, cast(0 as bigint) as kept_minor, 0 as kept_customers, now.balance_minor as stayed_minor
  from stretches as now
  join stays as stay on stay.basis = now.basis and stay.customer_no = now.customer_no
  cross join params
  where stay.from_month_no + params.horizon_months < now.to_month_no
    and stay.to_month_no + params.horizon_months > now.from_month_no
),

sums as (
  select pair.basis, pair.product_no, pair.from_month_no, pair.to_month_no,
    cast(sum(pair.opening_minor) as bigint) as opening_minor,
    cast(sum(pair.opening_customers) as bigint) as opening_customers,
    cast(sum(pair.retained_minor) as bigint) as retained_minor,
    cast(sum(pair.kept_minor) as bigint) as kept_minor,
    cast(sum(pair.kept_customers) as bigint) as kept_customers,
    cast(sum(pair.stayed_minor) as bigint) as stayed_minor
  from pairs as pair
  group by pair.basis, pair.product_no, pair.from_month_no, pair.to_month_no
),

changes as (
  select sums.basis, sums.product_no, sums.from_month_no as month_no, sums.opening_minor, sums.opening_customers,
    sums.retained_minor, sums.kept_minor, sums.kept_customers, sums.stayed_minor
  from sums
  union all
  select sums.basis, sums.product_no, sums.to_month_no as month_no, -sums.opening_minor as opening_minor,
    -sums.opening_customers as opening_customers, -sums.retained_minor as retained_minor, -sums.kept_minor as kept_minor,
    -sums.kept_customers as kept_customers, -sums.stayed_minor as stayed_minor
  from sums
),

final as (
  select
    change.basis, change.product_no, change.month_no,
    cast(sum(change.opening_minor) as bigint) as opening_delta,
    cast(sum(change.opening_customers) as integer) as opening_customers_delta,
    cast(sum(change.retained_minor) as bigint) as retained_delta,
    cast(sum(change.kept_minor) as bigint) as kept_delta,
    cast(sum(change.kept_customers) as integer) as kept_customers_delta,
    cast(sum(change.stayed_minor) as bigint) as stayed_delta
  from changes as change
  cross join company
  where change.month_no <= company.last_month_no
  group by change.basis, change.product_no, change.month_no
)

select
  basis, product_no, month_no, opening_delta, opening_customers_delta, retained_delta, kept_delta, kept_customers_delta, stayed_delta
from final
