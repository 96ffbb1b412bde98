-- What became of the people whose latest answer is 0 to 6, at customers still there: whether somebody has done anything with
-- the customer since.
-- grain: is_followed
-- is_followed      an activity with the customer on the day of the answer or later
-- currency         reporting currency
-- detractors       people
-- customers        customers with such a person; one with people of both kinds counts in both
-- committed_minor  their monthly balance on the committed basis, minor units
-- check: unique(is_followed)
with
company as (select * from company),
nps__detractors as (select * from nps__detractors),

customers as (
  select person.followed_on is not null as is_followed, person.customer_id, count(*) as detractors,
    max(person.committed_minor) as committed_minor
  from nps__detractors as person
  group by person.followed_on is not null, person.customer_id
),

final as (
  select customer.is_followed, company.currency, cast(sum(customer.detractors) as bigint) as detractors,
    count(*) as customers, cast(sum(customer.committed_minor) as bigint) as committed_minor
  from customers as customer
  cross join company
  group by customer.is_followed, company.currency
)

select is_followed, currency, detractors, customers, committed_minor
from final
order by is_followed
