-- A row is a month end at which losses are anticipated: the sum of those of its customers.
-- A memo: only recorded facts move committed MRR.
-- grain: month_no
-- month_no                year * 12 + month
-- anticipated_loss_minor  minor units of the reporting currency, 0 or negative
-- check: unique(month_no)
-- check: assert(anticipated_loss_minor <= 0)
with
anticipated_customer_losses as (select * from anticipated_customer_losses),

final as (
  select loss.month_no, cast(sum(loss.anticipated_loss_minor) as bigint) as anticipated_loss_minor
  from anticipated_customer_losses as loss
  group by loss.month_no
)

select month_no, anticipated_loss_minor
from final
