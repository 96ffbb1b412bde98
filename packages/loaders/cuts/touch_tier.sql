-- title: Touch tier
-- question: What does more touch buy?
-- most: any
select customer.customer_id, customer.touch_tier as label
from customers as customer
