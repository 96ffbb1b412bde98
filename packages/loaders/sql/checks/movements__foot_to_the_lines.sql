-- For every customer, product and billing currency, the sum of its movements and what it had before them is what its
-- lines alive at the last month end are worth.
with
company as (select * from company),
movements as (select * from movements),
product_balances as (select * from product_balances),
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),
chain_owners as (select * from chain_owners),
currencies as (select * from currencies),
currency_months as (select * from currency_months),

before as (
  select balance.basis, balance.customer_no, balance.product_no, balance.currency_no,
    cast(sum(balance.closing_minor - balance.opening_minor) as bigint) as before_minor
  from product_balances as balance
  join company on balance.month_no < company.history_from_no
  group by balance.basis, balance.customer_no, balance.product_no, balance.currency_no
),

moved as (
  select each.basis, each.customer_no, each.product_no, each.currency_no, cast(sum(each.moved_minor) as bigint) as moved_minor
  from (
    select movement.basis, movement.customer_no, movement.product_no, movement.currency_no,
      movement.amount_minor as moved_minor
    from movements as movement
    union all
    select past.basis, past.customer_no, past.product_no, past.currency_no, past.before_minor as moved_minor
    from before as past
  ) as each
  group by each.basis, each.customer_no, each.product_no, each.currency_no
),

alive as (
  select span.basis, coalesce(owner.customer_no, span.customer_no) as customer_no, span.product_no, span.currency_no,
    cast(sum(span.amount_minor) as bigint) as alive_billing
  from line_spans as span
  cross join company
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no <= company.last_month_no
    and owner.to_month_no > company.last_month_no
  where span.from_month_no <= company.last_month_no
    and (span.to_month_no is null or span.to_month_no > company.last_month_no)
    and not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
  group by span.basis, coalesce(owner.customer_no, span.customer_no), span.product_no, span.currency_no
),

worth as (
  select alive.basis, alive.customer_no, alive.product_no, alive.currency_no,
    cast(round(
      cast(alive.alive_billing as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)
    ) as bigint) as alive_minor
  from alive
  cross join company
  join currencies as currency on currency.currency_no = alive.currency_no
  left join currency_months as rate
    on rate.currency_no = alive.currency_no and rate.month_no = company.last_month_no
)

select
  coalesce(moved.basis, worth.basis) as basis,
  coalesce(moved.customer_no, worth.customer_no) as customer_no,
  coalesce(moved.product_no, worth.product_no) as product_no,
  coalesce(moved.currency_no, worth.currency_no) as currency_no,
  moved.moved_minor,
  worth.alive_minor
from moved
full outer join worth
  on worth.basis = moved.basis
  and worth.customer_no = moved.customer_no
  and worth.product_no = moved.product_no
  and worth.currency_no = moved.currency_no
where coalesce(moved.moved_minor, 0) <> coalesce(worth.alive_minor, 0)
