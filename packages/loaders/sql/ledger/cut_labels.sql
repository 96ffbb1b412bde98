-- A row is a stretch of months over which a customer carries a label of a cut; every customer has one at any time.
-- Labels that never change are taken as they come; only cuts with dated rows are put in order of time.
-- grain: basis, label_no, customer_no, from_month_no
-- basis              live, committed where the cut differs between them; null is both
-- label_no           labels
-- customer_no        customers
-- from_month_no      first month of the label; 0 is from the beginning
-- to_month_no        first month after it; 99999 is open
-- previous_label_no  label before it; null for the first
-- check: unique(basis, label_no, customer_no, from_month_no)
-- check: not_null(label_no)
with
bases as (select * from bases),
cuts as (select * from cuts),
customers as (select * from customers),
cut_rows as (select * from cut_rows),
labels as (select * from labels),

numbered as (
  select
    basis_of.basis,
    label.cut,
    label.label_no,
    customer.customer_no,
    coalesce(cast(year(entry.from_month) * 12 + month(entry.from_month) as integer), 0) as from_month_no
  from cut_rows as entry
  join customers as customer on customer.customer_id = entry.customer_id
  join labels as label
    on label.cut = entry.cut and label.label = coalesce(nullif(trim(entry.label), ''), 'unassigned')
  left join bases as basis_of on basis_of.basis = entry.basis
),

cut_bases as (
  select cut.cut, bases.basis
  from cuts as cut
  left join (select distinct entry.cut from cut_rows as entry where entry.basis is not null) as split on split.cut = cut.cut
  left join bases on split.cut is not null
),

dated_cuts as (
  select entry.cut from cut_rows as entry where entry.from_month is not null group by entry.cut
),

starts as (
  select entry.basis, entry.cut, entry.customer_no, min(entry.from_month_no) as from_month_no
  from numbered as entry
  group by entry.basis, entry.cut, entry.customer_no
),

missing as (
  select cut.basis, label.cut, label.label_no, customer.customer_no, 0 as from_month_no
  from cut_bases as cut
  join labels as label on label.cut = cut.cut and label.label = 'unassigned'
  cross join customers as customer
  left join starts as start
    on start.cut = cut.cut
    and start.customer_no = customer.customer_no
    and start.basis is not distinct from cut.basis
  where start.from_month_no is null or start.from_month_no > 0
),

complete as (
  select entry.basis, entry.cut, entry.label_no, entry.customer_no, entry.from_month_no from numbered as entry
  union all
  select entry.basis, entry.cut, entry.label_no, entry.customer_no, entry.from_month_no from missing as entry
),

stretches as (
  select
    entry.basis, entry.cut, entry.label_no, entry.customer_no, entry.from_month_no,
    lag(entry.label_no) over (
      partition by entry.basis, entry.cut, entry.customer_no order by entry.from_month_no nulls last
    ) as previous_label_no
  from complete as entry
  join dated_cuts as dated on dated.cut = entry.cut
),

changes as (
  select stretch.*
  from stretches as stretch
  where stretch.previous_label_no is distinct from stretch.label_no
),

final as (
  select
    entry.basis, entry.label_no, entry.customer_no, entry.from_month_no, 99999 as to_month_no,
    cast(null as integer) as previous_label_no
  from complete as entry
  where not exists (select 1 from dated_cuts as dated where dated.cut = entry.cut)
  union all
  select
    change.basis, change.label_no, change.customer_no, change.from_month_no,
    coalesce(
      lead(change.from_month_no) over (
        partition by change.basis, change.cut, change.customer_no order by change.from_month_no nulls last
      ),
      99999
    ) as to_month_no,
    change.previous_label_no
  from changes as change
)

select basis, label_no, customer_no, from_month_no, to_month_no, previous_label_no
from final
