-- The labels of every cut hold the people and invitations of the month, each once.
with
nps__by_month as (select * from nps__by_month),
nps__by_cut as (select * from nps__by_cut),

totals as (
  select entry.report_month, entry.cut, sum(entry.persons) as persons, sum(entry.promoters) as promoters,
    sum(entry.detractors) as detractors, sum(entry.customers) as customers,
    sum(entry.promoter_micros) as promoter_micros, sum(entry.detractor_micros) as detractor_micros
  from nps__by_cut as entry
  group by entry.report_month, entry.cut
)

select month.report_month, total.cut, month.standing_persons, total.persons
from nps__by_month as month
join totals as total on total.report_month = month.report_month
where month.standing_persons <> total.persons
  or month.standing_promoters <> total.promoters
  or month.standing_detractors <> total.detractors
  or month.standing_customers <> total.customers
  or month.promoter_micros <> total.promoter_micros
  or month.detractor_micros <> total.detractor_micros
