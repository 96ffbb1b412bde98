-- A row is a stretch of month ends at which a line counts with one amount on committed and another on live, and why.
-- Each part comes from the line's own days: before its live start it is signed, not started, or, where its chain is alive
-- already, a signed change; after another line took over on committed it is what that change replaces; else it is what a
-- notice takes, or what a pause keeps.
-- grain: line_no, from_month_no, part
-- line_no        contract_lines, unstarted_lines
-- from_month_no  first month end of the stretch
-- part           signed_not_started, signed_change, noticed, paused
-- to_month_no    first month end after it; 99999 is open
-- chain_no       line_chains
-- customer_no    customers, as printed on the line
-- product_no     product family the amount is booked on
-- currency_no    billing currency
-- part_minor     committed less live, minor units of the billing currency
-- check: unique(line_no, from_month_no, part)
-- check: accepted(part, signed_not_started, signed_change, noticed, paused)
-- check: assert(from_month_no < to_month_no)
with
bases as (select * from bases),
contract_lines as (select * from contract_lines),
unstarted_lines as (select * from unstarted_lines),
archive_products as (select * from archive_products),
line_chains as (select * from line_chains),
line_days as (select * from line_days),
line_falls as (select * from line_falls),
interrupted_lines as (select * from interrupted_lines),
interrupted_spans as (select * from interrupted_spans),
overdrawn_lines as (select * from overdrawn_lines),

months as (
  select
    day.line_no,
    year(day.live_on) * 12 + month(day.live_on) as live_month_no,
    coalesce(year(day.live_off_on) * 12 + month(day.live_off_on), 99999) as live_off_month_no,
    year(day.committed_on) * 12 + month(day.committed_on) as committed_month_no,
    coalesce(year(day.committed_off_on) * 12 + month(day.committed_off_on), 99999) as committed_off_month_no,
    day.is_taken_over and fall.line_no is null as is_taken_over,
    day.is_first
  from line_days as day
  left join line_falls as fall
    on fall.line_no = day.line_no
    and coalesce(fall.restored_on, date '9999-12-31') > coalesce(day.committed_off_on, date '9999-12-30')
),

interrupted as (
  select distinct each_basis.line_no from interrupted_lines as each_basis
),

differing as (
  select month.*, cut.line_no is not null as is_interrupted
  from months as month
  left join interrupted as cut on cut.line_no = month.line_no
  where cut.line_no is not null
    or month.live_month_no <> month.committed_month_no
    or month.live_off_month_no <> month.committed_off_month_no
),

different as (
  select differing.*, chain.chain_no, line.customer_no, coalesce(archive.product_no, line.product_no) as product_no,
    line.currency_no, line.amount_minor, line.remaining_minor
  from differing
  join contract_lines as line on line.line_no = differing.line_no
  join line_chains as chain on chain.line_no = differing.line_no
  left join archive_products as archive on archive.line_no = differing.line_no
  left join overdrawn_lines as credit on credit.line_no = differing.line_no
  where line.amount_minor <> 0 and credit.line_no is null
),

chains as (
  select ahead.chain_no, min(month.live_month_no) as live_month_no
  from (
    select distinct line.chain_no from different as line
    where not line.is_first and line.committed_month_no < line.live_month_no
  ) as ahead
  join line_chains as chain on chain.chain_no = ahead.chain_no
  join months as month on month.line_no = chain.line_no and month.live_month_no < month.live_off_month_no
  join contract_lines as line on line.line_no = chain.line_no and line.amount_minor <> 0
  group by ahead.chain_no
),

ahead as (
  select line.line_no, line.amount_minor, line.committed_month_no as from_month_no,
    least(line.live_month_no, line.committed_off_month_no) as to_month_no,
    coalesce(chain.live_month_no, 99999) as chain_month_no
  from different as line
  left join chains as chain on chain.chain_no = case when line.is_first then null else line.chain_no end
  where not line.is_interrupted and line.committed_month_no < least(line.live_month_no, line.committed_off_month_no)
),

plain as (
  select line.line_no, line.from_month_no, 'signed_not_started' as part,
    least(line.to_month_no, line.chain_month_no) as to_month_no, line.amount_minor as part_minor
  from ahead as line
  where line.from_month_no < line.chain_month_no
  union all
  select line.line_no, greatest(line.from_month_no, line.chain_month_no) as from_month_no, 'signed_change' as part,
    line.to_month_no, line.amount_minor as part_minor
  from ahead as line
  where line.to_month_no > line.chain_month_no
  union all
  select line.line_no, greatest(line.committed_off_month_no, line.live_month_no) as from_month_no,
    case when line.is_taken_over then 'signed_change' else 'noticed' end as part,
    line.live_off_month_no as to_month_no, -line.amount_minor as part_minor
  from different as line
  where not line.is_interrupted
    and greatest(line.committed_off_month_no, line.live_month_no) < line.live_off_month_no
),

levels as (
  select span.basis, span.line_no, span.from_month_no, coalesce(span.to_month_no, 99999) as to_month_no,
    case when span.is_reduced then line.remaining_minor else line.amount_minor end as amount_minor
  from interrupted_spans as span
  join different as line on line.line_no = span.line_no
  union all
  select bases.basis, line.line_no, case when bases.basis = 'live' then line.live_month_no else line.committed_month_no end as from_month_no,
    case when bases.basis = 'live' then line.live_off_month_no else line.committed_off_month_no end as to_month_no,
    line.amount_minor
  from different as line
  cross join bases
  left join interrupted_lines as cut on cut.basis = bases.basis and cut.line_no = line.line_no
  where line.is_interrupted and cut.line_no is null
),

edges as (
  select level.line_no, level.from_month_no as month_no from levels as level
  union
  select level.line_no, level.to_month_no as month_no from levels as level
),

stretches as (
  select edge.line_no, edge.month_no as from_month_no,
    lead(edge.month_no) over (partition by edge.line_no order by edge.month_no nulls last) as to_month_no
  from edges as edge
),

compared as (
  select
    stretch.line_no, stretch.from_month_no, stretch.to_month_no,
    max(case when level.basis = 'live' then level.amount_minor end) as live_minor,
    max(case when level.basis = 'committed' then level.amount_minor end) as committed_minor
  from stretches as stretch
  join levels as level
    on level.line_no = stretch.line_no
    and level.from_month_no <= stretch.from_month_no
    and level.to_month_no >= stretch.to_month_no
  where stretch.to_month_no > stretch.from_month_no
  group by stretch.line_no, stretch.from_month_no, stretch.to_month_no
),

stopped as (
  select
    each_stretch.line_no, each_stretch.from_month_no,
    case
      when each_stretch.from_month_no < line.live_month_no and coalesce(chain.live_month_no, 99999) <= each_stretch.from_month_no
        then 'signed_change'
      when each_stretch.from_month_no < line.live_month_no then 'signed_not_started'
      when each_stretch.live_minor is null then 'paused'
      when line.committed_off_month_no <= each_stretch.from_month_no and line.is_taken_over then 'signed_change'
      else 'noticed'
    end as part,
    each_stretch.to_month_no,
    coalesce(each_stretch.committed_minor, 0) - coalesce(each_stretch.live_minor, 0) as part_minor
  from compared as each_stretch
  join different as line on line.line_no = each_stretch.line_no
  left join chains as chain on chain.chain_no = case when line.is_first then null else line.chain_no end
  where each_stretch.committed_minor is distinct from each_stretch.live_minor
),

parts as (
  select plain.* from plain
  union all
  select stopped.* from stopped
),

final as (
  select
    part.line_no, cast(part.from_month_no as integer) as from_month_no, part.part,
    cast(part.to_month_no as integer) as to_month_no,
    line.chain_no, line.customer_no, line.product_no, line.currency_no, part.part_minor
  from parts as part
  join different as line on line.line_no = part.line_no
  union all
  select
    line.line_no, cast(year(line.signed_on) * 12 + month(line.signed_on) as integer) as from_month_no,
    'signed_not_started' as part,
    cast(year(line.notice_on) * 12 + month(line.notice_on) as integer) as to_month_no,
    line.line_no as chain_no, line.customer_no, line.product_no, line.currency_no, line.amount_minor as part_minor
  from unstarted_lines as line
  left join overdrawn_lines as credit on credit.line_no = line.line_no
  where credit.line_no is null
    and year(line.signed_on) * 12 + month(line.signed_on) < year(line.notice_on) * 12 + month(line.notice_on)
)

select line_no, from_month_no, part, to_month_no, chain_no, customer_no, product_no, currency_no, part_minor
from final
