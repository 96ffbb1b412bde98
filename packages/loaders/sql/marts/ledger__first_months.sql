-- The month of each customer's first balance ever, also where it lies before history_from; no row without history_from.
-- grain: basis, customer_id
-- basis        live, committed
-- customer_id  the company's own key
-- first_month  first day of the month
-- check: unique(basis, customer_id)
-- check: not_null(first_month)
with
company as (select * from company),
calendar as (select * from calendar),
customers as (select * from customers),
customer_changes as (select * from customer_changes),

firsts as (
  select change.basis, change.customer_no, min(change.first_month_no) as month_no
  from customer_changes as change
  cross join company
  where company.history_from_no is not null
  group by change.basis, change.customer_no
),

final as (
  select first.basis, customer.customer_id, calendar.report_month as first_month
  from firsts as first
  join customers as customer on customer.customer_no = first.customer_no
  join calendar on calendar.month_no = first.month_no
)

select basis, customer_id, first_month
from final
order by basis, customer_id
