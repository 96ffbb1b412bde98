-- The health of each customer at each month's end, and in the month still open on as_of as it stands that day: as weighted,
-- and as it counts after exceptions and overrides.
-- grain: customer_id, report_month
-- customer_id      the company's own key
-- report_month     first day of the month
-- scored_on        the day the score is of, from what was known then: the month's last, as_of in an open month
-- version          configuration it was made with
-- profile          profile of the configuration: Everybody where none fits
-- currency         reporting currency
-- live_minor       balance on live, minor units of currency; null where not active on live
-- committed_minor  balance on committed; null where not active on committed
-- raw_score        0 to 100, by weights; null where nothing is known
-- coverage         share of the weight that is present, 0 to 1
-- exception_name   the exception that lowers it; null where none does
-- override_reason  why somebody set it by hand; null where nobody did
-- override_author  who did; null where nobody did
-- final_score      0 to 100; null where unscored
-- band             name of the band, or unscored
-- check: unique(customer_id, report_month)
-- check: not_null(version, profile, band)
with
company as (select * from company),
health_months as (select * from health_months),
customers as (select * from customers),
health_scores as (select * from health_scores),
health_versions as (select * from health_versions),
health_profiles as (select * from health_profiles),
health_bands as (select * from health_bands),
health_overrides as (select * from health_overrides),

final as (
  select
    customer.customer_id, month.report_month, month.ends_on as scored_on, version.version, profile.profile, company.currency,
    score.live_minor, score.committed_minor, score.raw_score, score.coverage, score.exception_name,
    override.reason as override_reason, override.author as override_author, score.final_score,
    coalesce(band.band, 'unscored') as band
  from health_scores as score
  cross join company
  join health_months as month on month.month_no = score.month_no
  join customers as customer on customer.customer_no = score.customer_no
  join health_versions as version on version.version_no = score.version_no
  join health_profiles as profile
    on profile.version_no = score.version_no and profile.profile_no = score.profile_no
  left join health_bands as band on band.version_no = score.version_no and band.band_no = score.band_no
  left join health_overrides as override on override.override_no = score.override_no
)

select
  customer_id, report_month, scored_on, version, profile, currency, live_minor, committed_minor, raw_score, coverage, exception_name,
  override_reason, override_author, final_score, band
from final
order by customer_id, report_month
