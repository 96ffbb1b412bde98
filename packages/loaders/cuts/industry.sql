-- title: Industry
-- question: Which industry keeps its customers, and which grows?
select customer.customer_id, cast(null as date) as from_month, customer.industry as label
from customers as customer
