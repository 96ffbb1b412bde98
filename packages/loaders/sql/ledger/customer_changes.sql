-- A row is a month in which something changes for a customer, with the customer's balance and state before, after
-- transfers, and after.
-- grain: basis, customer_no, month_no
-- basis          live, committed
-- customer_no    customers
-- month_no       year * 12 + month
-- opening_minor  balance before, minor units of the reporting currency
-- closing_minor  balance after, minor units of the reporting currency
-- opening_state  active, archived (only read-only fees) or gone
-- moved_state    the same after the transfers of the month and before its movements
-- closing_state  active, archived or gone
-- had_balance    the customer, or a contract assigned to it, had a balance in an earlier month
-- first_month_no first month with a balance of the customer's own; null while there is none
-- check: unique(basis, customer_no, month_no)
-- check: accepted(opening_state, active, archived, gone)
-- check: accepted(moved_state, active, archived, gone)
-- check: accepted(closing_state, active, archived, gone)
with
product_balances as (select * from product_balances),
chain_owners as (select * from chain_owners),
line_spans as (select * from line_spans),

months as (
  select
    balance.basis, balance.customer_no, balance.month_no,
    cast(sum(balance.closing_minor - balance.opening_minor) as bigint) as delta_minor,
    cast(sum(balance.transfer_minor) as bigint) as transfer_minor,
    cast(sum(
      (balance.closing_billing - balance.closing_fee) - (balance.opening_billing - balance.opening_fee)
    ) as bigint) as paid_delta,
    cast(sum(balance.transfer_billing - balance.transfer_fee) as bigint) as transfer_paid
  from product_balances as balance
  group by balance.basis, balance.customer_no, balance.month_no
),

running as (
  select
    month.basis, month.customer_no, month.month_no, month.delta_minor, month.transfer_minor, month.paid_delta,
    month.transfer_paid,
    cast(sum(month.delta_minor) over customer_order as bigint) as closing_minor,
    cast(sum(month.paid_delta) over customer_order as bigint) as closing_paid
  from months as month
  window customer_order as (partition by month.basis, month.customer_no order by month.month_no nulls last)
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
      when running.closing_minor - running.delta_minor + running.transfer_minor <= 0 then 'gone'
      when running.closing_paid - running.paid_delta + running.transfer_paid > 0 then 'active'
      else 'archived'
    end as moved_state,
    case
      when running.closing_minor <= 0 then 'gone'
      when running.closing_paid > 0 then 'active'
      else 'archived'
    end as closing_state
  from running
),

firsts as (
  select state.basis, state.customer_no,
    min(case when state.closing_state <> 'gone' then state.month_no end) as first_month_no,
    min(case when state.closing_state <> 'gone' or state.moved_state <> 'gone' then state.month_no end) as known_month_no
  from states as state
  group by state.basis, state.customer_no
),

brought as (
  select chain.basis, chain.customer_no, min(chain.known_month_no) as known_month_no
  from (
    select span.basis, owner.customer_no, owner.from_month_no,
      greatest(owner.from_month_no - 1, min(span.from_month_no)) as known_month_no
    from chain_owners as owner
    join line_spans as span on span.chain_no = owner.chain_no
    where owner.from_month_no > 0
    group by span.basis, owner.customer_no, owner.chain_no, owner.from_month_no, owner.to_month_no
    having min(span.from_month_no) < owner.to_month_no
  ) as chain
  group by chain.basis, chain.customer_no
),

final as (
  select
    state.basis, state.customer_no, state.month_no, state.opening_minor, state.closing_minor,
    state.opening_state, state.moved_state, state.closing_state,
    coalesce(state.month_no > first.known_month_no, false)
      or coalesce(state.month_no > brought.known_month_no, false) as had_balance,
    first.first_month_no
  from states as state
  join firsts as first on first.basis = state.basis and first.customer_no = state.customer_no
  left join brought on brought.basis = state.basis and brought.customer_no = state.customer_no
)

select
  basis, customer_no, month_no, opening_minor, closing_minor, opening_state, moved_state, closing_state,
  had_balance, first_month_no
from final
