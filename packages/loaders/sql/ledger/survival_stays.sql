-- A row is a customer from its first balance to the first time it left: by churn, to read-only fees, or with a contract
-- assigned to another customer, which is no loss.
-- grain: basis, customer_no
-- basis           live, committed
-- customer_no     customers
-- first_month_no  month of the first balance of its own
-- end_month_no    month in which it first left; null while it has not
-- was_active      it left paid use; false where it left read-only fees
-- is_event        churn or archive; false where it left by an assignment or has not left
-- check: unique(basis, customer_no)
with
customer_changes as (select * from customer_changes),

ends as (
  select
    change.basis, change.customer_no, change.month_no,
    change.opening_state = 'active' as was_active,
    change.moved_state = 'gone' as is_assigned,
    row_number() over (
      partition by change.basis, change.customer_no order by change.month_no nulls last
    ) as place
  from customer_changes as change
  where (change.opening_state = 'active' and change.closing_state <> 'active')
    or (change.opening_state = 'archived' and change.closing_state = 'gone')
),

firsts as (
  select change.basis, change.customer_no, change.first_month_no
  from customer_changes as change
  where change.month_no = change.first_month_no
),

final as (
  select
    first.basis, first.customer_no, first.first_month_no,
    ending.month_no as end_month_no,
    coalesce(ending.was_active, true) as was_active,
    coalesce(not ending.is_assigned, false) as is_event
  from firsts as first
  left join ends as ending
    on ending.basis = first.basis and ending.customer_no = first.customer_no and ending.place = 1
)

select basis, customer_no, first_month_no, end_month_no, was_active, is_event
from final
