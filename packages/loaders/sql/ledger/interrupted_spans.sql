-- A row is a stretch of month ends at which an interrupted line counts with one amount: before, between and after what
-- interrupts it. What happens between two month ends is not seen.
-- grain: basis, line_no, from_month_no
-- basis          live, committed
-- line_no        contract_lines
-- from_month_no  first month end at which it counts so
-- to_month_no    first month end at which it no longer counts so; null is open
-- is_reduced     counts with what a notice leaves
-- in_code        how it begins: 1 renewal, 2 contracted_step, 3 mid_term or back again; null where the line counted the month before
-- out_code       how it ends: 1 renewal, 2 contracted_step, 3 mid_term, 0 a pause
-- return_code    1 a notice was taken back, 2 a renewal was signed after its window, 3 a pause ended; null otherwise
-- check: unique(basis, line_no, from_month_no)
with
calendar as (select * from calendar),
contract_lines as (select * from contract_lines),
interrupted_lines as (select * from interrupted_lines),
line_days as (select * from line_days),
line_falls as (select * from line_falls),

lines as (
  select
    cut.*,
    case when cut.basis = 'live' then day.live_on else day.committed_on end as on_on,
    case when cut.basis = 'live' then day.live_off_on else day.committed_off_on end as off_on,
    case when cut.basis = 'live' then day.live_out_code else day.committed_out_code end as off_code,
    day.in_code as on_code,
    case when day.is_late then 2 when day.is_restored and cut.basis = 'committed' then 1 end as on_return_code,
    case when line.due_on is not null then 1 else 3 end as notice_code
  from interrupted_lines as cut
  join line_days as day on day.line_no = cut.line_no
  join contract_lines as line on line.line_no = cut.line_no
),

cuts as (
  select line.basis, line.line_no, line.on_on as cut_on from lines as line
  union all
  select line.basis, line.line_no, line.off_on as cut_on from lines as line
  union all
  select line.basis, line.line_no, line.reduced_on as cut_on from lines as line
  union all
  select line.basis, line.line_no, line.gap_on as cut_on from lines as line
  union all
  select line.basis, line.line_no, line.restored_on as cut_on from lines as line
  union all
  select line.basis, line.line_no, line.paused_on as cut_on from lines as line
  union all
  select line.basis, line.line_no, line.resumes_on as cut_on from lines as line
  union all
  select line.basis, line.line_no, fall.off_on as cut_on
  from lines as line
  join line_falls as fall on fall.line_no = line.line_no
  where line.has_falls
  union all
  select line.basis, line.line_no, fall.restored_on as cut_on
  from lines as line
  join line_falls as fall on fall.line_no = line.line_no
  where line.has_falls
),

months as (
  select distinct cut.basis, cut.line_no, year(cut.cut_on) * 12 + month(cut.cut_on) as month_no
  from cuts as cut
  where cut.cut_on is not null
),

ends as (
  select line.*, month.month_no, calendar.report_month, cast(calendar.report_month + interval '1' month as date) as next_month
  from months as month
  join lines as line on line.basis = month.basis and line.line_no = month.line_no
  join calendar on calendar.month_no = month.month_no
),

fallen as (
  select each_end.line_no, each_end.month_no,
    count(*) filter (
      where fall.off_on < each_end.next_month and (fall.restored_on is null or fall.restored_on >= each_end.next_month)
    ) > 0 as is_fallen,
    min(case when fall.off_on >= each_end.report_month and fall.off_on < each_end.next_month then fall.off_on end) as fall_on,
    min(case when fall.off_on >= each_end.report_month and fall.off_on < each_end.next_month then fall.out_code end) as fall_code
  from ends as each_end
  join line_falls as fall on fall.line_no = each_end.line_no
  where each_end.has_falls
  group by each_end.line_no, each_end.month_no
),

levels as (
  select
    each_end.*,
    fallen.fall_on,
    fallen.fall_code,
    coalesce(each_end.paused_on < each_end.next_month and (each_end.resumes_on is null or each_end.resumes_on >= each_end.next_month), false)
      as is_paused,
    case
      when each_end.on_on >= each_end.next_month or each_end.off_on < each_end.next_month then 0
      when each_end.paused_on < each_end.next_month and (each_end.resumes_on is null or each_end.resumes_on >= each_end.next_month) then 0
      when each_end.gap_on < each_end.next_month and each_end.restored_on >= each_end.next_month then 0
      when fallen.is_fallen then 0
      when each_end.reduced_on < each_end.next_month and (each_end.restored_on is null or each_end.restored_on >= each_end.next_month) then 1
      else 2
    end as level
  from ends as each_end
  left join fallen
    on fallen.line_no = each_end.line_no and fallen.month_no = each_end.month_no and each_end.has_falls
),

steps as (
  select
    level.*,
    coalesce(lag(level.level) over line_order, 0) as last_level,
    coalesce(lag(level.is_paused) over line_order, false) as was_paused,
    coalesce(max(level.level) over (
      partition by level.basis, level.line_no order by level.month_no nulls last rows between unbounded preceding and 1 preceding
    ), 0) as highest_level
  from levels as level
  window line_order as (partition by level.basis, level.line_no order by level.month_no nulls last)
),

changes as (
  select
    step.basis, step.line_no, step.month_no, step.level,
    case when step.highest_level = 0 then step.on_code when step.last_level = 0 then 3 end as in_code,
    case
      when step.highest_level = 0 then step.on_return_code
      when step.level > step.last_level and step.was_paused then 3
      when step.level > step.last_level then 1
    end as return_code,
    case
      when step.level > 0 then step.notice_code
      when step.paused_on >= step.report_month and step.paused_on < step.next_month
        and (step.off_on is null or step.paused_on < step.off_on)
        and (step.gap_on is null or step.gap_on < step.report_month or step.paused_on < step.gap_on)
        and (step.fall_on is null or step.paused_on < step.fall_on) then 0
      when step.gap_on >= step.report_month and step.gap_on < step.next_month
        and (step.off_on is null or step.gap_on < step.off_on) then step.notice_code
      when step.fall_on is not null and (step.off_on is null or step.fall_on <= step.off_on) then step.fall_code
      else step.off_code
    end as last_out_code
  from steps as step
  where step.level <> step.last_level
),

followed as (
  select
    change.*,
    lead(change.month_no) over line_order as next_month_no,
    lead(change.last_out_code) over line_order as next_out_code
  from changes as change
  window line_order as (partition by change.basis, change.line_no order by change.month_no nulls last)
),

final as (
  select
    change.basis,
    change.line_no,
    cast(change.month_no as integer) as from_month_no,
    cast(change.next_month_no as integer) as to_month_no,
    change.level = 1 as is_reduced,
    change.in_code,
    coalesce(change.next_out_code, 3) as out_code,
    change.return_code
  from followed as change
  where change.level > 0
)

select basis, line_no, from_month_no, to_month_no, is_reduced, in_code, out_code, return_code
from final
