-- title: CSM
-- question: How does each portfolio do?
select customer.customer_id, cast(null as date) as from_month, customer.csm as label
from customers as customer
