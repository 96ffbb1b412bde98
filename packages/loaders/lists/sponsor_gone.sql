-- title: The sponsor left, or the champion no longer listens
-- question: Where have we lost the person who spoke for us?
-- order: sponsors first, then champions; the largest first
-- exports: contacts
with
params as (
  -- Within the last year; another person in the role by now ends it.
  select 12 as months_back
),
company as (select * from company),
customers_now as (select * from customers_now),
read_contacts as (select * from read_contacts),

people as (
  select contact.customer_id, contact.role, coalesce(contact.name, contact.person_id) as name,
    contact.from_on <= company.as_of or contact.from_on is null as is_begun,
    case when contact.left_on <= company.as_of then contact.left_on end as left_on,
    case when contact.role = 'champion' and contact.unsubscribed_on <= company.as_of then contact.unsubscribed_on end
      as unsubscribed_on
  from read_contacts as contact
  cross join company
  where contact.role in ('sponsor', 'champion') and contact.customer_id is not null
),

lost as (
  select person.customer_id, person.role, person.name,
    coalesce(person.left_on, person.unsubscribed_on) as lost_on, person.left_on is not null as is_left,
    row_number() over (
      partition by person.customer_id, person.role
      order by coalesce(person.left_on, person.unsubscribed_on) desc nulls last, person.name nulls last
    ) as place
  from people as person
  where person.unsubscribed_on is not null or (person.left_on is not null and person.role = 'sponsor')
),

present as (
  select person.customer_id, person.role, count(*) as persons
  from people as person
  where person.is_begun and person.left_on is null and person.unsubscribed_on is null
  group by person.customer_id, person.role
),

open as (
  select gone.customer_id, gone.role, gone.lost_on,
    case when gone.role = 'sponsor' then 'sponsor ' else 'champion ' end || gone.name
      || case when gone.is_left then ' left on ' else ' unsubscribed on ' end || strftime(gone.lost_on, '%-d %b %Y') || ', and nobody has taken the place'
      as what
  from lost as gone
  cross join params
  cross join company
  left join present on present.customer_id = gone.customer_id and present.role = gone.role
  where gone.place = 1 and present.customer_id is null
    and gone.lost_on > company.as_of - to_months(params.months_back)
)

select
  now.customer_id,
  min(open.lost_on) as since_on,
  upper(left(string_agg(open.what, '; ' order by open.role desc), 1)) || substr(string_agg(open.what, '; ' order by open.role desc), 2)
    as reason,
  min(case when open.role = 'sponsor' then 1 else 2 end) as urgency
from open
join customers_now as now on now.customer_id = open.customer_id
group by now.customer_id
union all
select null as customer_id, null as since_on, 'no contact is called a sponsor or a champion' as reason, null as urgency
from (select count(*) as persons from people) as known
where known.persons = 0
