-- A row is a customer with a balance on committed that customer success fears to lose at the last month's end. It expects a
-- loss, or noted a risk within the days a risk holds and did not close it since.
-- grain: customer_no
-- customer_no             customers_now
-- flagged_on              first day of the expected losses that are open; null where none is
-- probability             the largest of theirs, 0 to 1; null where none is
-- noted_on                day of the last risk noted; null where none was within the days a risk holds
-- anticipated_loss_minor  probability x amount of the expected losses, minor units of the reporting currency, 0 or negative
-- check: unique(customer_no)
-- check: assert(flagged_on is not null or noted_on is not null)
-- check: assert(anticipated_loss_minor <= 0)
with
company as (select * from company),
health_params as (select * from health_params),
customers_now as (select * from customers_now),
anticipated_customer_losses as (select * from anticipated_customer_losses),
read_expected_losses as (select * from read_expected_losses),
read_activities as (select * from read_activities),

expected as (
  select
    loss.customer_id,
    min(loss.flagged_on) as flagged_on,
    max(cast(loss.probability as double)) as probability
  from read_expected_losses as loss
  cross join company
  where year(loss.flagged_on) * 12 + month(loss.flagged_on) <= company.last_month_no
    and coalesce(year(loss.cleared_on) * 12 + month(loss.cleared_on), company.last_month_no + 1) > company.last_month_no
  group by loss.customer_id
),

noted as (
  select
    activity.customer_id,
    max(activity.activity_on) filter (where activity.activity_type = 'risk') as noted_on,
    max(activity.activity_on) filter (where activity.activity_type = 'risk_closed') as closed_on
  from read_activities as activity
  cross join company
  cross join health_params as params
  where activity.activity_type in ('risk', 'risk_closed')
    and activity.activity_on <= company.as_of
    and activity.activity_on + params.risk_window_days > company.as_of
  group by activity.customer_id
),

standing as (
  select noted.customer_id, noted.noted_on
  from noted
  where noted.noted_on is not null and (noted.closed_on is null or noted.closed_on < noted.noted_on)
),

final as (
  select
    now.customer_no, expected.flagged_on, expected.probability, standing.noted_on,
    coalesce(loss.anticipated_loss_minor, 0) as anticipated_loss_minor
  from customers_now as now
  cross join company
  left join anticipated_customer_losses as loss
    on loss.customer_no = now.customer_no and loss.month_no = company.last_month_no
  left join expected on expected.customer_id = now.customer_id and loss.customer_no is not null
  left join standing on standing.customer_id = now.customer_id
  where expected.customer_id is not null or standing.customer_id is not null
)

select customer_no, flagged_on, probability, noted_on, anticipated_loss_minor
from final
