-- The label of every customer in every cut, from the month it carries it.
-- grain: cut, basis, customer_id, from_month
-- cut          name of the cut's file
-- basis        live, committed where the label differs between them; null is both
-- customer_id  the company's own key
-- from_month   first month of the label; null is from the beginning
-- label        unassigned where the cut says nothing of the customer
-- check: not_null(label)
with
cut_labels as (select * from cut_labels),
labels as (select * from labels),
customers as (select * from customers),
calendar as (select * from calendar),

final as (
  select label.cut, stretch.basis, customer.customer_id, calendar.report_month as from_month, label.label,
    stretch.customer_no, stretch.from_month_no
  from cut_labels as stretch
  join labels as label on label.label_no = stretch.label_no
  join customers as customer on customer.customer_no = stretch.customer_no
  left join calendar on calendar.month_no = stretch.from_month_no
)

select cut, basis, customer_id, from_month, label
from final
order by cut, basis, customer_no, from_month_no
