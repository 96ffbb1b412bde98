-- title: A sponsor is there
-- group: relationship
-- direction: higher
-- unit: yes or no
-- valid_days: 0
-- needs: contacts
-- points: 0:40, 1:100
-- weight: 20
with
begun as (
  select min(coalesce(contact.from_on, date '0001-01-01')) as first_on
  from read_contacts as contact
  where contact.role = 'sponsor'
)

select
  customer.customer_id, customer.report_month as month,
  max(case
    when contact.role = 'sponsor'
      and (contact.left_on is null or greatest(contact.left_on, coalesce(contact.known_on, contact.left_on)) > customer.ends_on)
    then 1 else 0
  end) as value
from health_customers as customer
join begun on begun.first_on <= customer.ends_on
join read_contacts as contact
  on contact.customer_id = customer.customer_id
  and coalesce(contact.from_on, customer.ends_on) <= customer.ends_on
group by customer.customer_id, customer.report_month
