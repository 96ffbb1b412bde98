-- The wave: how many customers, and how much of their balance, stand in each band of health at each month's end.
-- grain: report_month, basis, band
-- report_month     first day of the month
-- basis            live, committed
-- band             name of the band, or unscored
-- band_no          its place, the lowest first; 0 is unscored
-- version          configuration of the month
-- currency         reporting currency
-- customers        active customers in the band
-- balance_minor    their balance, minor units of currency
-- coverage_micros  sum of their coverage, millionths: over customers it is the mean
-- check: unique(report_month, basis, band)
with
company as (select * from company),
health_banded as (select * from health_banded),
health_months as (select * from health_months),
health_versions as (select * from health_versions),

final as (
  select
    month.report_month, entry.basis, entry.band, entry.band_no, version.version, company.currency,
    count(*) as customers,
    cast(sum(entry.balance_minor) as bigint) as balance_minor,
    cast(sum(cast(round(entry.coverage * 1000000) as bigint)) as bigint) as coverage_micros
  from health_banded as entry
  cross join company
  join health_months as month on month.month_no = entry.month_no
  join health_versions as version on version.version_no = month.version_no
  group by month.report_month, entry.basis, entry.band, entry.band_no, version.version, company.currency
)

select report_month, basis, band, band_no, version, currency, customers, balance_minor, coverage_micros
from final
order by report_month, basis, band
