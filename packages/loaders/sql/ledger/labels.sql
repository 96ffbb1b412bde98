-- The labels of every cut with a small number each; unassigned is a label of every cut.
-- grain: label_no
-- label_no  integer, in the order of cut and label
-- cut       name of the cut's file
-- label     label of the cut
-- check: unique(label_no)
-- check: unique(cut, label)
with
cuts as (select * from cuts),
cut_rows as (select * from cut_rows),

named as (
  select entry.cut, coalesce(nullif(trim(entry.label), ''), 'unassigned') as label
  from cut_rows as entry
  join cuts as cut on cut.cut = entry.cut
  group by entry.cut, coalesce(nullif(trim(entry.label), ''), 'unassigned')
  union
  select cut.cut, 'unassigned' as label from cuts as cut
),

final as (
  select
    cast(row_number() over (order by named.cut nulls last, named.label nulls last) as integer) as label_no,
    named.cut,
    named.label
  from named
)

select label_no, cut, label
from final
