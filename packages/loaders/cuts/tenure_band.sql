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
),

years as (
  select
    first.basis,
    first.customer_no,
    band.label,
    case when band.after_months > 0 then first.first_month_no + band.after_months end as month_no
  from firsts as first
  cross join bands as band
  cross join company
  where first.first_month_no + band.after_months <= company.last_month_no
)

select
  customer.customer_id,
  this.basis,
  calendar.report_month as from_month,
  this.label
from years as this
join customers as customer on customer.customer_no = this.customer_no
left join calendar on calendar.month_no = this.month_no
