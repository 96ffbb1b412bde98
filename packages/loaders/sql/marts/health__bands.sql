-- The bands of health of the configuration in force at the last month's end: (above, up_to], the lowest closed at 0.
-- grain: band
-- band     name of the band
-- band_no  its place, the lowest 1
-- above    scores above this
-- up_to    up to this
-- check: unique(band)
-- check: unique(band_no)
with
company as (select * from company),
health_months as (select * from health_months),
health_bands as (select * from health_bands),

final as (
  select band.band, band.band_no, band.above, band.up_to
  from health_bands as band
  join health_months as month on month.version_no = band.version_no
  join company on company.last_month_no = month.month_no
)

select band, band_no, above, up_to
from final
order by band_no
