-- title: Contract now against a year ago, or against the first
-- group: growth
-- direction: higher
-- unit: ratio
-- valid_days: 0
-- points: 0.5:0, 0.8:30, 1:70, 1.1:90, 1.3:100
-- weight: 100
with
dated as (
  select
    customer.customer_id, customer.month_no, customer.report_month, customer.live_minor,
    min(customer.month_no) over (partition by customer.customer_id) as first_month_no
  from health_customers as customer
  where customer.live_minor is not null
)

select this.customer_id, this.report_month as month, cast(this.live_minor as double) / past.live_minor as value
from dated as this
join dated as past
  on past.customer_id = this.customer_id
  and past.month_no = greatest(this.month_no - 12, this.first_month_no)
where past.live_minor > 0
