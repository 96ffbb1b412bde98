-- A row is a month in which something changes for a customer, with the customer's balance and state before and after.
-- grain: basis, customer_no, month_no
-- basis          live
-- customer_no    customers
-- month_no       year * 12 + month
-- opening_minor  balance before, minor units of the reporting currency
-- closing_minor  balance after, minor units of the reporting currency
-- opening_state  active, archived (only read-only fees) or gone
-- closing_state  active, archived or gone
-- had_balance    the customer had a balance in an earlier month
-- first_month_no first month with a balance
-- check: unique(basis, customer_no, month_no)
-- check: accepted(opening_state, active, archived, gone)
-- check: accepted(closing_state, active, archived, gone)
with
product_changes as (select * from product_changes),

months as (
  select
    change.basis, change.customer_no, change.month_no,
    cast(sum(change.closing_minor - change.opening_minor) as bigint) as delta_minor,
    cast(sum(
      (change.closing_billing - change.closing_fee) - (change.opening_billing - change.opening_fee)
    ) as bigint) as paid_delta
  from product_changes as change
  group by change.basis, change.customer_no, change.month_no
),

running as (
  select
    month.basis, month.customer_no, month.month_no, month.delta_minor, month.paid_delta,
    cast(sum(month.delta_minor) over customer_order as bigint) as closing_minor,
    cast(sum(month.paid_delta) over customer_order as bigint) as closing_paid
  from months as month
  window customer_order as (
    partition by month.basis, month.customer_no
    order by month.month_no nulls last
  )
),

states as (
  select
    running.basis, running.customer_no, running.month_no,
    running.closing_minor - running.delta_minor as opening_minor,
    running.closing_minor,
    case
      when running.closing_minor - running.delta_minor <= 0 then 'gone'
      when running.closing_paid - running.paid_delta > 0 then 'active'
      else 'archived'
    end as opening_state,
    case
      when running.closing_minor <= 0 then 'gone'
      when running.closing_paid > 0 then 'active'
      else 'archived'
    end as closing_state
  from running
),

final as (
  select
    state.basis, state.customer_no, state.month_no,
    state.opening_minor, state.closing_minor, state.opening_state, state.closing_state,
    coalesce(state.month_no > min(case when state.closing_state <> 'gone' then state.month_no end) over (
      partition by state.basis, state.customer_no
    ), false) as had_balance,
    min(case when state.closing_state <> 'gone' then state.month_no end) over (
      partition by state.basis, state.customer_no
    ) as first_month_no
  from states as state
)

select
  basis, customer_no, month_no, opening_minor, closing_minor, opening_state, closing_state, had_balance, first_month_no
from final
