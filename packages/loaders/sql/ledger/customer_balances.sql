-- A row is a stretch of month ends over which a customer's balance and state do not change; none while the customer is gone.
-- grain: basis, customer_no, from_month_no
-- basis           live, committed
-- customer_no     customers
-- from_month_no   first month end of the stretch
-- to_month_no     first month end after it; the month after the last reported one where it is still so
-- balance_minor   balance, minor units of the reporting currency
-- is_active       false while only read-only fees are left
-- check: unique(basis, customer_no, from_month_no)
with
company as (select * from company),
customer_changes as (select * from customer_changes),

final as (
  select
    change.basis, change.customer_no,
    change.month_no as from_month_no,
    coalesce(change.next_month_no, company.last_month_no + 1) as to_month_no,
    change.closing_minor as balance_minor,
    change.closing_state = 'active' as is_active
  from customer_changes as change
  cross join company
  where change.closing_state <> 'gone'
)

select basis, customer_no, from_month_no, to_month_no, balance_minor, is_active
from final
