-- A row is a stretch of month ends at which a line counts with one amount on a basis; most lines have one a basis, an
-- interrupted line several. Only lines with an amount. A span covers the months from that of its first day up to, not
-- including, that of the day it ends, because the balance of a month is that of its last day.
-- grain: basis, line_no, from_month_no
-- basis           live, committed
-- line_no         contract_lines; on committed also unstarted_lines
-- chain_no        line_chains
-- customer_no     customers
-- product_no      product family the amount is booked on
-- currency_no     billing currency
-- from_month_no   first month end at which it counts
-- to_month_no     first month end at which it no longer counts; null is open
-- amount_minor    monthly amount, minor units of the billing currency
-- quantity_micros quantity, millionths
-- worth_minor     monthly amount before rounding, minor units, six decimals
-- is_archive      a read-only fee
-- in_code         how it begins: 1 renewal, 2 contracted_step, 3 mid_term; null where the line counted the month before, with another amount
-- out_code        how it ends: 1 renewal, 2 contracted_step, 3 mid_term, 0 a pause
-- return_code     why it may begin again: 1 a notice was taken back, 2 a renewal was signed after its window, 3 a pause ended; null otherwise
-- check: unique(basis, line_no, from_month_no)
with
bases as (select * from bases),
company as (select * from company),
contract_lines as (select * from contract_lines),
unstarted_lines as (select * from unstarted_lines),
line_chains as (select * from line_chains),
line_days as (select * from line_days),
interrupted_lines as (select * from interrupted_lines),
interrupted_spans as (select * from interrupted_spans),
archive_products as (select * from archive_products),

lines as (
  select
    line.line_no,
    chain.chain_no,
    line.customer_no,
    coalesce(archive.product_no, line.product_no) as product_no,
    line.currency_no,
    line.amount_minor,
    line.quantity_micros,
    cast(cast(line.unit_monthly_minor as double) * line.quantity_micros / 1e6 as decimal(28, 6)) as worth_minor,
    line.order_type is not distinct from 'archive' as is_archive,
    cast(year(day.live_on) * 12 + month(day.live_on) as integer) as live_month_no,
    cast(year(day.live_off_on) * 12 + month(day.live_off_on) as integer) as live_off_month_no,
    cast(year(day.committed_on) * 12 + month(day.committed_on) as integer) as committed_month_no,
    cast(year(day.committed_off_on) * 12 + month(day.committed_off_on) as integer) as committed_off_month_no,
    day.in_code,
    day.live_out_code,
    day.committed_out_code,
    case when day.is_late then 2 end as live_return_code,
    case when day.is_late then 2 when day.is_restored then 1 end as committed_return_code
  from contract_lines as line
  join line_days as day on day.line_no = line.line_no
  join line_chains as chain on chain.line_no = line.line_no
  left join archive_products as archive on archive.line_no = line.line_no
  where line.amount_minor <> 0
),

stretches as (
  select
    bases.basis, line.line_no, line.chain_no, line.customer_no, line.product_no, line.currency_no,
    line.live_month_no as from_month_no, line.live_off_month_no as to_month_no,
    line.amount_minor, line.quantity_micros, line.worth_minor, line.is_archive,
    line.in_code, line.live_out_code as out_code, line.live_return_code as return_code
  from lines as line
  join bases on bases.basis = 'live'
  left join interrupted_lines as cut on cut.line_no = line.line_no and cut.basis = 'live'
  where cut.line_no is null
  union all
  select
    bases.basis, line.line_no, line.chain_no, line.customer_no, line.product_no, line.currency_no,
    line.committed_month_no as from_month_no, line.committed_off_month_no as to_month_no,
    line.amount_minor, line.quantity_micros, line.worth_minor, line.is_archive,
    line.in_code, line.committed_out_code as out_code, line.committed_return_code as return_code
  from lines as line
  join bases on bases.basis = 'committed'
  left join interrupted_lines as cut on cut.line_no = line.line_no and cut.basis = 'committed'
  where cut.line_no is null
  union all
  select
    span.basis, line.line_no, line.chain_no, line.customer_no, line.product_no, line.currency_no,
    span.from_month_no, span.to_month_no,
    case when span.is_reduced then rest.remaining_minor else line.amount_minor end as amount_minor,
    case
      when not span.is_reduced then line.quantity_micros
      when rest.remaining_micros > 0 then rest.remaining_micros
      else cast(round(cast(rest.remaining_minor as double) * 1000000 / nullif(rest.unit_monthly_minor, 0)) as bigint)
    end as quantity_micros,
    case
      when not span.is_reduced then line.worth_minor
      when rest.remaining_micros > 0 then cast(rest.remaining_minor as decimal(28, 6))
      else cast(cast(rest.unit_monthly_minor as double) * round(
        cast(rest.remaining_minor as double) * 1000000 / nullif(rest.unit_monthly_minor, 0)
      ) / 1e6 as decimal(28, 6))
    end as worth_minor,
    line.is_archive, span.in_code, span.out_code, span.return_code
  from interrupted_spans as span
  join lines as line on line.line_no = span.line_no
  join contract_lines as rest on rest.line_no = span.line_no
  union all
  select
    bases.basis, line.line_no, line.line_no as chain_no, line.customer_no, line.product_no, line.currency_no,
    cast(year(line.signed_on) * 12 + month(line.signed_on) as integer) as from_month_no,
    cast(year(line.notice_on) * 12 + month(line.notice_on) as integer) as to_month_no,
    line.amount_minor, line.quantity_micros,
    cast(cast(line.unit_monthly_minor as double) * line.quantity_micros / 1e6 as decimal(28, 6)) as worth_minor,
    false as is_archive, 3 as in_code, 3 as out_code, null as return_code
  from unstarted_lines as line
  join bases on bases.basis = 'committed'
),

final as (
  select
    stretch.basis, stretch.line_no, stretch.chain_no, stretch.customer_no, stretch.product_no, stretch.currency_no,
    stretch.from_month_no,
    case when stretch.to_month_no <= company.last_month_no then stretch.to_month_no end as to_month_no,
    stretch.amount_minor, stretch.quantity_micros, stretch.worth_minor, stretch.is_archive,
    stretch.in_code, stretch.out_code, cast(stretch.return_code as integer) as return_code
  from stretches as stretch
  cross join company
  where stretch.from_month_no <= company.last_month_no
    and (stretch.to_month_no is null or stretch.to_month_no > stretch.from_month_no)
)

select
  basis, line_no, chain_no, customer_no, product_no, currency_no, from_month_no, to_month_no,
  amount_minor, quantity_micros, worth_minor, is_archive, in_code, out_code, return_code
from final
