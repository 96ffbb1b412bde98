-- A row is a line with the day it ends by itself, before any other line takes over.
-- A `term` line is held after its due day [due, due + late_renewal_grace_days) until a recorded loss or the window's end;
-- where a renewal was signed before the due day, no notice ends it earlier than the window.
-- grain: line_no
-- line_no           contract_lines
-- due_on            end of a term; null where nothing is due
-- own_end_on        first day it no longer counts by itself; null is open
-- is_renewed_early  a renewal was signed before the due day
-- reduced_on        day from which, held, it counts with what a notice leaves; null where no notice leaves an amount
-- first_signed_on   earliest signing of any line that continues it; null where none does
-- check: unique(line_no)
with
company as (select * from company),
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),

signings as (
  select
    link.predecessor_no as line_no,
    min(link.signed_on) as first_signed_on,
    min(case when link.relation = 'renewal' then link.signed_on end) as renewal_signed_on
  from line_links as link
  group by link.predecessor_no
),

due as (
  select
    line.line_no,
    line.end_on,
    line.due_on,
    cast(line.end_on + interval '1' day * company.late_renewal_grace_days as date) as window_end_on,
    line.notice_on,
    coalesce(line.remaining_minor, 0) = 0 as is_whole_notice,
    coalesce(signing.renewal_signed_on < line.end_on, false) as is_renewed_early,
    signing.first_signed_on
  from contract_lines as line
  cross join company
  left join signings as signing on signing.line_no = line.line_no
),

final as (
  select
    due.line_no,
    due.due_on,
    case
      when due.due_on is null then due.end_on
      when due.is_renewed_early then due.window_end_on
      when due.notice_on < due.due_on and due.is_whole_notice then due.due_on
      when due.notice_on is not null and due.is_whole_notice then least(due.window_end_on, due.notice_on)
      else due.window_end_on
    end as own_end_on,
    due.is_renewed_early,
    case
      when due.due_on is not null and due.notice_on is not null and not due.is_whole_notice and not due.is_renewed_early
        then greatest(due.due_on, due.notice_on)
    end as reduced_on,
    due.first_signed_on
  from due
)

select line_no, due_on, own_end_on, is_renewed_early, reduced_on, first_signed_on
from final
