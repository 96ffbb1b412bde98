-- A row is a line that continues another, with the day it takes over on each basis: the latest over the lines it continues.
-- Live: early renewals, steps and mid-term replacements take over on their start; a renewal signed while the old line is
-- held, on its signing day, whatever start it prints; one signed later, or while the old line renews itself, on the later
-- of signing and start.
-- Committed: a mid-term replacement on the earlier of signing and start, but not before the line it replaces is in force;
-- an early renewal on the earlier of start and due day, or, signed on the day of the notice or a fee signed after it, then;
-- a step on its start; a renewal signed on or after the due day on its signing day.
-- grain: line_no
-- line_no       contract_lines
-- on_on         first day it counts on live
-- committed_on  first day it counts on committed
-- is_late       a renewal signed when the old line was no longer held
-- is_restored   signed after a whole notice on the old line that still stood
-- relation      renewal, contracted_step or mid_term; of several links the first in this order
-- check: unique(line_no)
-- check: not_null(on_on)
-- check: not_null(committed_on)
-- check: assert(committed_on <= on_on)
with
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),
line_ends as (select * from line_ends),

ways as (
  select
    link.line_no,
    link.relation,
    link.is_archive,
    case
      when link.relation <> 'renewal' or link.signed_on < link.due_on then 'on_start'
      when past.own_end_on is null or (link.due_on < past.due_on and link.signed_on < past.own_end_on) then 'in_force'
      when link.signed_on < past.own_end_on and link.signed_on <= past.first_signed_on then 'on_signing'
      else 'late'
    end as way,
    link.signed_on,
    link.start_on,
    link.due_on,
    case when past.standing_on <= link.signed_on and (past.restored_on is null or past.restored_on >= link.signed_on)
      then past.standing_on
    end as standing_on,
    past.is_whole_notice
  from line_links as link
  join line_ends as past on past.line_no = link.predecessor_no
),

takeovers as (
  select
    way.*,
    case
      when way.way <> 'on_start' then way.signed_on
      when way.relation = 'contracted_step' then way.start_on
      when way.relation = 'mid_term' then least(way.signed_on, way.start_on)
      when way.standing_on = way.signed_on or (way.standing_on is not null and way.is_whole_notice and way.is_archive)
        then least(way.signed_on, way.start_on, way.due_on)
      else least(way.start_on, way.due_on)
    end as committed_on
  from ways as way
),

starts as (
  select
    takeover.line_no,
    max(case takeover.way
      when 'on_start' then takeover.start_on
      when 'on_signing' then takeover.signed_on
      else greatest(takeover.signed_on, takeover.start_on)
    end) as on_on,
    max(takeover.committed_on) as committed_on,
    count(*) filter (where takeover.way = 'late') > 0 as is_late,
    count(*) filter (
      where takeover.way <> 'late' and takeover.relation <> 'contracted_step' and takeover.is_whole_notice
        and takeover.standing_on < takeover.signed_on and takeover.standing_on < takeover.committed_on
    ) > 0 as is_restored,
    case min(case takeover.relation when 'renewal' then 1 when 'contracted_step' then 2 else 3 end)
      when 1 then 'renewal'
      when 2 then 'contracted_step'
      else 'mid_term'
    end as relation
  from takeovers as takeover
  group by takeover.line_no
),

ahead as (
  select link.line_no, link.predecessor_no, link.start_on
  from line_links as link
  where link.relation = 'mid_term' and link.signed_on < link.start_on
),

raised_1 as (
  select link.line_no, max(least(coalesce(past.committed_on, least(line.signed_on, line.start_on)), link.start_on)) as on_on
  from ahead as link
  join contract_lines as line on line.line_no = link.predecessor_no
  left join starts as past on past.line_no = link.predecessor_no
  group by link.line_no
),

raised_2 as (
  select link.line_no, max(least(past.on_on, link.start_on)) as on_on
  from ahead as link
  join raised_1 as past on past.line_no = link.predecessor_no
  group by link.line_no
),

raised_3 as (
  select link.line_no, max(least(past.on_on, link.start_on)) as on_on
  from ahead as link
  join raised_2 as past on past.line_no = link.predecessor_no
  group by link.line_no
),

raised as (
  select each_round.line_no, max(each_round.on_on) as on_on
  from (
    select this.line_no, this.on_on from raised_1 as this
    union all
    select this.line_no, this.on_on from raised_2 as this
    union all
    select this.line_no, this.on_on from raised_3 as this
  ) as each_round
  group by each_round.line_no
),

final as (
  select
    start.line_no,
    start.on_on,
    case when raised.on_on > start.committed_on then raised.on_on else start.committed_on end as committed_on,
    start.is_late,
    start.is_restored,
    start.relation
  from starts as start
  left join raised on raised.line_no = start.line_no
)

select line_no, on_on, committed_on, is_late, is_restored, relation
from final
