-- title: Size band
-- question: Do larger customers stay longer?
-- most: any
select customer.customer_id, customer.size_band as label
from customers as customer
