-- A row is a stretch of months over which a customer carries a label of a cut; every customer has one at any time.
-- grain: cut, customer_no, from_month_no
-- cut            name of the cut's file
-- customer_no    customers
-- from_month_no  first month of the label; 0 is from the beginning
-- to_month_no    first month after it; 99999 is open
-- label          the label; unassigned where the cut says nothing of the customer
-- previous_label label before it; null for the first
-- check: unique(cut, customer_no, from_month_no)
-- check: not_null(label)
with
cuts as (select * from cuts),
customers as (select * from customers),
cut_rows as (select * from cut_rows),

numbered as (
  select
    entry.cut,
    customer.customer_no,
    coalesce(cast(year(entry.from_month) * 12 + month(entry.from_month) as integer), 0) as from_month_no,
    coalesce(nullif(trim(cast(entry.label as varchar)), ''), 'unassigned') as label
  from cut_rows as entry
  join customers as customer on customer.customer_id = entry.customer_id
),

firsts as (
  select entry.cut, entry.customer_no, min(entry.from_month_no) as from_month_no
  from numbered as entry
  group by entry.cut, entry.customer_no
),

complete as (
  select entry.cut, entry.customer_no, entry.from_month_no, entry.label
  from numbered as entry
  union all
  select cut.cut, customer.customer_no, 0 as from_month_no, 'unassigned' as label
  from cuts as cut
  cross join customers as customer
  left join firsts as first on first.cut = cut.cut and first.customer_no = customer.customer_no
  where first.from_month_no is null or first.from_month_no > 0
),

stretches as (
  select
    entry.cut, entry.customer_no, entry.from_month_no, entry.label,
    lag(entry.label) over (
      partition by entry.cut, entry.customer_no order by entry.from_month_no nulls last
    ) as previous_label
  from complete as entry
),

changes as (
  select stretch.cut, stretch.customer_no, stretch.from_month_no, stretch.label, stretch.previous_label
  from stretches as stretch
  where stretch.previous_label is distinct from stretch.label
),

final as (
  select
    change.cut, change.customer_no, change.from_month_no,
    coalesce(
      lead(change.from_month_no) over (
        partition by change.cut, change.customer_no order by change.from_month_no nulls last
      ),
      99999
    ) as to_month_no,
    change.label,
    change.previous_label
  from changes as change
)

select cut, customer_no, from_month_no, to_month_no, label, previous_label
from final
