-- title: Acquisition year
-- question: Do the customers won in one year do better than those of another?
select
  customer.customer_id,
  change.basis,
  cast(null as date) as from_month,
  cast(year(min(calendar.report_month)) as varchar) as label
from customer_changes as change
join calendar on calendar.month_no = change.first_month_no
join customers as customer on customer.customer_no = change.customer_no
group by change.basis, customer.customer_id
