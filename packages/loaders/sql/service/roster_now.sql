-- The people of customer success on as_of, one row a person, whatever roles they hold; and those who look after a customer
-- without being on the roster, whose role and cost are not known.
-- grain: csm
-- csm                who, as the roster, the assignments and the customers name them
-- name               the name to show
-- role               csm where one of the roles is, else the first by name; csm of those not on the roster
-- team               team; null where unknown
-- is_on_roster       false where only an assignment or a customer names them
-- annual_cost_minor  cost a year, minor units of the reporting currency at the newest rate; null where one of their roles has none or its currency no rate
-- check: unique(csm)
with
company as (select * from company),
currency_factor as (select * from currency_factor),
read_csm_roster as (select * from read_csm_roster),
customer_care as (select * from customer_care),

roles as (
  select trim(person.csm) as csm, person.name, coalesce(person.role, 'csm') as role, person.team,
    cast(round(cast(person.annual_cost_minor as decimal(19, 0)) * rate.factor) as bigint) as cost_minor
  from read_csm_roster as person
  join company
    on (person.from_on is null or person.from_on <= company.as_of)
    and (person.to_on is null or person.to_on > company.as_of)
  left join currency_factor as rate on rate.currency = person.currency
),

people as (
  select role.csm, min(role.name) as name,
    coalesce(min(case when role.role = 'csm' then role.role end), min(role.role)) as role,
    coalesce(min(case when role.role = 'csm' then role.team end), min(role.team)) as team,
    case when count(*) = count(role.cost_minor) then cast(sum(role.cost_minor) as bigint) end as annual_cost_minor
  from roles as role
  group by role.csm
),

carers as (
  select distinct care.csm from customer_care as care where care.csm is not null
),

final as (
  select person.csm, coalesce(person.name, person.csm) as name, person.role, person.team, true as is_on_roster,
    person.annual_cost_minor
  from people as person
  union all
  select carer.csm, carer.csm as name, 'csm' as role, cast(null as varchar) as team, false as is_on_roster,
    cast(null as bigint) as annual_cost_minor
  from carers as carer
  left join people as person on person.csm = carer.csm
  where person.csm is null
)

select csm, name, role, team, is_on_roster, annual_cost_minor
from final
