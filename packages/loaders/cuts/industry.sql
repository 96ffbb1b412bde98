-- title: Industry
-- question: Which industry keeps its customers, and which grows?
-- most: any
select customer.customer_id, customer.industry as label
from customers as customer
