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
-- next_month_no  month of the customer's next change; null for the last one
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
    cast(sum(month.paid_delta) over customer_order as bigint) as closing_paid,
    lead(month.month_no) over customer_order as next_month_no
  from months as month
  window customer_order as (partition by month.basis, month.customer_no order by month.month_no nulls last)
),

firsts as (
  select month.basis, month.customer_no,
    min(case when month.closing_minor > 0 then month.month_no end) as first_month_no,
    min(case
      when month.closing_minor > 0 or month.closing_minor - month.delta_minor + month.transfer_minor > 0
        then month.month_no
    end) as known_month_no
  from running as month
  group by month.basis, month.customer_no
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
    month.basis, month.customer_no, month.month_no,
    month.closing_minor - month.delta_minor as opening_minor,
    month.closing_minor,
    case
      when month.closing_minor - month.delta_minor <= 0 then 'gone'
      when month.closing_paid - month.paid_delta > 0 then 'active'
      else 'archived'
    end as opening_state,
    case
      when month.closing_minor - month.delta_minor + month.transfer_minor <= 0 then 'gone'
      when month.closing_paid - month.paid_delta + month.transfer_paid > 0 then 'active'
      else 'archived'
    end as moved_state,
    case
      when month.closing_minor <= 0 then 'gone'
      when month.closing_paid > 0 then 'active'
      else 'archived'
    end as closing_state,
    coalesce(month.month_no > first.known_month_no, false)
      or coalesce(month.month_no > brought.known_month_no, false) as had_balance,
    month.next_month_no,
    first.first_month_no
  from running as month
  join firsts as first on first.basis = month.basis and first.customer_no = month.customer_no
  left join brought on brought.basis = month.basis and brought.customer_no = month.customer_no
)

select
  basis, customer_no, month_no, opening_minor, closing_minor, opening_state, moved_state, closing_state,
  had_balance, next_month_no, first_month_no
from final
