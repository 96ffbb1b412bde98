-- Customers signed since go-lives are recorded, with the day they went live. From the first signing among customers who have
-- a go-live, planned or reached, everybody who signs is expected to go live; who signed before is not in it.
-- grain: customer_id
-- customer_id      the company's own key
-- signed_on        day the first paid contract line was signed, up to as_of
-- live_on          day of the first go-live reached by as_of; null while not live
-- onboarding_days  days from signed_on to live_on, 0 where it was live before it signed; null while not live
-- age_days         days from signed_on to as_of
-- check: unique(customer_id)
-- check: assert(age_days >= 0 and coalesce(onboarding_days, 0) >= 0 and (live_on is null) = (onboarding_days is null))
with
company as (select * from company),
customers as (select * from customers),
contract_lines as (select * from contract_lines),
read_milestones as (select * from read_milestones),

go_lives as (
  select milestone.customer_id, min(milestone.reached_on) filter (where milestone.reached_on <= company.as_of) as live_on
  from read_milestones as milestone
  cross join company
  where milestone.milestone = 'go_live'
  group by milestone.customer_id
),

signed as (
  select line.customer_no, min(coalesce(line.signed_on, line.start_on)) as signed_on
  from contract_lines as line
  where line.amount_minor > 0 and exists (select 1 from go_lives)
  group by line.customer_no
),

known as (
  select customer.customer_id, signed.signed_on, go_live.live_on, go_live.customer_id is not null as has_go_live
  from signed
  join customers as customer on customer.customer_no = signed.customer_no
  left join go_lives as go_live on go_live.customer_id = customer.customer_id
),

recorded as (
  select min(known.signed_on) as from_on from known where known.has_go_live
),

final as (
  select known.customer_id, known.signed_on, known.live_on,
    cast(greatest(0, date_diff('day', known.signed_on, known.live_on)) as integer) as onboarding_days,
    cast(date_diff('day', known.signed_on, company.as_of) as integer) as age_days
  from known
  cross join company
  join recorded on known.signed_on >= recorded.from_on
  where known.signed_on <= company.as_of
)

select customer_id, signed_on, live_on, case when live_on is not null then onboarding_days end as onboarding_days, age_days
from final
order by customer_id
