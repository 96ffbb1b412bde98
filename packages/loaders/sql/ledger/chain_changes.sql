-- A row is a month in which the lines of a chain change for a product and billing currency: the change points.
-- Work grows with what happens, not with the months in between.
-- grain: basis, customer_no, product_no, currency_no, chain_no, month_no
-- basis            live
-- customer_no      customers
-- product_no       product family
-- currency_no      billing currency
-- chain_no         line_chains
-- month_no         year * 12 + month
-- delta_minor      change of the monthly amount, minor units of the billing currency
-- fee_delta_minor  the part of delta_minor that is read-only fees
-- lines_delta      change of the number of lines
-- opening_lines    lines at the end of the month before
-- closing_lines    lines at the end of the month
-- opening_micros   quantity at the end of the month before, millionths
-- closing_micros   quantity at the end of the month, millionths
-- opening_worth    amount before rounding at the end of the month before, millionths of a minor unit
-- closing_worth    amount before rounding at the end of the month, millionths of a minor unit
-- in_key           lowest line that begins, times 4, plus its code (1 renewal, 2 contracted_step, 3 mid_term); null if none
-- out_key          lowest line that ends, times 4, plus its code (1 renewal, 2 contracted_step, 3 mid_term); null if none
-- has_several      several lines begin or several end: product_leads picks the largest
-- check: unique(basis, customer_no, product_no, currency_no, chain_no, month_no)
with
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),

spans as (
  select span.*
  from line_spans as span
  where not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
),

change_points as (
  select
    span.basis, span.customer_no, span.product_no, span.currency_no, span.chain_no,
    span.from_month_no as month_no,
    span.amount_minor as delta_minor,
    case when span.is_archive then span.amount_minor else 0 end as fee_delta_minor,
    1 as lines_delta,
    span.quantity_micros as delta_micros,
    span.worth_micros as delta_worth,
    cast(span.line_no as bigint) * 4 + span.in_code as in_key,
    cast(null as bigint) as out_key,
    case when span.in_code is null then 0 else 1 end as in_count
  from spans as span
  union all
  select
    span.basis, span.customer_no, span.product_no, span.currency_no, span.chain_no,
    span.to_month_no as month_no,
    -span.amount_minor as delta_minor,
    case when span.is_archive then -span.amount_minor else 0 end as fee_delta_minor,
    -1 as lines_delta,
    -span.quantity_micros as delta_micros,
    -span.worth_micros as delta_worth,
    cast(null as bigint) as in_key,
    cast(span.line_no as bigint) * 4 + span.out_code as out_key,
    0 as in_count
  from spans as span
  where span.to_month_no is not null
),

months as (
  select
    point.basis, point.customer_no, point.product_no, point.currency_no, point.chain_no, point.month_no,
    cast(sum(point.delta_minor) as bigint) as delta_minor,
    cast(sum(point.fee_delta_minor) as bigint) as fee_delta_minor,
    cast(sum(point.lines_delta) as integer) as lines_delta,
    cast(sum(point.delta_micros) as bigint) as delta_micros,
    cast(sum(point.delta_worth) as bigint) as delta_worth,
    min(point.in_key) as in_key,
    min(point.out_key) as out_key,
    coalesce(sum(point.in_count), 0) > 1 or count(point.out_key) > 1 as has_several
  from change_points as point
  group by point.basis, point.customer_no, point.product_no, point.currency_no, point.chain_no, point.month_no
),

running as (
  select
    month.*,
    cast(sum(month.lines_delta) over chain_order as integer) as closing_lines,
    cast(sum(month.delta_micros) over chain_order as bigint) as closing_micros,
    cast(sum(month.delta_worth) over chain_order as bigint) as closing_worth
  from months as month
  window chain_order as (
    partition by month.basis, month.customer_no, month.product_no, month.currency_no, month.chain_no
    order by month.month_no nulls last
  )
),

final as (
  select
    running.basis, running.customer_no, running.product_no, running.currency_no, running.chain_no, running.month_no,
    running.delta_minor,
    running.fee_delta_minor,
    running.lines_delta,
    running.closing_lines - running.lines_delta as opening_lines,
    running.closing_lines,
    running.closing_micros - running.delta_micros as opening_micros,
    running.closing_micros,
    running.closing_worth - running.delta_worth as opening_worth,
    running.closing_worth,
    running.in_key,
    running.out_key,
    running.has_several
  from running
)

select
  basis, customer_no, product_no, currency_no, chain_no, month_no,
  delta_minor, fee_delta_minor, lines_delta,
  opening_lines, closing_lines, opening_micros, closing_micros, opening_worth, closing_worth,
  in_key, out_key, has_several
from final
