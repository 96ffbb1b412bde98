-- Do customer success and the score fear for the same customers? Active customers on committed at the last month's end.
-- grain: is_flagged, score_view
-- is_flagged              customer success expects a loss, or noted a risk within the days a risk holds
-- score_view              lowest: in the lowest band of health; higher: in another one; unscored
-- currency                reporting currency
-- customers               active customers on committed
-- committed_minor         their monthly balance, minor units of currency
-- anticipated_loss_minor  probability x amount of the losses expected of them, 0 or negative
-- check: unique(is_flagged, score_view)
-- check: accepted(score_view, lowest, higher, unscored)
with
at_risk__standing as (select * from at_risk__standing),

final as (
  select
    standing.is_flagged, standing.score_view, standing.currency,
    count(*) as customers,
    cast(sum(standing.committed_minor) as bigint) as committed_minor,
    cast(sum(standing.anticipated_loss_minor) as bigint) as anticipated_loss_minor
  from at_risk__standing as standing
  group by standing.is_flagged, standing.score_view, standing.currency
)

select is_flagged, score_view, currency, customers, committed_minor, anticipated_loss_minor
from final
order by is_flagged, score_view
