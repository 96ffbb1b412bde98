-- The people whose latest answer within twelve months is 0 to 6, at customers still there; and whether anybody has done
-- anything with the customer since, on the day of the answer or later.
-- grain: answer_no
-- answer_no        nps_answers
-- customer_id      the company's own key
-- customer_name    null where the exports name no customer
-- person_name      as contacts name them, else the key; null where nobody is named
-- score            0 to 6
-- responded_on     day of the answer
-- followed_on      first activity with the customer on that day or after it, up to as_of; null where there was none
-- committed_minor  monthly balance of the customer on the committed basis, minor units of the reporting currency
-- csm              who takes care of the customer, the first by name where several do; null where unknown
-- check: unique(answer_no)
-- check: assert(followed_on is null or followed_on >= responded_on)
with
company as (select * from company),
customers as (select * from customers),
customers_now as (select * from customers_now),
customer_care as (select * from customer_care),
nps_answers as (select * from nps_answers),
read_activities as (select * from read_activities),
read_contacts as (select * from read_contacts),

standing as (
  select answer.answer_no, answer.customer_no, now.customer_id, answer.person_id, answer.score, answer.responded_on,
    now.committed_minor
  from nps_answers as answer
  join company on answer.month_no <= company.last_month_no and answer.until_month_no > company.last_month_no
  join customers_now as now on now.customer_no = answer.customer_no
  where answer.class = 'detractor'
),

follow_ups as (
  select standing.answer_no, min(activity.activity_on) as followed_on
  from standing
  cross join company
  join read_activities as activity
    on activity.customer_id = standing.customer_id
    and activity.activity_on >= standing.responded_on
    and activity.activity_on <= company.as_of
  group by standing.answer_no
),

names as (
  select contact.person_id, min(contact.name) as name
  from (
    select contact.person_id, contact.name from read_contacts as contact
    union all
    select contact.email as person_id, contact.name from read_contacts as contact where contact.email is not null
  ) as contact
  group by contact.person_id
),

final as (
  select standing.answer_no, standing.customer_id, customer.name as customer_name,
    coalesce(names.name, standing.person_id) as person_name, standing.score, standing.responded_on,
    follow_up.followed_on, standing.committed_minor, care.csm
  from standing
  join customers as customer on customer.customer_no = standing.customer_no
  left join names on names.person_id = standing.person_id
  left join follow_ups as follow_up on follow_up.answer_no = standing.answer_no
  left join customer_care as care on care.customer_no = standing.customer_no and care.place = 1
)

select
  answer_no, customer_id, customer_name, person_name, score, responded_on, followed_on, committed_minor, csm
from final
order by answer_no
