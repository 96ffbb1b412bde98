-- A row is a stretch of month ends at which a renewal or a contracted step is signed and not yet due: what it will change
-- against the lines it continues (of a line noticed in part, what remains). A memo: it moves neither basis yet.
-- A change of billing currency is not compared. Several lines that take over from one are set against it together, and a
-- line that takes over from several is set against all of them, those it replaces before their term included.
-- grain: line_no, memo, from_month_no
-- line_no        the line that will take over; of several the lowest number
-- memo           signed_renewal, step_ahead
-- from_month_no  first month end at which it is signed
-- to_month_no    first month end at which it counts on committed, or a notice has cancelled it
-- currency_no    billing currency
-- memo_minor     its amount less that of the lines it continues, minor units of the billing currency
-- check: unique(line_no, memo, from_month_no)
-- check: accepted(memo, signed_renewal, step_ahead)
with
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),
line_ends as (select * from line_ends),
line_days as (select * from line_days),
line_falls as (select * from line_falls),
overdrawn_lines as (select * from overdrawn_lines),

ahead as (
  select link.line_no, min(link.predecessor_no) as group_no, max(link.relation) as relation,
    min(year(link.signed_on) * 12 + month(link.signed_on)) as from_month_no,
    min(year(day.committed_on) * 12 + month(day.committed_on)) as to_month_no
  from line_links as link
  join line_days as day on day.line_no = link.line_no
  where link.relation <> 'mid_term'
    and link.signed_on < day.committed_on
    and year(link.signed_on) * 12 + month(link.signed_on) < year(day.committed_on) * 12 + month(day.committed_on)
  group by link.line_no
),

noticed as (
  select ending.line_no, ending.standing_on, ending.is_whole_notice, ending.restored_on
  from line_ends as ending
  where ending.standing_on is not null
),

pasts as (
  select ahead.line_no, min(ahead.relation) as relation, min(ahead.group_no) as group_no,
    min(ahead.from_month_no) as from_month_no, min(ahead.to_month_no) as to_month_no,
    min(line.currency_no) as currency_no,
    min(line.amount_minor) as amount_minor,
    cast(sum(case
      when not notice.is_whole_notice and notice.restored_on is null then past.remaining_minor
      else past.amount_minor
    end) as bigint) as past_minor
  from ahead
  join contract_lines as line on line.line_no = ahead.line_no
  join line_links as link on link.line_no = ahead.line_no
  join contract_lines as past on past.line_no = link.predecessor_no and past.currency_no = line.currency_no
  left join noticed as notice on notice.line_no = link.predecessor_no
  group by ahead.line_no
),

fallen as (
  select fall.line_no, min(year(fall.off_on) * 12 + month(fall.off_on)) as month_no from line_falls as fall group by fall.line_no
),

ended as (
  select past.*,
    case
      when own.is_whole_notice and year(own.standing_on) * 12 + month(own.standing_on) < past.to_month_no
        then year(own.standing_on) * 12 + month(own.standing_on)
      when fallen.month_no < past.to_month_no then fallen.month_no
      else past.to_month_no
    end as off_month_no
  from pasts as past
  left join fallen on fallen.line_no = past.line_no
  left join noticed as own on own.line_no = past.line_no
  left join overdrawn_lines as credit on credit.line_no = past.line_no
  where credit.line_no is null
),

standing as (
  select ended.* from ended where ended.from_month_no < ended.off_month_no
),

crowded as (
  select member.group_no from standing as member group by member.group_no having count(*) > 1
),

members as (
  select member.* from standing as member join crowded on crowded.group_no = member.group_no
),

edges as (
  select member.group_no, member.relation, member.currency_no, member.from_month_no as month_no from members as member
  union
  select member.group_no, member.relation, member.currency_no, member.off_month_no as month_no from members as member
),

stretches as (
  select edge.group_no, edge.relation, edge.currency_no, edge.month_no,
    lead(edge.month_no) over (
      partition by edge.group_no, edge.relation, edge.currency_no order by edge.month_no nulls last
    ) as next_month_no
  from edges as edge
),

sums as (
  select stretch.relation, stretch.currency_no, stretch.month_no, stretch.next_month_no,
    min(member.line_no) as line_no,
    cast(sum(member.amount_minor) as bigint) - max(member.past_minor) as memo_minor
  from stretches as stretch
  join members as member
    on member.group_no = stretch.group_no
    and member.relation = stretch.relation
    and member.currency_no = stretch.currency_no
    and member.from_month_no <= stretch.month_no
    and member.off_month_no > stretch.month_no
  group by stretch.group_no, stretch.relation, stretch.currency_no, stretch.month_no, stretch.next_month_no
  union all
  select member.relation, member.currency_no, member.from_month_no as month_no, member.off_month_no as next_month_no,
    member.line_no, member.amount_minor - member.past_minor as memo_minor
  from standing as member
  where not exists (select 1 from crowded where crowded.group_no = member.group_no)
),

final as (
  select
    sums.line_no,
    case when sums.relation = 'renewal' then 'signed_renewal' else 'step_ahead' end as memo,
    cast(sums.month_no as integer) as from_month_no,
    cast(sums.next_month_no as integer) as to_month_no,
    sums.currency_no,
    sums.memo_minor
  from sums
  where sums.memo_minor <> 0
)

select line_no, memo, from_month_no, to_month_no, currency_no, memo_minor
from final
