-- title: Sales channel
-- question: Which channel brings customers who stay?
select customer.customer_id, cast(null as date) as from_month, customer.sales_channel as label
from customers as customer
