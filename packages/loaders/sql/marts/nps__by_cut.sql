-- How people stand at the end of each month, by the latest answer of each within twelve months, for each label of every cut:
-- the label their customer carries in that month, on the committed basis where it differs. Labels without a person or an
-- invitation have no row.
-- grain: report_month, cut, label
-- report_month      first day of the month
-- cut               name of the cut's file
-- label             label of the cut
-- persons           people with a standing answer
-- promoters         of them
-- passives          of them
-- detractors        of them
-- customers         customers with such a person
-- promoter_micros   sum over these customers of the share of promoters among their people, millionths
-- detractor_micros  the same of detractors
-- invited           invitations sent in the twelve months
-- answered          of them, answered
-- check: unique(report_month, cut, label)
-- check: assert(persons = promoters + passives + detractors)
with
params as (
  select 1000000 as micros
),
company as (select * from company),
calendar as (select * from calendar),
labels as (select * from labels),
cut_labels as (select * from cut_labels),
nps_standings as (select * from nps_standings),

labelled as (
  select carried.label_no,
    greatest(standing.from_month_no, carried.from_month_no) as from_month_no,
    least(standing.to_month_no, carried.to_month_no, company.last_month_no + 1) as to_month_no,
    standing.persons, standing.promoters, standing.detractors, standing.invited, standing.answered,
    case when standing.persons > 0 then 1 else 0 end as customers,
    case when standing.persons > 0 then
      cast(round(cast(params.micros * standing.promoters as decimal(18, 6)) / standing.persons) as bigint) else 0
    end as promoter_micros,
    case when standing.persons > 0 then
      cast(round(cast(params.micros * standing.detractors as decimal(18, 6)) / standing.persons) as bigint) else 0
    end as detractor_micros
  from nps_standings as standing
  cross join params
  cross join company
  join cut_labels as carried
    on carried.customer_no = standing.customer_no
    and (carried.basis is null or carried.basis = 'committed')
    and carried.from_month_no < standing.to_month_no
    and carried.to_month_no > standing.from_month_no
),

cells as (
  select calendar.report_month, entry.label_no,
    cast(sum(entry.persons) as bigint) as persons, cast(sum(entry.promoters) as bigint) as promoters,
    cast(sum(entry.detractors) as bigint) as detractors, cast(sum(entry.customers) as bigint) as customers,
    cast(sum(entry.promoter_micros) as bigint) as promoter_micros,
    cast(sum(entry.detractor_micros) as bigint) as detractor_micros,
    cast(sum(entry.invited) as bigint) as invited, cast(sum(entry.answered) as bigint) as answered
  from labelled as entry
  join calendar on calendar.month_no >= entry.from_month_no and calendar.month_no < entry.to_month_no
  group by calendar.report_month, entry.label_no
),

final as (
  select cell.report_month, label.cut, label.label, cell.persons, cell.promoters,
    cell.persons - cell.promoters - cell.detractors as passives, cell.detractors, cell.customers, cell.promoter_micros,
    cell.detractor_micros, cell.invited, cell.answered
  from cells as cell
  join labels as label on label.label_no = cell.label_no
)

select
  report_month, cut, label, persons, promoters, passives, detractors, customers, promoter_micros, detractor_micros,
  invited, answered
from final
order by report_month, cut, label
