-- For every cut, month and column of money and logos, the labels add up to the total; moved adds up to 0.
with
waterfall__by_month as (select * from waterfall__by_month),
waterfall__by_cut as (select * from waterfall__by_cut),

sums as (
  select label.report_month, label.basis, label.cut,
    sum(label.opening_minor) as opening_minor,
    sum(label.new_minor) as new_minor,
    sum(label.reactivation_minor) as reactivation_minor,
    sum(label.expansion_minor) as expansion_minor,
    sum(label.contraction_minor) as contraction_minor,
    sum(label.churn_minor) as churn_minor,
    sum(label.moved_minor) as moved_minor,
    sum(label.closing_minor) as closing_minor,
    sum(label.churned_logos) as churned_logos,
    sum(label.moved_logos) as moved_logos,
    sum(label.closing_logos) as closing_logos,
    sum(label.archived_logos) as archived_logos
  from waterfall__by_cut as label
  group by label.report_month, label.basis, label.cut
)

select sums.report_month, sums.basis, sums.cut, sums.closing_minor, month.closing_minor as total_minor, sums.moved_minor
from sums
join waterfall__by_month as month on month.report_month = sums.report_month and month.basis = sums.basis
where sums.opening_minor <> month.opening_minor
  or sums.new_minor <> month.new_minor
  or sums.reactivation_minor <> month.reactivation_minor
  or sums.expansion_minor <> month.expansion_minor
  or sums.contraction_minor <> month.contraction_minor
  or sums.churn_minor <> month.churn_minor
  or sums.moved_minor <> 0
  or sums.closing_minor <> month.closing_minor
  or sums.churned_logos <> month.churned_logos
  or sums.moved_logos <> 0
  or sums.closing_logos <> month.closing_logos
  or sums.archived_logos <> month.archived_logos
