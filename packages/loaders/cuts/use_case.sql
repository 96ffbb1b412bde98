-- title: Use case
-- question: What are our best customers doing with it?
select customer.customer_id, cast(null as date) as from_month, customer.use_case as label
from customers as customer
