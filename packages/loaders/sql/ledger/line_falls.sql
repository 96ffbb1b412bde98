-- A row is a stretch of days on which, on committed, a line does not count because all that is signed to follow it is noticed
-- whole before it takes over: nothing is signed for afterwards. It ends where such a notice is taken back, or another
-- line is signed to follow. What follows is looked at three lines ahead.
-- grain: line_no, off_on
-- line_no      contract_lines: the line in force, or itself still to come
-- off_on       day of the notice: first day it does not count
-- restored_on  first day it counts again; null where it does not
-- out_code     how it ends: 1 where the line noticed last has a term, else 3
-- check: unique(line_no, off_on)
-- check: assert(restored_on is null or restored_on > off_on)
with
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),
line_ends as (select * from line_ends),
line_starts as (select * from line_starts),
line_days as (select * from line_days),

noticed as (
  select ending.line_no, greatest(ending.standing_on, line.signed_on) as off_on, ending.restored_on,
    case when line.due_on is not null then 1 else 3 end as out_code
  from line_ends as ending
  join line_starts as start on start.line_no = ending.line_no
  join contract_lines as line on line.line_no = ending.line_no
  where ending.is_whole_notice
    and ending.standing_on <= start.committed_on
    and (ending.restored_on is null or ending.restored_on > line.signed_on)
),

events_1 as (
  select link.predecessor_no as line_no, link.signed_on as day_on, 1 as delta, cast(null as integer) as out_code
  from (
    select distinct link.predecessor_no from noticed as dead join line_links as link on link.line_no = dead.line_no
  ) as past
  join line_links as link on link.predecessor_no = past.predecessor_no
  union all
  select link.predecessor_no as line_no, dead.off_on as day_on, -1 as delta, dead.out_code
  from noticed as dead
  join line_links as link on link.line_no = dead.line_no
  union all
  select link.predecessor_no as line_no, dead.restored_on as day_on, 1 as delta, cast(null as integer) as out_code
  from noticed as dead
  join line_links as link on link.line_no = dead.line_no
  where dead.restored_on is not null
),

falls_1 as (
  select each_day.line_no, each_day.day_on as off_on, each_day.next_on as restored_on, each_day.out_code
  from (
    select day.line_no, day.day_on, day.out_code,
      cast(sum(day.delta) over line_order as bigint) as standing,
      lead(day.day_on) over line_order as next_on
    from (
      select event.line_no, event.day_on, cast(sum(event.delta) as bigint) as delta, min(event.out_code) as out_code
      from events_1 as event
      group by event.line_no, event.day_on
    ) as day
    window line_order as (partition by day.line_no order by day.day_on nulls last)
  ) as each_day
  where each_day.standing = 0
),

dead_2 as (
  select noticed.* from noticed
  union all
  select fall.line_no, greatest(fall.off_on, line.signed_on, coalesce(own.restored_on, fall.off_on)) as off_on,
    fall.restored_on, fall.out_code
  from falls_1 as fall
  join line_starts as start on start.line_no = fall.line_no and fall.off_on <= start.committed_on
  join contract_lines as line on line.line_no = fall.line_no
  left join noticed as own on own.line_no = fall.line_no
  where (fall.restored_on is null or fall.restored_on > line.signed_on)
    and (own.line_no is null or own.restored_on < fall.restored_on or (own.restored_on is not null and fall.restored_on is null))
),

events_2 as (
  select link.predecessor_no as line_no, link.signed_on as day_on, 1 as delta, cast(null as integer) as out_code
  from (
    select distinct link.predecessor_no from dead_2 as dead join line_links as link on link.line_no = dead.line_no
  ) as past
  join line_links as link on link.predecessor_no = past.predecessor_no
  union all
  select link.predecessor_no as line_no, dead.off_on as day_on, -1 as delta, dead.out_code
  from dead_2 as dead
  join line_links as link on link.line_no = dead.line_no
  union all
  select link.predecessor_no as line_no, dead.restored_on as day_on, 1 as delta, cast(null as integer) as out_code
  from dead_2 as dead
  join line_links as link on link.line_no = dead.line_no
  where dead.restored_on is not null
),

falls_2 as (
  select each_day.line_no, each_day.day_on as off_on, each_day.next_on as restored_on, each_day.out_code
  from (
    select day.line_no, day.day_on, day.out_code,
      cast(sum(day.delta) over line_order as bigint) as standing,
      lead(day.day_on) over line_order as next_on
    from (
      select event.line_no, event.day_on, cast(sum(event.delta) as bigint) as delta, min(event.out_code) as out_code
      from events_2 as event
      group by event.line_no, event.day_on
    ) as day
    window line_order as (partition by day.line_no order by day.day_on nulls last)
  ) as each_day
  where each_day.standing = 0
),

dead_3 as (
  select noticed.* from noticed
  union all
  select fall.line_no, greatest(fall.off_on, line.signed_on, coalesce(own.restored_on, fall.off_on)) as off_on,
    fall.restored_on, fall.out_code
  from falls_2 as fall
  join line_starts as start on start.line_no = fall.line_no and fall.off_on <= start.committed_on
  join contract_lines as line on line.line_no = fall.line_no
  left join noticed as own on own.line_no = fall.line_no
  where (fall.restored_on is null or fall.restored_on > line.signed_on)
    and (own.line_no is null or own.restored_on < fall.restored_on or (own.restored_on is not null and fall.restored_on is null))
),

events_3 as (
  select link.predecessor_no as line_no, link.signed_on as day_on, 1 as delta, cast(null as integer) as out_code
  from (
    select distinct link.predecessor_no from dead_3 as dead join line_links as link on link.line_no = dead.line_no
  ) as past
  join line_links as link on link.predecessor_no = past.predecessor_no
  union all
  select link.predecessor_no as line_no, dead.off_on as day_on, -1 as delta, dead.out_code
  from dead_3 as dead
  join line_links as link on link.line_no = dead.line_no
  union all
  select link.predecessor_no as line_no, dead.restored_on as day_on, 1 as delta, cast(null as integer) as out_code
  from dead_3 as dead
  join line_links as link on link.line_no = dead.line_no
  where dead.restored_on is not null
),

falls_3 as (
  select each_day.line_no, each_day.day_on as off_on, each_day.next_on as restored_on, each_day.out_code
  from (
    select day.line_no, day.day_on, day.out_code,
      cast(sum(day.delta) over line_order as bigint) as standing,
      lead(day.day_on) over line_order as next_on
    from (
      select event.line_no, event.day_on, cast(sum(event.delta) as bigint) as delta, min(event.out_code) as out_code
      from events_3 as event
      group by event.line_no, event.day_on
    ) as day
    window line_order as (partition by day.line_no order by day.day_on nulls last)
  ) as each_day
  where each_day.standing = 0
),

final as (
  select fall.line_no, fall.off_on, fall.restored_on, coalesce(fall.out_code, 3) as out_code
  from falls_3 as fall
  join line_days as day on day.line_no = fall.line_no
  where day.committed_off_on is null or (fall.off_on <= day.committed_off_on and day.committed_on < day.committed_off_on)
)

select line_no, off_on, restored_on, out_code
from final
