-- A row is a month in which a customer's state changes: active, archived (only read-only fees) or gone.
-- grain: basis, customer_no, month_no
-- basis           live
-- customer_no     customers
-- month_no        year * 12 + month
-- kind            new, reactivation, churn, archive
-- active_delta    active logos, +1, 0 or -1
-- archived_delta  archived logos, +1, 0 or -1
-- is_at_zero      the customer had no balance at the end of the month before
-- check: unique(basis, customer_no, month_no)
-- check: accepted(kind, new, reactivation, churn, archive)
with
customer_changes as (select * from customer_changes),

final as (
  select
    change.basis,
    change.customer_no,
    change.month_no,
    case
      when change.opening_state = 'gone' and change.had_balance then 'reactivation'
      when change.opening_state = 'gone' then 'new'
      when change.closing_state = 'gone' then 'churn'
      when change.closing_state = 'archived' then 'archive'
      when change.opening_state = 'archived' then 'reactivation'
      else 'unclassified'
    end as kind,
    case when change.closing_state = 'active' then 1 else 0 end
      - case when change.opening_state = 'active' then 1 else 0 end as active_delta,
    case when change.closing_state = 'archived' then 1 else 0 end
      - case when change.opening_state = 'archived' then 1 else 0 end as archived_delta,
    change.opening_state = 'gone' as is_at_zero
  from customer_changes as change
  where change.opening_state <> change.closing_state
)

select basis, customer_no, month_no, kind, active_delta, archived_delta, is_at_zero
from final
