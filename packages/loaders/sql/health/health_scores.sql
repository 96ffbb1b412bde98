-- A row is the health of a customer at a month's end: raw by weights, final after exceptions and overrides.
-- Sums are of decimals, so that they are the same to the last digit in every build, whatever the order.
-- grain: customer_no, month_no
-- customer_no      customers
-- month_no         health_months
-- version_no       health_versions
-- profile_no       health_profiles
-- live_minor       balance on live; null where not active on live
-- committed_minor  the same on committed
-- raw_score        0 to 100, by weights; null where nothing is known
-- coverage         share of the weight that is present, 0 to 1
-- exception_name   the exception that lowers it; null where none does
-- override_no      health_overrides; null where none is in force
-- final_score      0 to 100; null where coverage is under the floor and nobody overrides
-- band_no          health_bands; 0 is unscored
-- check: unique(customer_no, month_no)
-- check: not_null(band_no)
-- check: assert(raw_score is null or raw_score between 0 and 100)
-- check: assert((final_score is null) = (band_no = 0))
-- check: assert(coverage between 0 and 1.000000001)
with
health_customers as (select * from health_customers),
health_group_scores as (select * from health_group_scores),
health_values as (select * from health_values),
health_versions as (select * from health_versions),
health_exceptions as (select * from health_exceptions),
health_overrides as (select * from health_overrides),
health_bands as (select * from health_bands),

sums as (
  select
    entry.customer_no, entry.month_no,
    cast(sum(cast(entry.group_share * entry.group_score as decimal(24, 18))) as double)
      / cast(sum(cast(entry.group_share as decimal(24, 18))) as double) as raw_score,
    cast(sum(cast(entry.group_share * entry.coverage as decimal(24, 18))) as double) as coverage
  from health_group_scores as entry
  group by entry.customer_no, entry.month_no
),

met as (
  select
    entry.customer_no, entry.month_no, exception.name, exception.at_most,
    row_number() over (
      partition by entry.customer_no, entry.month_no order by exception.at_most, exception.exception_no
    ) as place
  from health_values as entry
  join health_exceptions as exception
    on exception.version_no = entry.version_no
    and exception.input = entry.input
    and (entry.value > exception.above or entry.value < exception.below)
),

overridden as (
  select
    customer.customer_no, customer.month_no, entry.score, entry.override_no,
    row_number() over (
      partition by customer.customer_no, customer.month_no order by entry.from_on desc, entry.override_no desc
    ) as place
  from health_overrides as entry
  join health_customers as customer
    on customer.customer_id = entry.customer_id
    and customer.ends_on >= entry.from_on
    and customer.ends_on < entry.until_on
),

scored as (
  select
    customer.customer_no, customer.month_no, customer.version_no, customer.profile_no, customer.live_minor,
    customer.committed_minor,
    case when total.raw_score is not null then round(greatest(least(total.raw_score, 100), 0), 12) end as raw_score,
    coalesce(round(total.coverage, 12), 0) as coverage,
    version.coverage_floor
  from health_customers as customer
  join health_versions as version on version.version_no = customer.version_no
  left join sums as total on total.customer_no = customer.customer_no and total.month_no = customer.month_no
),

finished as (
  select
    entry.*,
    case when entry.coverage >= entry.coverage_floor and met.at_most < entry.raw_score then met.name end as exception_name,
    overridden.override_no,
    coalesce(
      overridden.score,
      case when entry.coverage >= entry.coverage_floor then least(entry.raw_score, coalesce(met.at_most, entry.raw_score)) end
    ) as final_score
  from scored as entry
  left join met on met.customer_no = entry.customer_no and met.month_no = entry.month_no and met.place = 1
  left join overridden
    on overridden.customer_no = entry.customer_no and overridden.month_no = entry.month_no and overridden.place = 1
),

final as (
  select
    entry.customer_no, entry.month_no, entry.version_no, entry.profile_no, entry.live_minor, entry.committed_minor,
    entry.raw_score, entry.coverage, entry.exception_name, entry.override_no, entry.final_score,
    case when entry.final_score is null then 0 else band.band_no end as band_no
  from finished as entry
  left join health_bands as band
    on band.version_no = entry.version_no
    and entry.final_score > case when band.above = 0 then -1 else band.above end
    and entry.final_score <= band.up_to
)

select
  customer_no, month_no, version_no, profile_no, live_minor, committed_minor, raw_score, coverage, exception_name,
  override_no, final_score, band_no
from final
