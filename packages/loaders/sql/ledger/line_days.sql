-- A row is a line with the days between which it counts on each basis; interrupted_lines has what happens in between.
-- grain: line_no
-- line_no             contract_lines
-- live_on             first day it counts on live
-- live_off_on         first day it no longer counts on live; null is open
-- committed_on        first day it counts on committed
-- committed_off_on    first day it no longer counts on committed; null is open
-- is_first            it continues no other line
-- in_code             how it begins: 1 renewal, 2 contracted_step, 3 mid_term or the first of its chain
-- live_out_code       how it ends on live: 1 renewal (by its term), 2 contracted_step, 3 mid_term
-- committed_out_code  how it ends on committed, likewise
-- is_taken_over       on committed it ends because another line takes over
-- is_late             a renewal signed when the old line was no longer held
-- is_restored         signed after a whole notice on the old line that still stood
-- check: unique(line_no)
-- check: assert(committed_on <= live_on)
with
line_ends as (select * from line_ends),
line_starts as (select * from line_starts),
line_takeovers as (select * from line_takeovers),

final as (
  select
    ending.line_no,
    coalesce(start.on_on, ending.start_on) as live_on,
    case
      when takeover.takeover_on <= ending.own_end_on or ending.own_end_on is null then takeover.takeover_on
      else ending.own_end_on
    end as live_off_on,
    coalesce(start.committed_on, ending.begins_on) as committed_on,
    case
      when takeover.committed_on <= ending.committed_end_on or ending.committed_end_on is null then takeover.committed_on
      else ending.committed_end_on
    end as committed_off_on,
    start.line_no is null as is_first,
    case start.relation when 'renewal' then 1 when 'contracted_step' then 2 else 3 end as in_code,
    case
      when takeover.takeover_on <= ending.own_end_on or (ending.own_end_on is null and takeover.line_no is not null)
        then case takeover.relation when 'renewal' then 1 when 'contracted_step' then 2 else 3 end
      when ending.due_on is not null then 1
      else 3
    end as live_out_code,
    case
      when takeover.committed_on <= ending.committed_end_on or (ending.committed_end_on is null and takeover.line_no is not null)
        then case takeover.committed_relation when 'renewal' then 1 when 'contracted_step' then 2 else 3 end
      when ending.due_on is not null then 1
      else 3
    end as committed_out_code,
    coalesce(takeover.committed_on <= ending.committed_end_on, takeover.line_no is not null and ending.committed_end_on is null)
      as is_taken_over,
    coalesce(start.is_late, false) as is_late,
    coalesce(start.is_restored, false) as is_restored
  from line_ends as ending
  left join line_starts as start on start.line_no = ending.line_no
  left join line_takeovers as takeover on takeover.line_no = ending.line_no
)

select
  line_no, live_on, live_off_on, committed_on, committed_off_on, is_first, in_code, live_out_code, committed_out_code,
  is_taken_over, is_late, is_restored
from final
