-- The logo ledger: a row is a month in which a customer's state changes between active, archived and gone.
-- grain: report_month, basis, customer_id
-- report_month    first day of the month
-- basis           live, committed
-- customer_id     the company's own key
-- kind            new, reactivation, churn, archive; transfer where only an assignment changed the state
-- active_delta    active logos, +1, 0 or -1
-- archived_delta  archived logos, +1, 0 or -1
-- merged_delta    active logos by assignments from or to another customer, +1, 0 or -1
-- merged_archived_delta  archived logos by assignments, +1, 0 or -1
-- check: not_null(report_month, customer_id)
with
logo_changes as (select * from logo_changes),
customers as (select * from customers),
calendar as (select * from calendar),

final as (
  select
    calendar.report_month, change.basis, customer.customer_id, change.kind, change.active_delta, change.archived_delta,
    change.merged_delta, change.merged_archived_delta, change.customer_no
  from logo_changes as change
  join calendar on calendar.month_no = change.month_no
  join customers as customer on customer.customer_no = change.customer_no
)

select report_month, basis, customer_id, kind, active_delta, archived_delta, merged_delta, merged_archived_delta
from final
order by report_month, basis, customer_no
