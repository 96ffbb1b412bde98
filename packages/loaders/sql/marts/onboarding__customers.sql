-- Customers signed since go-lives are recorded, with the day they went live. From the first signing among customers who have
-- a go-live, planned or reached, everybody who signs is expected to go live; who signed before is not in it. Beside it what
-- became of the first renewal.
-- grain: customer_id
-- customer_id      the company's own key
-- signed_on        day the first paid contract line was signed, up to as_of
-- live_on          day of the first go-live reached by as_of; null while not live
-- onboarding_days  days from signed_on to live_on, 0 where it was live before it signed; null while not live
-- signed_quarter   first day of the quarter of signed_on
-- age_days         days from signed_on to as_of
-- is_recorded      false where signed over a year before as_of, still there, and no go-live is told, reached or planned
-- first_renewal    renewed at whatever amount, or lost; null while the first renewal is not decided
-- renewal_days     onboarding_days of who was live before the first renewal's due day; null else, and while it is not decided
-- due_minor        monthly amount due at the first renewal, minor units of the reporting currency; null while not decided
-- renewed_minor    monthly amount it was renewed at; null as due_minor
-- check: unique(customer_id)
-- check: assert(is_recorded or live_on is null)
-- check: assert((first_renewal is null) = (due_minor is null) and coalesce(first_renewal, 'lost') in ('renewed', 'lost'))
-- check: assert(age_days >= 0 and coalesce(onboarding_days, 0) >= 0 and (live_on is null) = (onboarding_days is null))
with
params as (
  -- Decision Q12: nobody stays for a year without having begun.
  select 365 as longest_wait_days
),
company as (select * from company),
customers as (select * from customers),
contract_lines as (select * from contract_lines),
read_milestones as (select * from read_milestones),
renewals__by_customer as (select * from renewals__by_customer),
customers_now as (select * from customers_now),

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
    known.has_go_live or there.customer_id is null
      or date_diff('day', known.signed_on, company.as_of) <= params.longest_wait_days as is_recorded,
    case when known.live_on is not null
      then cast(greatest(0, date_diff('day', known.signed_on, known.live_on)) as integer) end as onboarding_days,
    cast(date_trunc('quarter', known.signed_on) as date) as signed_quarter,
    cast(date_diff('day', known.signed_on, company.as_of) as integer) as age_days,
    first.due_on, first.due_minor, first.renewed_minor,
    case when first.outcome in ('renewed_up', 'renewed_flat', 'renewed_down') then 'renewed'
      when first.outcome is not null then 'lost' end as first_renewal
  from known
  cross join company
  cross join params
  left join customers_now as there on there.customer_id = known.customer_id
  join recorded on known.signed_on >= recorded.from_on
  left join renewals__by_customer as first
    on first.customer_id = known.customer_id and first.ordinal = 1 and first.decided_on is not null
  where known.signed_on <= company.as_of
)

select customer_id, signed_on, live_on, onboarding_days, signed_quarter, age_days, is_recorded, first_renewal,
  case when live_on < due_on then onboarding_days end as renewal_days, due_minor, renewed_minor
from final
order by customer_id
