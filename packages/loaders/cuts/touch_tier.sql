-- title: Touch tier
-- question: What does more touch buy?
select customer.customer_id, cast(null as date) as from_month, customer.touch_tier as label
from customers as customer
