-- title: Plan
-- question: Which plan holds?
select customer.customer_id, cast(null as date) as from_month, customer.plan as label
from customers as customer
