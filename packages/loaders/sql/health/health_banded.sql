-- A row is a customer active on a basis at a month's end, with its band of health; the open month has none yet.
-- grain: basis, customer_no, month_no
-- basis          live, committed
-- customer_no    customers
-- month_no       health_months
-- band           name of the band, or unscored
-- band_no        its place, the lowest first; 0 is unscored
-- final_score    0 to 100; null where unscored
-- coverage       share of the weight that is present, 0 to 1
-- balance_minor  balance on the basis, minor units of the reporting currency
-- check: unique(basis, customer_no, month_no)
with
company as (select * from company),
bases as (select * from bases),
health_scores as (select * from health_scores),
health_bands as (select * from health_bands),

final as (
  select
    bases.basis, score.customer_no, score.month_no,
    coalesce(band.band, 'unscored') as band,
    score.band_no, score.final_score, score.coverage,
    case when bases.basis = 'live' then score.live_minor else score.committed_minor end as balance_minor
  from health_scores as score
  join company on score.month_no <= company.last_month_no
  cross join bases
  left join health_bands as band on band.version_no = score.version_no and band.band_no = score.band_no
  where case when bases.basis = 'live' then score.live_minor else score.committed_minor end is not null
)

select basis, customer_no, month_no, band, band_no, final_score, coverage, balance_minor
from final
