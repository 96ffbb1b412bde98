-- A row is a reported month in which a customer's state changes: active, archived (only read-only fees) or gone.
-- grain: basis, customer_no, month_no
-- basis                  live, committed
-- customer_no            customers
-- month_no               year * 12 + month
-- kind                   new, reactivation, churn, archive; transfer where only an assignment changed the state
-- active_delta           active logos by movements, +1, 0 or -1
-- archived_delta         archived logos by movements, +1, 0 or -1
-- merged_delta           active logos by assignments from or to another customer, +1, 0 or -1
-- merged_archived_delta  archived logos by assignments, +1, 0 or -1
-- is_at_zero             the customer had no balance at the end of the month before
-- check: unique(basis, customer_no, month_no)
-- check: accepted(kind, new, reactivation, churn, archive, transfer)
with
company as (select * from company),
customer_changes as (select * from customer_changes),

final as (
  select
    change.basis,
    change.customer_no,
    change.month_no,
    case
      when change.moved_state = change.closing_state then 'transfer'
      when change.moved_state = 'gone' and change.had_balance then 'reactivation'
      when change.moved_state = 'gone' then 'new'
      when change.closing_state = 'gone' then 'churn'
      when change.closing_state = 'archived' then 'archive'
      when change.moved_state = 'archived' then 'reactivation'
      else 'unclassified'
    end as kind,
    case when change.closing_state = 'active' then 1 else 0 end
      - case when change.moved_state = 'active' then 1 else 0 end as active_delta,
    case when change.closing_state = 'archived' then 1 else 0 end
      - case when change.moved_state = 'archived' then 1 else 0 end as archived_delta,
    case when change.moved_state = 'active' then 1 else 0 end
      - case when change.opening_state = 'active' then 1 else 0 end as merged_delta,
    case when change.moved_state = 'archived' then 1 else 0 end
      - case when change.opening_state = 'archived' then 1 else 0 end as merged_archived_delta,
    change.opening_state = 'gone' as is_at_zero
  from customer_changes as change
  cross join company
  where (change.moved_state <> change.closing_state or change.opening_state <> change.moved_state)
    and (company.history_from_no is null or change.month_no >= company.history_from_no)
)

select
  basis, customer_no, month_no, kind, active_delta, archived_delta, merged_delta, merged_archived_delta, is_at_zero
from final
