-- title: Tenure
-- question: Do customers grow or leave as they stay longer?
-- order: first year, second year, third year, fourth year and later
with
firsts as (
  select change.basis, change.customer_no, min(change.first_month_no) as first_month_no
  from customer_changes as change
  group by change.basis, change.customer_no
),

bands as (
  select * from (values
    (0, 'first year'), (12, 'second year'), (24, 'third year'), (36, 'fourth year and later')
  ) as band(after_months, label)
)

select
  customer.customer_id,
  first.basis,
  case when band.after_months > 0 then calendar.report_month end as from_month,
  band.label
from firsts as first
cross join bands as band
join calendar on calendar.month_no = first.first_month_no + band.after_months
join customers as customer on customer.customer_no = first.customer_no
join company on first.first_month_no + band.after_months <= company.last_month_no
