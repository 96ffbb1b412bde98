-- title: Size band
-- question: Do larger customers stay longer?
select customer.customer_id, cast(null as date) as from_month, customer.size_band as label
from customers as customer
