-- A row is a customer with its first balance: the month it stays in as a cohort, and what it paid at that month's end.
-- Customers whose first balance lies before history_from have no row: nobody reports what they began with.
-- grain: basis, customer_no
-- basis           live, committed
-- customer_no     customers
-- first_month_no  month of the first balance of its own
-- then_minor      balance at its end, minor units of the reporting currency
-- was_active      false when it began with read-only fees alone
-- is_revalued     what it began with depends on the month it is looked at from, or its balances on exchange rates: see cohort_revalued
-- check: unique(basis, customer_no)
-- check: assert(then_minor > 0)
with
company as (select * from company),
customer_changes as (select * from customer_changes),
revalued_customers as (select * from revalued_customers),

firsts as (
  select change.basis, change.customer_no, change.first_month_no, change.closing_minor, change.closing_state
  from customer_changes as change
  cross join company
  where change.month_no = change.first_month_no
    and (company.history_from_no is null or change.first_month_no >= company.history_from_no)
),

final as (
  select
    first.basis, first.customer_no, first.first_month_no,
    first.closing_minor as then_minor,
    first.closing_state = 'active' as was_active,
    revalued.customer_no is not null as is_revalued
  from firsts as first
  left join revalued_customers as revalued
    on revalued.basis = first.basis and revalued.customer_no = first.customer_no
)

select basis, customer_no, first_month_no, then_minor, was_active, is_revalued
from final
