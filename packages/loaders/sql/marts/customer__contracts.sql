-- The contract lines of a customer's page, as they stand at as_of; also those that are never MRR.
-- grain: customer_id, line_id
-- customer_id    the company's own key
-- line_id        key of the line
-- order_id       the order it came with; null where not exported
-- product        product family
-- sku            what was sold; null where not exported
-- kind           recurring, one_off, trial: the last two are never MRR
-- state          ahead (signed, not begun), noticed, paused, in_force, ended, void (its end is not after its start)
-- currency       billing currency
-- monthly_minor  monthly amount, minor units of the billing currency; null of a one-off line
-- annual_minor   annual amount, minor units of the billing currency; null of a one-off line
-- one_off_minor  the whole amount of a one-off line, minor units of the billing currency; null of every other
-- quantity       units
-- discount_rate  1 - price / list price, 0..1; null where no list price is known
-- signed_on      null where not exported
-- start_on       first day of service
-- end_on         first day without service; null is open
-- end_means      term, cancelled, replaced: what the end is
-- auto_renews    renews itself unless noticed
-- notice_on      day of the notice that stands; null where none does
-- reason         reason code; null where none is given
-- check: unique(customer_id, line_id)
-- check: assert(kind in ('recurring', 'one_off', 'trial'))
with
company as (select * from company),
read_contract_lines as (select * from read_contract_lines),
customer__shards as (select * from customer__shards),

lines as (
  select
    line.*,
    case when line.notice_on <= company.as_of and coalesce(line.notice_withdrawn_on > company.as_of, true)
      then line.notice_on end as standing_on,
    case
      when line.is_trial then 'trial'
      when line.is_recurring then 'recurring'
      else 'one_off'
    end as kind,
    company.as_of
  from read_contract_lines as line
  cross join company
),

final as (
  select
    line.customer_id, line.line_id, line.order_id, line.product, line.sku, line.kind,
    case
      when line.end_on <= line.start_on then 'void'
      when line.end_on <= line.as_of and not line.auto_renews then 'ended'
      when line.end_on <= line.as_of and line.standing_on is not null then 'ended'
      when line.start_on > line.as_of then 'ahead'
      when line.paused_on <= line.as_of and coalesce(line.resumes_on > line.as_of, true) then 'paused'
      when line.standing_on is not null then 'noticed'
      else 'in_force'
    end as state,
    line.currency,
    case when line.kind <> 'one_off' then line.monthly_minor end as monthly_minor,
    case when line.kind <> 'one_off' then line.annual_minor end as annual_minor,
    case when line.kind = 'one_off' then line.one_off_minor end as one_off_minor,
    cast(line.quantity as double) as quantity,
    case when line.list_unit_monthly_minor > 0
      then round(1 - cast(line.unit_monthly_minor as double) / cast(line.list_unit_monthly_minor as double), 6)
    end as discount_rate,
    line.signed_on, line.start_on, line.end_on, line.end_means, line.auto_renews, line.standing_on as notice_on, line.reason
  from lines as line
  join customer__shards as shard on shard.customer_id = line.customer_id
)

select
  customer_id, line_id, order_id, product, sku, kind, state, currency, monthly_minor, annual_minor, one_off_minor, quantity,
  discount_rate, signed_on, start_on, end_on, end_means, auto_renews, notice_on, reason
from final
order by customer_id, line_id
