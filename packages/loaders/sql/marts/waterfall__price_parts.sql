-- The parts of upgrades and downgrades by month: quantity and price, and of the price list price and discount.
-- grain: report_month, basis, kind
-- report_month    first day of the month
-- basis           live, committed
-- kind            upgrade, downgrade
-- currency        reporting currency
-- quantity_minor  more or fewer units at the price before, minor units of currency
-- price_minor     the rest: a unit costs more or less
-- list_minor      list-price part of the price where list prices are known
-- discount_minor  the rest of the price of those
-- check: unique(report_month, basis, kind)
-- check: accepted(kind, upgrade, downgrade)
with
company as (select * from company),
movements as (select * from movements),

final as (
  select
    movement.report_month, movement.basis, movement.kind, company.currency,
    cast(sum(movement.quantity_minor) as bigint) as quantity_minor,
    cast(sum(movement.amount_minor - movement.quantity_minor) as bigint) as price_minor,
    cast(coalesce(sum(movement.list_minor), 0) as bigint) as list_minor,
    cast(coalesce(sum(
      case when movement.list_minor is not null then movement.amount_minor - movement.quantity_minor - movement.list_minor end
    ), 0) as bigint) as discount_minor
  from movements as movement
  cross join company
  where movement.kind in ('upgrade', 'downgrade')
  group by movement.report_month, movement.basis, movement.kind, company.currency
)

select report_month, basis, kind, currency, quantity_minor, price_minor, list_minor, discount_minor
from final
order by report_month, basis, kind
