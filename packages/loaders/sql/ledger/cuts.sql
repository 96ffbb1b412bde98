-- The cuts that say something of at least one customer; the others are left out of the reports.
-- grain: cut
-- cut  name of the cut's file
-- check: unique(cut)
with
cut_rows as (select * from cut_rows),

final as (
  select entry.cut
  from cut_rows as entry
  where entry.label is not null
  group by entry.cut
)

select cut
from final
