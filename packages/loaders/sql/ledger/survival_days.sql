-- A row is a customer with the day of its first balance and the day it first left: the days on which the lines that made
-- the difference at the month's end began and ended.
-- grain: basis, customer_no
-- basis        live, committed
-- customer_no  customers
-- first_on     first day of the first balance
-- ended_on     first day without it; null while it has not left
-- is_event     churn or archive; false where it left by an assignment or has not left
-- check: unique(basis, customer_no)
-- check: assert(ended_on is null or ended_on > first_on)
with
calendar as (select * from calendar),
survival_stays as (select * from survival_stays),
line_spans as (select * from line_spans),
line_days as (select * from line_days),
interrupted_lines as (select * from interrupted_lines),
line_falls as (select * from line_falls),
unstarted_lines as (select * from unstarted_lines),
chain_owners as (select * from chain_owners),

spans as (
  select span.basis, coalesce(owner.customer_no, span.customer_no) as customer_no, span.line_no, span.is_archive,
    span.from_month_no as month_no, 'first' as side
  from line_spans as span
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no <= span.from_month_no
    and owner.to_month_no > span.from_month_no
  union all
  select span.basis, coalesce(owner.customer_no, span.customer_no) as customer_no, span.line_no, span.is_archive,
    span.to_month_no as month_no, 'end' as side
  from line_spans as span
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no < span.to_month_no
    and owner.to_month_no >= span.to_month_no
  where span.to_month_no is not null
),

sides as (
  select span.basis, span.customer_no, span.line_no, span.month_no, span.side
  from spans as span
  join survival_stays as stay
    on stay.basis = span.basis
    and stay.customer_no = span.customer_no
    and stay.first_month_no = span.month_no
  where span.side = 'first'
  union all
  select span.basis, span.customer_no, span.line_no, span.month_no, span.side
  from spans as span
  join survival_stays as stay
    on stay.basis = span.basis
    and stay.customer_no = span.customer_no
    and stay.end_month_no = span.month_no
  where span.side = 'end' and stay.is_event and (stay.was_active <> span.is_archive)
),

marks as (
  select side.basis, side.customer_no, side.month_no, side.side,
    case
      when side.basis = 'live' and side.side = 'first' then day.live_on
      when side.basis = 'live' then day.live_off_on
      when side.side = 'first' then day.committed_on
      else day.committed_off_on
    end as day_on
  from sides as side
  join line_days as day on day.line_no = side.line_no
  union all
  select side.basis, side.customer_no, side.month_no, side.side,
    case when side.side = 'first' then line.signed_on else line.notice_on end as day_on
  from sides as side
  join unstarted_lines as line on line.line_no = side.line_no
  union all
  select side.basis, side.customer_no, side.month_no, side.side,
    case when side.side = 'first' then cut.restored_on else cut.gap_on end as day_on
  from sides as side
  join interrupted_lines as cut on cut.line_no = side.line_no and cut.basis = side.basis
  union all
  select side.basis, side.customer_no, side.month_no, side.side,
    case when side.side = 'first' then fall.restored_on else fall.off_on end as day_on
  from sides as side
  join line_falls as fall on fall.line_no = side.line_no and side.basis = 'committed'
  union all
  select side.basis, side.customer_no, side.month_no, side.side,
    case when side.side = 'first' then cut.resumes_on else cut.paused_on end as day_on
  from sides as side
  join interrupted_lines as cut on cut.line_no = side.line_no and cut.basis = side.basis
),

days as (
  select mark.basis, mark.customer_no,
    min(case when mark.side = 'first' then mark.day_on end) as first_on,
    max(case when mark.side = 'end' then mark.day_on end) as ended_on
  from marks as mark
  where year(mark.day_on) * 12 + month(mark.day_on) = mark.month_no
  group by mark.basis, mark.customer_no
),

final as (
  select
    stay.basis, stay.customer_no,
    coalesce(day.first_on, begun.report_month) as first_on,
    coalesce(day.ended_on, ended.report_month) as ended_on,
    stay.is_event
  from survival_stays as stay
  join calendar as begun on begun.month_no = stay.first_month_no
  left join calendar as ended on ended.month_no = stay.end_month_no
  left join days as day on day.basis = stay.basis and day.customer_no = stay.customer_no
)

select basis, customer_no, first_on, ended_on, is_event
from final
