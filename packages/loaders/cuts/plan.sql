-- title: Plan
-- question: Which plan holds?
-- most: any
select customer.customer_id, customer.plan as label
from customers as customer
