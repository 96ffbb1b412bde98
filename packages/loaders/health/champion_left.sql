-- title: A champion left within half a year
-- group: relationship
-- direction: lower
-- unit: yes or no
-- valid_days: 0
-- needs: contacts
-- points: 0:90, 1:0
-- weight: 30
select
  customer.customer_id, customer.report_month as month,
  max(case
    when greatest(contact.left_on, coalesce(contact.known_on, contact.left_on)) <= customer.ends_on
      and customer.ends_on < contact.left_on + params.champion_window_days
    then 1 else 0
  end) as value
from health_customers as customer
cross join health_params as params
join read_contacts as contact
  on contact.customer_id = customer.customer_id
  and contact.role = 'champion'
  and coalesce(contact.from_on, customer.ends_on) <= customer.ends_on
group by customer.customer_id, customer.report_month
