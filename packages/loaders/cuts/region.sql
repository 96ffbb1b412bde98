-- title: Region
-- question: Where do we keep and grow?
-- most: any
select customer.customer_id, customer.region as label
from customers as customer
