-- Net promoter score, month by month, as components: the answers given in the month, and how people stand at its end, by
-- the latest answer of each within twelve months. Answers of customers who have left stay until their year is over: else the
-- score would rise with each detractor who leaves. All months from the first answer or invitation to the last reported one.
-- grain: report_month
-- report_month         first day of the month
-- answers              answers given in the month
-- promoters            of them, 9 or 10
-- passives             of them, 7 or 8
-- detractors           of them, 0 to 6
-- standing_persons     people whose latest answer is not older than twelve months at the end of the month
-- standing_promoters   of them
-- standing_passives    of them
-- standing_detractors  of them
-- standing_customers   customers with such a person
-- promoter_micros      sum over these customers of the share of promoters among their people, millionths
-- detractor_micros     the same of detractors
-- invited              invitations sent in the month
-- answered             of them, answered before the person's next invitation, or by as_of
-- check: unique(report_month)
-- check: assert(answers = promoters + passives + detractors)
-- check: assert(standing_persons = standing_promoters + standing_passives + standing_detractors)
-- check: assert(answered <= invited)
with
params as (
  select 1000000 as micros
),
company as (select * from company),
calendar as (select * from calendar),
nps_answers as (select * from nps_answers),
nps_invitations as (select * from nps_invitations),
nps_standings as (select * from nps_standings),

given as (
  select answer.month_no, count(*) as answers,
    count(*) filter (where answer.class = 'promoter') as promoters,
    count(*) filter (where answer.class = 'passive') as passives,
    count(*) filter (where answer.class = 'detractor') as detractors
  from nps_answers as answer
  group by answer.month_no
),

sent as (
  select invitation.month_no, count(*) as invited, count(*) filter (where invitation.is_answered) as answered
  from nps_invitations as invitation
  group by invitation.month_no
),

weighted as (
  select standing.from_month_no, standing.to_month_no, standing.persons, standing.promoters, standing.detractors,
    1 as customers,
    cast(round(cast(params.micros * standing.promoters as decimal(18, 6)) / standing.persons) as bigint) as promoter_micros,
    cast(round(cast(params.micros * standing.detractors as decimal(18, 6)) / standing.persons) as bigint) as detractor_micros
  from nps_standings as standing
  cross join params
  where standing.persons > 0
),

deltas as (
  select from_month_no as month_no, persons, promoters, detractors, customers, promoter_micros, detractor_micros
  from weighted
  union all
  select to_month_no as month_no, -persons as persons, -promoters as promoters, -detractors as detractors,
    -customers as customers, -promoter_micros as promoter_micros, -detractor_micros as detractor_micros
  from weighted
),

changes as (
  select delta.month_no, sum(delta.persons) as persons, sum(delta.promoters) as promoters,
    sum(delta.detractors) as detractors, sum(delta.customers) as customers,
    sum(delta.promoter_micros) as promoter_micros, sum(delta.detractor_micros) as detractor_micros
  from deltas as delta
  group by delta.month_no
),

months as (
  select calendar.month_no, calendar.report_month
  from calendar
  cross join company
  join (
    select least(
      coalesce((select min(given.month_no) from given), 99999), coalesce((select min(sent.month_no) from sent), 99999)
    ) as first_month_no
  ) as first on calendar.month_no >= first.first_month_no
  where calendar.month_no <= company.last_month_no
),

final as (
  select month.report_month,
    coalesce(given.answers, 0) as answers, coalesce(given.promoters, 0) as promoters,
    coalesce(given.passives, 0) as passives, coalesce(given.detractors, 0) as detractors,
    cast(coalesce(sum(change.persons) over in_order, 0) as bigint) as standing_persons,
    cast(coalesce(sum(change.promoters) over in_order, 0) as bigint) as standing_promoters,
    cast(coalesce(sum(change.persons - change.promoters - change.detractors) over in_order, 0) as bigint) as standing_passives,
    cast(coalesce(sum(change.detractors) over in_order, 0) as bigint) as standing_detractors,
    cast(coalesce(sum(change.customers) over in_order, 0) as bigint) as standing_customers,
    cast(coalesce(sum(change.promoter_micros) over in_order, 0) as bigint) as promoter_micros,
    cast(coalesce(sum(change.detractor_micros) over in_order, 0) as bigint) as detractor_micros,
    coalesce(sent.invited, 0) as invited, coalesce(sent.answered, 0) as answered
  from months as month
  left join given on given.month_no = month.month_no
  left join sent on sent.month_no = month.month_no
  left join changes as change on change.month_no = month.month_no
  window in_order as (order by month.month_no nulls last)
)

select
  report_month, answers, promoters, passives, detractors, standing_persons, standing_promoters, standing_passives,
  standing_detractors, standing_customers, promoter_micros, detractor_micros, invited, answered
from final
order by report_month
