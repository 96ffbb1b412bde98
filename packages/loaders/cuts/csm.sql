-- title: CSM
-- question: How does each portfolio do?
-- most: any
select customer.customer_id, customer.csm as label
from customers as customer
