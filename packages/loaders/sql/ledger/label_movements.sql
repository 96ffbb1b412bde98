-- A row is what movements of one kind, side and reason add up to in a month, for customers who carry a label of a cut.
-- A movement carries the customer's label at the end of the month before (of the month where it comes from 0).
-- Kind, side and reason are one number while rows are added up: a movement has a label in every cut, and texts cost most.
-- grain: basis, month_no, label_no, kind, side, reason
-- basis           live, committed
-- month_no        year * 12 + month
-- label_no        labels
-- kind            as in movements
-- side            as in movements
-- reason          as in movements; null for gains
-- amount_minor    change, minor units of the reporting currency; losses negative
-- quantity_minor  quantity part of upgrades and downgrades
-- list_minor      list-price part of the price of those whose list price is known; null where none is
-- discount_minor  the rest of the price of those; null where none is
-- check: unique(basis, month_no, label_no, kind, side, reason)
with
bases as (select * from bases),
movements as (select * from movements),
cut_labels as (select * from cut_labels),

texts as (
  select one.kind, one.side, one.reason,
    row_number() over (order by one.kind nulls last, one.side nulls last, one.reason nulls last) as text_no
  from (select distinct movement.kind, movement.side, movement.reason from movements as movement) as one
),

numbered as (
  select movement.basis, movement.customer_no, movement.month_no,
    movement.month_no - case when movement.is_at_zero then 0 else 1 end as label_month_no,
    text.text_no, movement.amount_minor, movement.quantity_minor, movement.list_minor,
    case
      when movement.kind in ('upgrade', 'downgrade') and movement.list_minor is not null
        then movement.amount_minor - movement.quantity_minor - movement.list_minor
    end as discount_minor
  from movements as movement
  join texts as text
    on text.kind = movement.kind and text.side = movement.side and text.reason is not distinct from movement.reason
),

stretches as (
  select basis_of.basis, stretch.customer_no, stretch.label_no, stretch.from_month_no, stretch.to_month_no
  from cut_labels as stretch
  join bases as basis_of on basis_of.basis = stretch.basis
  union all
  select basis_of.basis, stretch.customer_no, stretch.label_no, stretch.from_month_no, stretch.to_month_no
  from cut_labels as stretch
  cross join bases as basis_of
  where stretch.basis is null
),

sums as (
  select movement.basis, movement.month_no, stretch.label_no, movement.text_no,
    cast(sum(movement.amount_minor) as bigint) as amount_minor,
    cast(sum(movement.quantity_minor) as bigint) as quantity_minor,
    cast(sum(movement.list_minor) as bigint) as list_minor,
    cast(sum(movement.discount_minor) as bigint) as discount_minor
  from numbered as movement
  join stretches as stretch
    on stretch.customer_no = movement.customer_no
    and stretch.basis = movement.basis
    and stretch.from_month_no <= movement.label_month_no
    and stretch.to_month_no > movement.label_month_no
  group by movement.basis, movement.month_no, stretch.label_no, movement.text_no
),

final as (
  select sums.basis, sums.month_no, sums.label_no, text.kind, text.side, text.reason,
    sums.amount_minor, sums.quantity_minor, sums.list_minor, sums.discount_minor
  from sums
  join texts as text on text.text_no = sums.text_no
)

select
  basis, month_no, label_no, kind, side, reason, amount_minor, quantity_minor, list_minor, discount_minor
from final
