-- A row is a stretch of month ends at which a line counts with one amount; most lines have one, a line held at what a
-- notice leaves has two. Only lines with an amount. A span covers the months from that of its first day up to, not
-- including, that of the day it ends, because the balance of a month is that of its last day.
-- grain: basis, line_no, from_month_no
-- basis           live, committed
-- line_no         contract_lines
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
-- in_code         how it begins: 1 renewal, 2 contracted_step, 3 mid_term; null where the line counted before, with its full amount
-- out_code        how it ends: 1 renewal, 2 contracted_step, 3 mid_term
-- return_code     why it begins again: 1 a notice was taken back, 2 a renewal was signed after its window, 3 a pause ended; null otherwise
-- check: unique(basis, line_no, from_month_no)
with
bases as (select * from bases),
company as (select * from company),
contract_lines as (select * from contract_lines),
line_chains as (select * from line_chains),
line_ends as (select * from line_ends),
line_starts as (select * from line_starts),
line_takeovers as (select * from line_takeovers),
archive_products as (select * from archive_products),

days as (
  select
    bases.basis,
    line.line_no,
    line.customer_no,
    coalesce(archive.product_no, line.product_no) as product_no,
    line.currency_no,
    line.amount_minor,
    line.quantity_micros,
    line.unit_monthly_minor,
    line.remaining_minor,
    line.remaining_micros,
    line.order_type is not distinct from 'archive' as is_archive,
    case
      when bases.basis = 'committed' and start.on_on is null then least(line.signed_on, line.start_on)
      else coalesce(start.on_on, line.start_on)
    end as on_on,
    case
      when bases.basis = 'committed' and line.notice_on is not null and coalesce(line.remaining_minor, 0) = 0
        and not ending.is_renewed_early
        and line.notice_on < coalesce(least(ending.own_end_on, takeover.takeover_on), ending.own_end_on, takeover.takeover_on, line.notice_on + interval '1' day)
        then line.notice_on
      when takeover.takeover_on <= ending.own_end_on or ending.own_end_on is null then takeover.takeover_on
      else ending.own_end_on
    end as off_on,
    ending.reduced_on,
    case when start.is_late then 2 end as return_code,
    case start.relation when 'renewal' then 1 when 'contracted_step' then 2 else 3 end as in_code,
    case
      when takeover.takeover_on <= ending.own_end_on or (ending.own_end_on is null and takeover.takeover_on is not null)
        then case takeover.relation when 'renewal' then 1 when 'contracted_step' then 2 else 3 end
      when ending.due_on is not null then 1
      else 3
    end as out_code
  from contract_lines as line
  cross join bases
  join line_ends as ending on ending.line_no = line.line_no
  left join line_starts as start on start.line_no = line.line_no
  left join line_takeovers as takeover on takeover.line_no = line.line_no
  left join archive_products as archive on archive.line_no = line.line_no
  where line.amount_minor <> 0
),

stretches as (
  select
    day.basis, day.line_no, day.customer_no, day.product_no, day.currency_no, day.is_archive,
    day.on_on as from_on,
    case when day.reduced_on < day.off_on then day.reduced_on else day.off_on end as to_on,
    day.amount_minor,
    day.quantity_micros,
    cast(cast(day.unit_monthly_minor as double) * day.quantity_micros / 1e6 as decimal(28, 6)) as worth_minor,
    day.in_code,
    case
      when day.reduced_on < day.off_on
        and year(day.reduced_on) * 12 + month(day.reduced_on) < year(day.off_on) * 12 + month(day.off_on) then 1
      else day.out_code
    end as out_code,
    day.return_code
  from days as day
  union all
  select
    day.basis, day.line_no, day.customer_no, day.product_no, day.currency_no, day.is_archive,
    greatest(day.reduced_on, day.on_on) as from_on,
    day.off_on as to_on,
    day.remaining_minor as amount_minor,
    case
      when day.remaining_micros > 0 then day.remaining_micros
      else cast(round(cast(day.remaining_minor as double) * 1000000 / nullif(day.unit_monthly_minor, 0)) as bigint)
    end as quantity_micros,
    case
      when day.remaining_micros > 0 then cast(day.remaining_minor as decimal(28, 6))
      else cast(cast(day.unit_monthly_minor as double) * round(
        cast(day.remaining_minor as double) * 1000000 / nullif(day.unit_monthly_minor, 0)
      ) / 1e6 as decimal(28, 6))
    end as worth_minor,
    case
      when year(day.on_on) * 12 + month(day.on_on) >= year(day.reduced_on) * 12 + month(day.reduced_on) then day.in_code
    end as in_code,
    day.out_code,
    null as return_code
  from days as day
  where day.reduced_on < day.off_on
),

months as (
  select
    stretch.*,
    cast(year(stretch.from_on) * 12 + month(stretch.from_on) as integer) as from_month_no,
    cast(year(stretch.to_on) * 12 + month(stretch.to_on) as integer) as to_month_no
  from stretches as stretch
  where stretch.to_on is null or stretch.to_on > stretch.from_on
),

final as (
  select
    month.basis,
    month.line_no,
    chain.chain_no,
    month.customer_no,
    month.product_no,
    month.currency_no,
    month.from_month_no,
    case when month.to_month_no <= company.last_month_no then month.to_month_no end as to_month_no,
    month.amount_minor,
    month.quantity_micros,
    month.worth_minor,
    month.is_archive,
    month.in_code,
    month.out_code,
    cast(month.return_code as integer) as return_code
  from months as month
  cross join company
  join line_chains as chain on chain.line_no = month.line_no
  where month.from_month_no <= company.last_month_no
    and (month.to_month_no is null or month.to_month_no > month.from_month_no)
)

select
  basis, line_no, chain_no, customer_no, product_no, currency_no, from_month_no, to_month_no,
  amount_minor, quantity_micros, worth_minor, is_archive, in_code, out_code, return_code
from final
