-- A row is a stretch of months over which a customer's standing answers, and the invitations of the twelve months, are the
-- same; none while there are neither.
-- grain: customer_no, from_month_no
-- customer_no    customers
-- from_month_no  first month of the stretch
-- to_month_no    first month after it
-- persons        people with a standing answer
-- promoters      of them
-- detractors     of them
-- invited        invitations sent in the twelve months
-- answered       of them
-- check: unique(customer_no, from_month_no)
-- check: assert(persons >= promoters + detractors and invited >= answered)
with
params as (
  -- The window of a standing answer, as in nps_answers.
  select 12 as window_months
),
nps_answers as (select * from nps_answers),
nps_invitations as (select * from nps_invitations),

stands as (
  select answer.customer_no, answer.month_no as from_month_no, answer.until_month_no as to_month_no,
    1 as persons, case when answer.class = 'promoter' then 1 else 0 end as promoters,
    case when answer.class = 'detractor' then 1 else 0 end as detractors, 0 as invited, 0 as answered
  from nps_answers as answer
  where answer.until_month_no > answer.month_no
  union all
  select invitation.customer_no, invitation.month_no as from_month_no,
    invitation.month_no + params.window_months as to_month_no, 0 as persons, 0 as promoters, 0 as detractors, 1 as invited,
    case when invitation.is_answered then 1 else 0 end as answered
  from nps_invitations as invitation
  cross join params
),

deltas as (
  select customer_no, from_month_no as month_no, persons, promoters, detractors, invited, answered from stands
  union all
  select customer_no, to_month_no as month_no, -persons as persons, -promoters as promoters, -detractors as detractors,
    -invited as invited, -answered as answered
  from stands
),

changes as (
  select delta.customer_no, delta.month_no,
    cast(sum(delta.persons) as bigint) as persons, cast(sum(delta.promoters) as bigint) as promoters,
    cast(sum(delta.detractors) as bigint) as detractors, cast(sum(delta.invited) as bigint) as invited,
    cast(sum(delta.answered) as bigint) as answered
  from deltas as delta
  group by delta.customer_no, delta.month_no
),

running as (
  select change.customer_no, change.month_no as from_month_no,
    lead(change.month_no) over in_order as to_month_no,
    cast(sum(change.persons) over in_order as bigint) as persons,
    cast(sum(change.promoters) over in_order as bigint) as promoters,
    cast(sum(change.detractors) over in_order as bigint) as detractors,
    cast(sum(change.invited) over in_order as bigint) as invited,
    cast(sum(change.answered) over in_order as bigint) as answered
  from changes as change
  window in_order as (partition by change.customer_no order by change.month_no nulls last)
),

final as (
  select customer_no, from_month_no, to_month_no, persons, promoters, detractors, invited, answered
  from running
  where to_month_no is not null and (persons > 0 or invited > 0)
)

select customer_no, from_month_no, to_month_no, persons, promoters, detractors, invited, answered
from final
