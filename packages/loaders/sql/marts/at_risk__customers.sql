-- Customers with a balance on committed of whom customer success or the score says at the last month's end that they may be
-- lost, and what each of the two says.
-- grain: customer_id
-- customer_id             the company's own key
-- is_flagged              customer success expects a loss, or noted a risk within the days a risk holds
-- flagged_on              first day of the expected losses that are open; null where none is
-- probability             the largest of theirs, 0 to 1; null where none is
-- noted_on                day of the last risk noted; null where none holds
-- band                    band of health, or unscored
-- band_no                 its place, the lowest first; 0 is unscored
-- final_score             0 to 100; null where unscored
-- currency                reporting currency
-- committed_minor         monthly balance on committed, minor units of currency
-- anticipated_loss_minor  probability x amount of the losses expected, 0 or negative
-- csm                     who looks after it, the first by name where several do; null where nobody is known
-- check: unique(customer_id)
-- check: assert(is_flagged or band_no = 1)
with
company as (select * from company),
customers_now as (select * from customers_now),
customer_care as (select * from customer_care),
csm_flags as (select * from csm_flags),
health_scores as (select * from health_scores),
health_bands as (select * from health_bands),

final as (
  select
    now.customer_id,
    flag.customer_no is not null as is_flagged,
    flag.flagged_on, flag.probability, flag.noted_on,
    coalesce(band.band, 'unscored') as band,
    coalesce(score.band_no, 0) as band_no,
    score.final_score, company.currency, now.committed_minor,
    coalesce(flag.anticipated_loss_minor, 0) as anticipated_loss_minor,
    care.csm
  from customers_now as now
  cross join company
  left join csm_flags as flag on flag.customer_no = now.customer_no
  left join health_scores as score
    on score.customer_no = now.customer_no and score.month_no = company.last_month_no
  left join health_bands as band on band.version_no = score.version_no and band.band_no = score.band_no
  left join customer_care as care on care.customer_no = now.customer_no and care.place = 1
  where now.is_active and (flag.customer_no is not null or score.band_no = 1)
)

select
  customer_id, is_flagged, flagged_on, probability, noted_on, band, band_no, final_score, currency, committed_minor,
  anticipated_loss_minor, csm
from final
order by customer_id
