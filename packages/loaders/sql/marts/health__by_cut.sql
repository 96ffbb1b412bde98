-- Bands of health in the last month by the label of every cut.
-- grain: basis, cut, label, band
-- basis          live, committed
-- cut            file name of the cut
-- label          label at the end of the month
-- band           name of the band, or unscored
-- band_no        its place, the lowest first; 0 is unscored
-- customers      active customers
-- balance_minor  their balance, minor units of the reporting currency
-- check: unique(basis, cut, label, band)
with
company as (select * from company),
labels as (select * from labels),
cut_labels as (select * from cut_labels),
health_banded as (select * from health_banded),

newest as (
  select entry.* from health_banded as entry join company on company.last_month_no = entry.month_no
),

final as (
  select
    entry.basis, label.cut, label.label, entry.band, entry.band_no,
    count(*) as customers,
    cast(sum(entry.balance_minor) as bigint) as balance_minor
  from newest as entry
  join cut_labels as carried
    on carried.customer_no = entry.customer_no
    and carried.from_month_no <= entry.month_no
    and carried.to_month_no > entry.month_no
    and (carried.basis is null or carried.basis = entry.basis)
  join labels as label on label.label_no = carried.label_no
  group by entry.basis, label.cut, label.label, entry.band, entry.band_no
)

select basis, cut, label, band, band_no, customers, balance_minor
from final
order by basis, cut, label, band
