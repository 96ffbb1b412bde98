-- A row is a line that, between the days of line_days, counts for a while with another amount or not at all:
-- held at what a notice leaves, noticed and taken back, paused, or with nothing signed to follow (line_falls). Most lines
-- have no row.
-- grain: basis, line_no
-- basis        live, committed
-- line_no      contract_lines
-- reduced_on   day from which it counts with what a notice leaves; null where no notice leaves an amount
-- gap_on       day of a whole notice that is taken back on restored_on; null where there is none
-- restored_on  day from which it counts in full again; null where what the notice left stays
-- paused_on    first day of a pause in which it does not count; null where there is none
-- resumes_on   first day after that pause; null where none is known
-- has_falls    line_falls has days on which it does not count
-- check: unique(basis, line_no)
with
bases as (select * from bases),
contract_lines as (select * from contract_lines),
line_ends as (select * from line_ends),
line_falls as (select * from line_falls),

interruptions as (
  select
    line.line_no,
    ending.reduced_on as live_reduced_on,
    case when not ending.is_whole_notice then ending.standing_on end as committed_reduced_on,
    case when ending.is_whole_notice and ending.restored_on is not null then ending.standing_on end as gap_on,
    ending.restored_on,
    line.paused_on,
    line.resumes_on,
    fall.line_no is not null as has_falls
  from line_ends as ending
  join contract_lines as line on line.line_no = ending.line_no
  left join (select distinct each_fall.line_no from line_falls as each_fall) as fall on fall.line_no = ending.line_no
  where ending.reduced_on is not null or ending.standing_on is not null or line.paused_on is not null
    or fall.line_no is not null
),

final as (
  select
    bases.basis,
    line.line_no,
    case when bases.basis = 'live' then line.live_reduced_on else line.committed_reduced_on end as reduced_on,
    case when bases.basis = 'committed' then line.gap_on end as gap_on,
    case when bases.basis = 'committed' then line.restored_on end as restored_on,
    case when bases.basis = 'live' or line.resumes_on is null then line.paused_on end as paused_on,
    case when bases.basis = 'live' then line.resumes_on end as resumes_on,
    bases.basis = 'committed' and line.has_falls as has_falls
  from interruptions as line
  cross join bases
)

select basis, line_no, reduced_on, gap_on, restored_on, paused_on, resumes_on, has_falls
from final
where reduced_on is not null or gap_on is not null or paused_on is not null or has_falls
