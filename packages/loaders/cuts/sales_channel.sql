-- title: Sales channel
-- question: Which channel brings customers who stay?
-- most: any
select customer.customer_id, customer.sales_channel as label
from customers as customer
