-- title: Region
-- question: Where do we keep and grow?
select customer.customer_id, cast(null as date) as from_month, customer.region as label
from customers as customer
