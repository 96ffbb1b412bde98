-- A row is what a customer's "then" gains or loses because contracts were assigned between then and now: the balance
-- then of the chains it owns now and did not own then (+), or owned then and does not own now (-).
-- grain: basis, customer_no, product_no, currency_no, then_month_no, now_month_no
-- basis            live, committed
-- customer_no      customers
-- product_no       product family
-- currency_no      billing currency
-- then_month_no    year * 12 + month
-- now_month_no     year * 12 + month
-- balance_billing  minor units of the billing currency
-- paid_billing     the same without read-only fees
-- check: unique(basis, customer_no, product_no, currency_no, then_month_no, now_month_no)
with
company as (select * from company),
calendar as (select * from calendar),
horizons as (select * from horizons),
chain_owners as (select * from chain_owners),
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),

months as (
  select past.chain_no, past.customer_no as then_customer_no, present.customer_no as now_customer_no,
    calendar.month_no as then_month_no, calendar.month_no + horizon.horizon_months as now_month_no
  from chain_owners as past
  join chain_owners as present
    on present.chain_no = past.chain_no
    and present.from_month_no > past.from_month_no
    and present.customer_no <> past.customer_no
  cross join company
  cross join horizons as horizon
  join calendar
    on calendar.month_no >= past.from_month_no
    and calendar.month_no < past.to_month_no
    and calendar.month_no + horizon.horizon_months >= present.from_month_no
    and calendar.month_no + horizon.horizon_months < present.to_month_no
    and calendar.month_no + horizon.horizon_months <= company.last_month_no
),

chains as (
  select span.basis, month.then_customer_no, month.now_customer_no, span.product_no, span.currency_no,
    month.then_month_no, month.now_month_no, span.amount_minor,
    case when span.is_archive then 0 else span.amount_minor end as paid_minor
  from months as month
  join line_spans as span
    on span.chain_no = month.chain_no
    and span.from_month_no <= month.then_month_no
    and (span.to_month_no is null or span.to_month_no > month.then_month_no)
  where not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
),

sides as (
  select chain.basis, chain.now_customer_no as customer_no, chain.product_no, chain.currency_no, chain.then_month_no,
    chain.now_month_no, chain.amount_minor, chain.paid_minor
  from chains as chain
  union all
  select chain.basis, chain.then_customer_no as customer_no, chain.product_no, chain.currency_no, chain.then_month_no,
    chain.now_month_no, -chain.amount_minor as amount_minor, -chain.paid_minor as paid_minor
  from chains as chain
),

final as (
  select side.basis, side.customer_no, side.product_no, side.currency_no, side.then_month_no, side.now_month_no,
    cast(sum(side.amount_minor) as bigint) as balance_billing,
    cast(sum(side.paid_minor) as bigint) as paid_billing
  from sides as side
  group by side.basis, side.customer_no, side.product_no, side.currency_no, side.then_month_no, side.now_month_no
)

select basis, customer_no, product_no, currency_no, then_month_no, now_month_no, balance_billing, paid_billing
from final
