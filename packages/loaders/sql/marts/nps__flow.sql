-- From where to where people moved in the twelve months up to the last reported month end: how each stood then and stands
-- now, by the latest answer within twelve months. Who is in neither is not counted.
-- grain: from_class, to_class
-- from_class  promoter, passive, detractor a year before; none: no standing answer then
-- to_class    the same now; left: the customer has no balance on the committed basis any more
-- persons     people
-- check: unique(from_class, to_class)
-- check: accepted(from_class, promoter, passive, detractor, none)
-- check: accepted(to_class, promoter, passive, detractor, none, left)
with
params as (
  select 12 as months_between
),
company as (select * from company),
customers_now as (select * from customers_now),
nps_answers as (select * from nps_answers),

then_standing as (
  select answer.customer_no, answer.person, answer.class
  from nps_answers as answer
  cross join params
  join company
    on answer.month_no <= company.last_month_no - params.months_between
    and answer.until_month_no > company.last_month_no - params.months_between
),

now_standing as (
  select answer.customer_no, answer.person, answer.class
  from nps_answers as answer
  join company on answer.month_no <= company.last_month_no and answer.until_month_no > company.last_month_no
),

people as (
  select coalesce(past.customer_no, present.customer_no) as customer_no,
    coalesce(past.class, 'none') as from_class, coalesce(present.class, 'none') as to_class
  from then_standing as past
  full join now_standing as present
    on present.customer_no = past.customer_no and present.person = past.person
),

final as (
  select person.from_class,
    case when still.customer_no is null then 'left' else person.to_class end as to_class,
    count(*) as persons
  from people as person
  left join customers_now as still on still.customer_no = person.customer_no
  group by person.from_class, case when still.customer_no is null then 'left' else person.to_class end
)

select from_class, to_class, persons
from final
order by from_class, to_class
