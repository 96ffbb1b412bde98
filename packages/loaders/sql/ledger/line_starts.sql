-- A row is a line that continues another, with the day it takes over: the latest over the lines it continues.
-- Early renewals, steps and mid-term replacements take over on their start; a renewal signed while the old line is held,
-- on its signing day, whatever start it prints; one signed later, on the later of signing and start.
-- grain: line_no
-- line_no   contract_lines
-- on_on     first day it counts
-- is_late   a renewal signed when the old line was no longer held
-- relation  renewal, contracted_step or mid_term; of several links the first in this order
-- check: unique(line_no)
-- check: not_null(on_on)
with
line_links as (select * from line_links),
line_ends as (select * from line_ends),

takeovers as (
  select
    link.line_no,
    link.relation,
    case
      when link.relation <> 'renewal' or link.signed_on < link.due_on then 'on_start'
      when link.signed_on < past.own_end_on and link.signed_on <= past.first_signed_on then 'on_signing'
      else 'late'
    end as way,
    link.signed_on,
    link.start_on
  from line_links as link
  join line_ends as past on past.line_no = link.predecessor_no
),

final as (
  select
    takeover.line_no,
    max(case takeover.way
      when 'on_start' then takeover.start_on
      when 'on_signing' then takeover.signed_on
      else greatest(takeover.signed_on, takeover.start_on)
    end) as on_on,
    count(*) filter (where takeover.way = 'late') > 0 as is_late,
    case min(case takeover.relation when 'renewal' then 1 when 'contracted_step' then 2 else 3 end)
      when 1 then 'renewal'
      when 2 then 'contracted_step'
      else 'mid_term'
    end as relation
  from takeovers as takeover
  group by takeover.line_no
)

select line_no, on_on, is_late, relation
from final
