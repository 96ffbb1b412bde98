-- How the scores of the last month are spread, in steps of five points.
-- grain: basis, above, band
-- basis          live, committed
-- above          scores from here, exclusive; 0 inclusive
-- band           name of the band
-- band_no        its place, the lowest first
-- customers      active customers with a score in the step and the band
-- balance_minor  their balance, minor units of the reporting currency
-- check: unique(basis, above, band)
with
company as (select * from company),
health_banded as (select * from health_banded),

final as (
  select
    entry.basis,
    cast(greatest(ceil(entry.final_score / 5e0) - 1, 0) * 5 as integer) as above,
    entry.band, entry.band_no,
    count(*) as customers,
    cast(sum(entry.balance_minor) as bigint) as balance_minor
  from health_banded as entry
  join company on company.last_month_no = entry.month_no
  where entry.final_score is not null
  group by all
)

select basis, above, band, band_no, customers, balance_minor
from final
order by basis, above, band
