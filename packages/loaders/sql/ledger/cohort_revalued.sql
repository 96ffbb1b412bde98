-- A row is a stretch of months of a customer that gave or received a contract, or whose balances follow exchange rates:
-- what it pays at the rates of its first month, and what it began with by the assignments in force in these months.
-- A contract assigned to it counts with what it counted with in the customer's own first month. None for other customers.
-- grain: basis, customer_no, from_month_no
-- basis           live, committed
-- customer_no     customers
-- first_month_no  month of the first balance of its own
-- from_month_no   first month of the stretch
-- to_month_no     first month after it; the month after the last reported one where it is still so
-- then_minor      balance in its first month by the assignments of this stretch, minor units of the reporting currency
-- was_active      whether that was more than read-only fees
-- balance_minor   balance in this stretch at the rates of the first month
-- is_active       whether that is more than read-only fees
-- check: unique(basis, customer_no, from_month_no)
with
company as (select * from company),
currencies as (select * from currencies),
currency_months as (select * from currency_months),
cohort_members as (select * from cohort_members),
product_balances as (select * from product_balances),
chain_owners as (select * from chain_owners),
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),

members as (
  select member.basis, member.customer_no, member.first_month_no
  from cohort_members as member
  where member.is_revalued
),

changes as (
  select member.basis, member.customer_no, member.first_month_no, balance.product_no, balance.currency_no,
    greatest(balance.month_no, member.first_month_no) as month_no,
    balance.closing_billing - balance.opening_billing as billing,
    balance.closing_billing - balance.closing_fee - balance.opening_billing + balance.opening_fee as paid,
    balance.month_no <= member.first_month_no as is_then
  from members as member
  join product_balances as balance on balance.basis = member.basis and balance.customer_no = member.customer_no
),

owned as (
  select member.basis, member.customer_no, member.first_month_no, span.product_no, span.currency_no, owner.from_month_no, owner.to_month_no,
    span.amount_minor as billing,
    case when span.is_archive then 0 else span.amount_minor end as paid
  from members as member
  join chain_owners as owner on owner.customer_no = member.customer_no
  join line_spans as span
    on span.basis = member.basis
    and span.chain_no = owner.chain_no
    and span.from_month_no <= member.first_month_no
    and (span.to_month_no is null or span.to_month_no > member.first_month_no)
  where not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
),

events as (
  select change.basis, change.customer_no, change.first_month_no, change.product_no, change.currency_no, change.month_no,
    change.billing as now_billing, change.paid as now_paid,
    case when change.is_then then change.billing else 0 end as then_billing,
    case when change.is_then then change.paid else 0 end as then_paid
  from changes as change
  union all
  select owned.basis, owned.customer_no, owned.first_month_no, owned.product_no, owned.currency_no, owned.from_month_no as month_no,
    0 as now_billing, 0 as now_paid, owned.billing as then_billing, owned.paid as then_paid
  from owned
  where owned.from_month_no > owned.first_month_no
  union all
  select owned.basis, owned.customer_no, owned.first_month_no, owned.product_no, owned.currency_no, owned.to_month_no as month_no,
    0 as now_billing, 0 as now_paid, -owned.billing as then_billing, -owned.paid as then_paid
  from owned
  where owned.to_month_no > owned.first_month_no
),

months as (
  select event.basis, event.customer_no, event.first_month_no, event.product_no, event.currency_no, event.month_no,
    cast(sum(event.now_billing) as bigint) as now_billing,
    cast(sum(event.now_paid) as bigint) as now_paid,
    cast(sum(event.then_billing) as bigint) as then_billing,
    cast(sum(event.then_paid) as bigint) as then_paid
  from events as event
  cross join company
  where event.month_no <= company.last_month_no
  group by event.basis, event.customer_no, event.first_month_no, event.product_no, event.currency_no, event.month_no
),

running as (
  select
    month.basis, month.customer_no, month.first_month_no, month.product_no, month.currency_no, month.month_no,
    month.now_paid, month.then_paid,
    cast(sum(month.now_billing) over product_order as bigint) as now_billing,
    cast(sum(month.then_billing) over product_order as bigint) as then_billing
  from months as month
  window product_order as (
    partition by month.basis, month.customer_no, month.product_no, month.currency_no order by month.month_no nulls last
  )
),

valued as (
  select
    running.basis, running.customer_no, running.first_month_no, running.product_no, running.currency_no, running.month_no,
    running.now_paid, running.then_paid,
    cast(round(cast(running.now_billing as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)) as bigint) as now_minor,
    cast(round(cast(running.then_billing as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)) as bigint) as then_minor
  from running
  join currencies as currency on currency.currency_no = running.currency_no
  left join currency_months as rate
    on rate.currency_no = running.currency_no and rate.month_no = running.first_month_no
),

moves as (
  select
    valued.basis, valued.customer_no, valued.first_month_no, valued.month_no, valued.now_paid, valued.then_paid,
    valued.now_minor - coalesce(lag(valued.now_minor) over product_order, 0) as now_delta,
    valued.then_minor - coalesce(lag(valued.then_minor) over product_order, 0) as then_delta
  from valued
  window product_order as (
    partition by valued.basis, valued.customer_no, valued.product_no, valued.currency_no order by valued.month_no nulls last
  )
),

totals as (
  select move.basis, move.customer_no, move.first_month_no, move.month_no,
    cast(sum(move.now_delta) as bigint) as now_delta,
    cast(sum(move.then_delta) as bigint) as then_delta,
    cast(sum(move.now_paid) as bigint) as now_paid,
    cast(sum(move.then_paid) as bigint) as then_paid
  from moves as move
  group by move.basis, move.customer_no, move.first_month_no, move.month_no
),

standing as (
  select
    total.basis, total.customer_no, total.first_month_no, total.month_no,
    cast(sum(total.now_delta) over customer_order as bigint) as balance_minor,
    cast(sum(total.then_delta) over customer_order as bigint) as then_minor,
    cast(sum(total.now_paid) over customer_order as bigint) as now_paid,
    cast(sum(total.then_paid) over customer_order as bigint) as then_paid,
    lead(total.month_no) over customer_order as next_month_no
  from totals as total
  window customer_order as (partition by total.basis, total.customer_no order by total.month_no nulls last)
),

final as (
  select
    standing.basis, standing.customer_no, standing.first_month_no,
    standing.month_no as from_month_no,
    coalesce(standing.next_month_no, company.last_month_no + 1) as to_month_no,
    standing.then_minor,
    standing.then_paid > 0 as was_active,
    standing.balance_minor,
    standing.now_paid > 0 as is_active
  from standing
  cross join company
)

select
  basis, customer_no, first_month_no, from_month_no, to_month_no, then_minor, was_active, balance_minor, is_active
from final
