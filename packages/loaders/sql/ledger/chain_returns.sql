-- A row is a product on which a chain comes back while its lines stand linked: a notice taken back, a renewal signed after
-- its window, a pause that ended. What comes back is reactivation, never expansion.
-- A chain returns if it counted at an earlier month end and, but for what a partial notice left, not at the last one.
-- grain: basis, customer_no, product_no, month_no
-- basis             live, committed
-- customer_no       customers
-- product_no        product family the chain counts on again
-- month_no          first month end at which it counts again
-- restored_billing  what the lines counted with before their notices, less what was left of it at the last month end, minor units of the billing currencies; null where a renewal came late or a pause ended: then the whole rise is reactivation
-- check: unique(basis, customer_no, product_no, month_no)
with
bases as (select * from bases),
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),
line_ends as (select * from line_ends),
line_days as (select * from line_days),
line_chains as (select * from line_chains),
interrupted_spans as (select * from interrupted_spans),
line_spans as (select * from line_spans),

resumed as (
  select span.basis, span.line_no, span.from_month_no, span.return_code,
    row_number() over (partition by span.basis, span.line_no order by span.from_month_no nulls last) as place
  from interrupted_spans as span
),

coming_lines as (
  select span.basis, span.line_no, chain.chain_no, span.from_month_no as month_no, span.return_code, false as is_first
  from resumed as span
  join line_chains as chain on chain.line_no = span.line_no
  where span.return_code is not null and span.place > 1
  union all
  select bases.basis, day.line_no, chain.chain_no,
    case
      when bases.basis = 'live' then year(day.live_on) * 12 + month(day.live_on)
      else year(day.committed_on) * 12 + month(day.committed_on)
    end as month_no,
    case when day.is_late then 2 else 1 end as return_code,
    true as is_first
  from line_days as day
  join line_chains as chain on chain.line_no = day.line_no
  cross join bases
  where day.is_late or (day.is_restored and bases.basis = 'committed')
),

coming as (
  select line.basis, line.chain_no, line.month_no, max(line.return_code) > 1 as is_whole
  from coming_lines as line
  group by line.basis, line.chain_no, line.month_no
),

spans as (
  select
    span.basis, span.line_no, span.customer_no, span.product_no, span.chain_no, coming.month_no, coming.is_whole,
    span.from_month_no, coalesce(span.to_month_no, 99999) as to_month_no, span.amount_minor
  from coming
  join line_spans as span on span.basis = coming.basis and span.chain_no = coming.chain_no
),

chains as (
  select
    span.basis, span.chain_no, span.month_no,
    count(*) filter (where span.from_month_no < span.month_no and span.to_month_no >= span.month_no) = 0 as was_gone
  from spans as span
  group by span.basis, span.chain_no, span.month_no
  having count(*) filter (where span.from_month_no < span.month_no) > 0
),

returns as (
  select distinct
    span.basis, span.chain_no, span.customer_no, span.product_no, span.month_no, span.is_whole and chain.was_gone as is_whole
  from chains as chain
  join spans as span
    on span.basis = chain.basis
    and span.chain_no = chain.chain_no
    and span.month_no = chain.month_no
    and span.from_month_no = chain.month_no
),

noticed as (
  select line.basis, line.chain_no, line.month_no, line.line_no
  from coming_lines as line
  where line.return_code = 1 and not line.is_first
  union
  select line.basis, line.chain_no, line.month_no, link.predecessor_no as line_no
  from coming_lines as line
  join chains as chain
    on chain.basis = line.basis and chain.chain_no = line.chain_no and chain.month_no = line.month_no and chain.was_gone
  join line_links as link on link.line_no = line.line_no and link.notice_on < link.signed_on
  where line.return_code = 1 and line.is_first
),

amounts as (
  select noticed.basis, noticed.chain_no, noticed.month_no,
    line.amount_minor - coalesce(last.amount_minor, 0) as restored_billing
  from noticed
  join contract_lines as line on line.line_no = noticed.line_no
  join line_days as day on day.line_no = noticed.line_no
  join line_ends as ending
    on ending.line_no = noticed.line_no
    and ending.standing_on > day.committed_on
    and (day.committed_off_on is null or day.committed_off_on >= ending.standing_on)
  left join spans as last
    on last.basis = noticed.basis
    and last.line_no = noticed.line_no
    and last.month_no = noticed.month_no
    and last.from_month_no < noticed.month_no
    and last.to_month_no >= noticed.month_no
),

restored as (
  select amount.basis, amount.chain_no, amount.month_no, cast(sum(amount.restored_billing) as bigint) as restored_billing
  from amounts as amount
  where amount.restored_billing > 0
  group by amount.basis, amount.chain_no, amount.month_no
),

products as (
  select comeback.basis, comeback.customer_no, comeback.product_no, comeback.month_no,
    count(*) filter (where comeback.is_whole) > 0 as is_whole,
    cast(sum(restored.restored_billing) as bigint) as restored_billing
  from returns as comeback
  left join restored
    on restored.basis = comeback.basis and restored.chain_no = comeback.chain_no and restored.month_no = comeback.month_no
  group by comeback.basis, comeback.customer_no, comeback.product_no, comeback.month_no
),

final as (
  select product.basis, product.customer_no, product.product_no, product.month_no,
    case when not product.is_whole then product.restored_billing end as restored_billing
  from products as product
  where product.is_whole or product.restored_billing > 0
)

select basis, customer_no, product_no, month_no, restored_billing
from final
