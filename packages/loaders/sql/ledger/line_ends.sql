-- A row is a line with the day it ends by itself, before any other line takes over, on both bases.
-- Live: a `term` line is held after its due day [due, due + late_renewal_grace_days) until a recorded loss or the window's
-- end; where a renewal was signed before the due day, no notice ends it earlier than the window. A line that renews itself
-- goes on until the due day its notice makes the last. Committed: the earlier of that and a whole notice.
-- A notice on a line whose renewal was signed before it, or whose contracted step by then, does not stand.
-- grain: line_no
-- line_no            contract_lines
-- start_on           first day of service
-- begins_on          the earlier of signing and start
-- due_on             end of a term; null where nothing is due
-- own_end_on         first day it no longer counts on live by itself; null is open
-- committed_end_on   the same on committed; null is open
-- is_renewed_early   a renewal was signed before the due day
-- reduced_on         day from which, held, it counts on live with what a notice leaves; null where no notice leaves an amount
-- standing_on        day of a notice that stands on committed; null where none does
-- is_whole_notice    nothing remains after the notice that stands; null where none does
-- restored_on        day on which that notice was taken back, by itself or by a renewal signed after it; null where it was not
-- first_signed_on    earliest signing of any line that continues it; null where none does
-- check: unique(line_no)
with
company as (select * from company),
contract_lines as (select * from contract_lines),
automatic_terms as (select * from automatic_terms),
line_links as (select * from line_links),

signings as (
  select
    link.predecessor_no as line_no,
    min(link.signed_on) as first_signed_on,
    min(case when link.relation = 'renewal' and link.signed_on < link.due_on then link.signed_on end) as early_signed_on,
    max(case
      when link.notice_on is null then 0
      when link.relation = 'renewal' and link.signed_on < link.notice_on then 1
      when link.relation = 'contracted_step' and link.signed_on <= link.notice_on then 1
      else 0
    end) as is_notice_void,
    min(case
      when link.signed_on > link.notice_on and link.relation = 'renewal' and not link.is_archive
        and link.signed_on < link.due_on then link.signed_on
    end) as renewed_on
  from line_links as link
  group by link.predecessor_no
),

due as (
  select
    line.line_no,
    line.start_on,
    case when line.signed_on < line.start_on then line.signed_on else line.start_on end as begins_on,
    line.end_on,
    line.due_on,
    line.is_automatic,
    case
      when company.late_renewal_grace_days = 0 then line.end_on
      else cast(line.end_on + interval '1' day * company.late_renewal_grace_days as date)
    end as window_end_on,
    case when line.withdrawn_on is null then line.notice_on end as notice_on,
    line.remaining_minor is null as is_whole_notice,
    signing.early_signed_on,
    signing.early_signed_on is not null as is_renewed_early,
    case when coalesce(signing.is_notice_void, 0) = 0 then line.notice_on end as standing_on,
    case
      when line.remaining_minor is null and signing.renewed_on < line.withdrawn_on then signing.renewed_on
      when line.remaining_minor is null then coalesce(line.withdrawn_on, signing.renewed_on)
      else line.withdrawn_on
    end as restored_on,
    signing.first_signed_on
  from contract_lines as line
  cross join company
  left join signings as signing on signing.line_no = line.line_no
),

lives as (
  select
    due.*,
    case
      when due.due_on is null then due.end_on
      when due.is_automatic and (due.is_renewed_early or due.notice_on is null or not due.is_whole_notice) then null
      when due.is_renewed_early or due.notice_on is null or not due.is_whole_notice then due.window_end_on
      when due.notice_on < due.due_on then due.due_on
      else least(due.window_end_on, due.notice_on)
    end as own_end_on
  from due
),

final as (
  select
    live.line_no,
    live.start_on,
    live.begins_on,
    live.due_on,
    live.own_end_on,
    case
      when live.standing_on is not null and live.is_whole_notice and live.restored_on is null
        and (live.own_end_on is null or live.own_end_on > live.standing_on) then live.standing_on
      else live.own_end_on
    end as committed_end_on,
    live.is_renewed_early,
    case
      when live.is_whole_notice or live.notice_on is null then null
      when live.early_signed_on < coalesce(automatic.noticed_due_on, live.due_on) then null
      when live.is_automatic then greatest(automatic.noticed_due_on, live.notice_on)
      when live.due_on is not null then greatest(live.due_on, live.notice_on)
    end as reduced_on,
    live.standing_on,
    case when live.standing_on is not null then live.is_whole_notice end as is_whole_notice,
    case when live.standing_on is not null then live.restored_on end as restored_on,
    live.first_signed_on
  from lives as live
  left join automatic_terms as automatic on automatic.line_no = live.line_no
)

select
  line_no, start_on, begins_on, due_on, own_end_on, committed_end_on, is_renewed_early, reduced_on, standing_on,
  is_whole_notice, restored_on, first_signed_on
from final
