-- Live MRR beside what was billed for the same time of service: one row a customer, billing currency and stretch of
-- months in which neither changes. Nothing where nothing recurring was billed.
-- grain: customer_no, currency_no, from_month_no
-- customer_no      customers
-- currency_no      billing currency
-- from_month_no    first month of the stretch, year * 12 + month
-- to_month_no      first month after it; null is open
-- mrr_billing      live MRR, minor units of the billing currency
-- recurring_billing  recurring lines of invoices, a month
-- proration_billing  prorations, a month
-- credit_billing   credits for a time of service, a month; negative
-- lines            lines of invoices behind the amounts, in its first month
-- check: unique(customer_no, currency_no, from_month_no)
with
billed_lines as (select * from billed_lines),
billed_months as (select * from billed_months),
product_changes as (select * from product_changes),

timed as (
  select
    line.customer_no, line.currency_no, line.from_month_no, line.to_month_no,
    case when line.kind = 'recurring' then line.monthly_minor else 0 end as recurring_billing,
    case when line.kind = 'proration' then line.monthly_minor else 0 end as proration_billing,
    case when line.kind = 'credit' then line.monthly_minor else 0 end as credit_billing
  from billed_lines as line
  where line.kind in ('recurring', 'proration', 'credit') and line.to_month_no > line.from_month_no
),

points as (
  select change.customer_no, change.currency_no, change.month_no,
    change.delta_billing + change.transfer_billing as mrr_billing,
    0 as recurring_billing, 0 as proration_billing, 0 as credit_billing, 0 as lines
  from product_changes as change
  cross join billed_months
  where change.basis = 'live'
  union all
  select customer_no, currency_no, from_month_no as month_no, 0, recurring_billing, proration_billing, credit_billing, 1
  from timed
  union all
  select customer_no, currency_no, to_month_no as month_no, 0, -recurring_billing, -proration_billing, -credit_billing, -1
  from timed
),

changes as (
  select point.customer_no, point.currency_no, point.month_no,
    cast(sum(point.mrr_billing) as bigint) as mrr_billing,
    cast(sum(point.recurring_billing) as bigint) as recurring_billing,
    cast(sum(point.proration_billing) as bigint) as proration_billing,
    cast(sum(point.credit_billing) as bigint) as credit_billing,
    cast(sum(point.lines) as bigint) as lines
  from points as point
  group by point.customer_no, point.currency_no, point.month_no
),

amounts as (
  select
    change.customer_no, change.currency_no, change.month_no,
    change.mrr_billing <> 0 or change.recurring_billing <> 0 or change.proration_billing <> 0 or change.credit_billing <> 0 as is_changed,
    cast(sum(change.mrr_billing) over stretch_order as bigint) as mrr_billing,
    cast(sum(change.recurring_billing) over stretch_order as bigint) as recurring_billing,
    cast(sum(change.proration_billing) over stretch_order as bigint) as proration_billing,
    cast(sum(change.credit_billing) over stretch_order as bigint) as credit_billing,
    cast(sum(change.lines) over stretch_order as bigint) as lines
  from changes as change
  window stretch_order as (
    partition by change.customer_no, change.currency_no
    order by change.month_no nulls last
  )
),

-- A bill that follows another of the same amount changes nothing.
final as (
  select
    amount.customer_no, amount.currency_no,
    amount.month_no as from_month_no,
    lead(amount.month_no) over (
      partition by amount.customer_no, amount.currency_no
      order by amount.month_no nulls last
    ) as to_month_no,
    amount.mrr_billing, amount.recurring_billing, amount.proration_billing, amount.credit_billing, amount.lines
  from amounts as amount
  where amount.is_changed
)

select
  customer_no, currency_no, from_month_no, to_month_no, mrr_billing, recurring_billing, proration_billing, credit_billing,
  lines
from final
