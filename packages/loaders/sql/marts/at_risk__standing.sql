-- What customer success and the score say of each active customer on committed at the last month's end: the customers behind
-- at_risk__agreement.
-- grain: customer_id
-- customer_id             the company's own key
-- is_flagged              customer success expects a loss, or noted a risk within the days a risk holds
-- score_view              lowest: in the lowest band of health; higher: in another one; unscored
-- currency                reporting currency
-- committed_minor         monthly balance, minor units of currency
-- anticipated_loss_minor  probability x amount of the losses expected, 0 or negative
-- check: unique(customer_id)
-- check: accepted(score_view, lowest, higher, unscored)
with
company as (select * from company),
customers_now as (select * from customers_now),
csm_flags as (select * from csm_flags),
health_scores as (select * from health_scores),

final as (
  select
    now.customer_id,
    flag.customer_no is not null as is_flagged,
    case when coalesce(score.band_no, 0) = 0 then 'unscored' when score.band_no = 1 then 'lowest' else 'higher' end
      as score_view,
    company.currency,
    now.committed_minor,
    coalesce(flag.anticipated_loss_minor, 0) as anticipated_loss_minor
  from customers_now as now
  cross join company
  left join csm_flags as flag on flag.customer_no = now.customer_no
  left join health_scores as score
    on score.customer_no = now.customer_no and score.month_no = company.last_month_no
  where now.is_active
)

select customer_id, is_flagged, score_view, currency, committed_minor, anticipated_loss_minor
from final
order by customer_id
