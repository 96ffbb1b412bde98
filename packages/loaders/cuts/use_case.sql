-- title: Use case
-- question: What are our best customers doing with it?
-- most: any
select customer.customer_id, customer.use_case as label
from customers as customer
