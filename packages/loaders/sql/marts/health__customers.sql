-- The customers behind the bands of health now and behind its migration: who is active at the last month's end, or was one
-- or three months before, with the bands of the three.
-- grain: customer_id
-- customer_id        the company's own key
-- band               band at the last month's end, or unscored; null where not active on either basis
-- final_score        0 to 100; null where unscored or not active
-- coverage           share of the weight that is present, 0 to 1; null where not active
-- exception_name     the exception that lowers the score; null where none does
-- override_reason    why somebody set it by hand; null where nobody did
-- currency           reporting currency
-- live_minor         balance on live, minor units of currency; null where not active on live
-- committed_minor    the same on committed
-- band_1             band one month before; null where not active then
-- final_score_1      the score one month before
-- live_1_minor       balance on live one month before; null where not active on live then
-- committed_1_minor  the same on committed
-- band_3             band three months before; null where not active then
-- final_score_3      the score three months before
-- live_3_minor       balance on live three months before; null where not active on live then
-- committed_3_minor  the same on committed
-- check: unique(customer_id)
with
company as (select * from company),
health__scores as (select * from health__scores),

final as (
  select
    score.customer_id,
    max(score.band) filter (where month.age = 0) as band,
    max(score.final_score) filter (where month.age = 0) as final_score,
    max(score.coverage) filter (where month.age = 0) as coverage,
    max(score.exception_name) filter (where month.age = 0) as exception_name,
    max(score.override_reason) filter (where month.age = 0) as override_reason,
    company.currency,
    max(score.live_minor) filter (where month.age = 0) as live_minor,
    max(score.committed_minor) filter (where month.age = 0) as committed_minor,
    max(score.band) filter (where month.age = 1) as band_1,
    max(score.final_score) filter (where month.age = 1) as final_score_1,
    max(score.live_minor) filter (where month.age = 1) as live_1_minor,
    max(score.committed_minor) filter (where month.age = 1) as committed_1_minor,
    max(score.band) filter (where month.age = 3) as band_3,
    max(score.final_score) filter (where month.age = 3) as final_score_3,
    max(score.live_minor) filter (where month.age = 3) as live_3_minor,
    max(score.committed_minor) filter (where month.age = 3) as committed_3_minor
  from health__scores as score
  cross join company
  join (select unnest([0, 1, 3]) as age) as month
    on year(score.report_month) * 12 + month(score.report_month) = company.last_month_no - month.age
  group by score.customer_id, company.currency
)

select
  customer_id, band, final_score, coverage, exception_name, override_reason, currency, live_minor, committed_minor,
  band_1, final_score_1, live_1_minor, committed_1_minor, band_3, final_score_3, live_3_minor, committed_3_minor
from final
order by customer_id
