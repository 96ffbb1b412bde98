-- A row is a stretch of month ends at which a renewal or a contracted step is signed and not yet due: what it will change
-- against the lines it continues (of a line noticed in part, what remains). A memo: it moves neither basis yet.
-- A change of billing currency is not compared.
-- grain: line_no, memo
-- line_no        the line that will take over
-- memo           signed_renewal, step_ahead
-- from_month_no  first month end at which it is signed
-- to_month_no    first month end at which it counts on committed, or a notice has cancelled it
-- currency_no    billing currency
-- memo_minor     its amount less that of the lines it continues, minor units of the billing currency
-- check: unique(line_no, memo)
-- check: accepted(memo, signed_renewal, step_ahead)
with
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),
line_ends as (select * from line_ends),
line_days as (select * from line_days),
overdrawn_lines as (select * from overdrawn_lines),

ahead as (
  select link.line_no, link.predecessor_no, link.relation,
    year(link.signed_on) * 12 + month(link.signed_on) as from_month_no,
    case
      when ending.standing_on < day.committed_on and ending.is_whole_notice
        then year(ending.standing_on) * 12 + month(ending.standing_on)
      else year(day.committed_on) * 12 + month(day.committed_on)
    end as to_month_no
  from line_links as link
  join line_days as day on day.line_no = link.line_no
  join line_ends as ending on ending.line_no = link.line_no
  where link.relation in ('renewal', 'contracted_step')
    and year(link.signed_on) * 12 + month(link.signed_on) < year(day.committed_on) * 12 + month(day.committed_on)
    and not exists (select 1 from overdrawn_lines as credit where credit.line_no = link.line_no)
),

pasts as (
  select ahead.line_no, ahead.relation, min(ahead.from_month_no) as from_month_no, min(ahead.to_month_no) as to_month_no,
    cast(sum(case
      when ending.standing_on is not null and not ending.is_whole_notice and ending.restored_on is null then past.remaining_minor
      else past.amount_minor
    end) as bigint) as past_minor
  from ahead
  join contract_lines as line on line.line_no = ahead.line_no
  join contract_lines as past on past.line_no = ahead.predecessor_no and past.currency_no = line.currency_no
  join line_ends as ending on ending.line_no = ahead.predecessor_no
  group by ahead.line_no, ahead.relation
),

final as (
  select
    past.line_no,
    case when past.relation = 'renewal' then 'signed_renewal' else 'step_ahead' end as memo,
    cast(past.from_month_no as integer) as from_month_no,
    cast(past.to_month_no as integer) as to_month_no,
    line.currency_no,
    line.amount_minor - past.past_minor as memo_minor
  from pasts as past
  join contract_lines as line on line.line_no = past.line_no
  where past.from_month_no < past.to_month_no and line.amount_minor <> past.past_minor
)

select line_no, memo, from_month_no, to_month_no, currency_no, memo_minor
from final
