-- For every customer, product and billing currency, the sum of its movements is what its lines alive at the last month end are worth.
with
company as (select * from company),
movements as (select * from movements),
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),
currencies as (select * from currencies),

moved as (
  select movement.basis, movement.customer_no, movement.product_no, movement.currency_no,
    cast(sum(movement.amount_minor) as bigint) as moved_minor
  from movements as movement
  group by movement.basis, movement.customer_no, movement.product_no, movement.currency_no
),

alive as (
  select span.basis, span.customer_no, span.product_no, span.currency_no,
    cast(sum(span.amount_minor) as bigint) as alive_billing
  from line_spans as span
  cross join company
  where span.from_month_no <= company.last_month_no
    and (span.to_month_no is null or span.to_month_no > company.last_month_no)
    and not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
  group by span.basis, span.customer_no, span.product_no, span.currency_no
),

worth as (
  select alive.basis, alive.customer_no, alive.product_no, alive.currency_no,
    cast(round(cast(alive.alive_billing as decimal(19, 0)) * currency.factor) as bigint) as alive_minor
  from alive
  join currencies as currency on currency.currency_no = alive.currency_no
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
