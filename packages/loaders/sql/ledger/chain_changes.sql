-- A row is a month in which the lines of a chain change for a product and billing currency: the change points.
-- Work grows with what happens, not with the months in between. A chain without branches has one line at a time, so what
-- it had before is what ends; only chains with branches are run up.
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
-- opening_worth    amount before rounding at the end of the month before, minor units, six decimals
-- closing_worth    amount before rounding at the end of the month, minor units, six decimals
-- in_key           lowest line that begins, times 4, plus its code (1 renewal, 2 contracted_step, 3 mid_term); null if none
-- out_key          lowest line that ends, times 4, plus its code (1 renewal, 2 contracted_step, 3 mid_term); null if none
-- has_several      several lines begin or several end: product_leads picks the largest
-- check: unique(basis, customer_no, product_no, currency_no, chain_no, month_no)
with
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),
branched_chains as (select * from branched_chains),

spans as (
  select span.*
  from line_spans as span
  where not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
),

change_points as (
  select
    span.basis, span.customer_no, span.product_no, span.currency_no, span.chain_no,
    span.from_month_no as month_no,
    1 as direction,
    span.amount_minor, span.is_archive, span.quantity_micros, span.worth_minor,
    span.line_no * 4 + span.in_code as line_key
  from spans as span
  union all
  select
    span.basis, span.customer_no, span.product_no, span.currency_no, span.chain_no,
    span.to_month_no as month_no,
    -1 as direction,
    span.amount_minor, span.is_archive, span.quantity_micros, span.worth_minor,
    span.line_no * 4 + span.out_code as line_key
  from spans as span
  where span.to_month_no is not null
),

months as (
  select
    point.basis, point.chain_no, point.product_no, point.currency_no, point.month_no,
    min(point.customer_no) as customer_no,
    cast(sum(point.direction * point.amount_minor) as bigint) as delta_minor,
    cast(sum(case when point.is_archive then point.direction * point.amount_minor else 0 end) as bigint) as fee_delta_minor,
    cast(sum(case when point.direction = 1 then 1 else 0 end) as integer) as begins,
    cast(sum(case when point.direction = 1 then 0 else 1 end) as integer) as ends,
    cast(sum(case when point.direction = 1 then point.quantity_micros else 0 end) as bigint) as begin_micros,
    cast(sum(case when point.direction = 1 then 0 else point.quantity_micros end) as bigint) as end_micros,
    cast(sum(case when point.direction = 1 then point.worth_minor else 0 end) as decimal(28, 6)) as begin_worth,
    cast(sum(case when point.direction = 1 then 0 else point.worth_minor end) as decimal(28, 6)) as end_worth,
    min(case when point.direction = 1 then point.line_key end) as in_key,
    min(case when point.direction = 1 then null else point.line_key end) as out_key
  from change_points as point
  group by point.basis, point.chain_no, point.product_no, point.currency_no, point.month_no
),

branched as (
  select
    month.*,
    cast(sum(month.begins - month.ends) over chain_order as integer) - month.begins + month.ends as opening_lines,
    cast(sum(month.begin_micros - month.end_micros) over chain_order as bigint)
      - month.begin_micros + month.end_micros as opening_micros,
    cast(sum(month.begin_worth - month.end_worth) over chain_order as decimal(28, 6))
      - month.begin_worth + month.end_worth as opening_worth
  from months as month
  join branched_chains as chain on chain.chain_no = month.chain_no
  window chain_order as (
    partition by month.basis, month.chain_no, month.product_no, month.currency_no order by month.month_no nulls last
  )
),

opened as (
  select branched.* from branched
  union all
  select month.*, month.ends as opening_lines, month.end_micros as opening_micros, month.end_worth as opening_worth
  from months as month
  where not exists (select 1 from branched_chains as chain where chain.chain_no = month.chain_no)
),

final as (
  select
    opened.basis, opened.customer_no, opened.product_no, opened.currency_no, opened.chain_no, opened.month_no,
    opened.delta_minor,
    opened.fee_delta_minor,
    opened.begins - opened.ends as lines_delta,
    opened.opening_lines,
    opened.opening_lines + opened.begins - opened.ends as closing_lines,
    opened.opening_micros,
    opened.opening_micros + opened.begin_micros - opened.end_micros as closing_micros,
    opened.opening_worth,
    opened.opening_worth + opened.begin_worth - opened.end_worth as closing_worth,
    opened.in_key,
    opened.out_key,
    opened.begins > 1 or opened.ends > 1 as has_several
  from opened
)

select
  basis, customer_no, product_no, currency_no, chain_no, month_no,
  delta_minor, fee_delta_minor, lines_delta,
  opening_lines, closing_lines, opening_micros, closing_micros, opening_worth, closing_worth,
  in_key, out_key, has_several
from final
