-- A row is a product on which a chain comes back while its lines stand linked: a notice taken back, a renewal signed after
-- its window, a pause that ended. What comes back is reactivation, never expansion.
-- A chain returns if it counted at an earlier month end and, but for what a partial notice left, not at the last one.
-- grain: basis, customer_no, product_no, month_no
-- basis             live, committed
-- customer_no       customers: the owner of the chain in that month
-- product_no        product family the chain counts on again
-- month_no          first month end at which it counts again
-- restored_billing  what the lines counted with before their notices, less what was left of it at the last month end, minor units of the billing currencies; null where no notice is taken back
-- capped_currency_no  billing currency in which no more than restored_billing is reactivation; null where the whole rise is: a renewal came late, a pause ended, or what is restored was billed in several currencies
-- price_billing     of what the lines bring above that, the part that is price: unit prices after against those before the notices; 0 where something of the chain counted all along
-- check: unique(basis, customer_no, product_no, month_no)
with
bases as (select * from bases),
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),
line_ends as (select * from line_ends),
line_days as (select * from line_days),
line_chains as (select * from line_chains),
chain_owners as (select * from chain_owners),
interrupted_lines as (select * from interrupted_lines),
line_falls as (select * from line_falls),
line_spans as (select * from line_spans),

resumed as (
  select cut.basis, cut.line_no, cut.resumes_on as back_on, 3 as return_code
  from interrupted_lines as cut
  where cut.resumes_on is not null
  union all
  select cut.basis, cut.line_no, cut.restored_on as back_on, 1 as return_code
  from interrupted_lines as cut
  where cut.restored_on is not null
    and (cut.paused_on is null or cut.paused_on > cut.restored_on)
  union all
  select cut.basis, cut.line_no, fall.restored_on as back_on, 1 as return_code
  from interrupted_lines as cut
  join line_falls as fall on fall.line_no = cut.line_no
  where cut.has_falls and fall.restored_on is not null
),

back as (
  select resumed.basis, resumed.line_no, resumed.return_code,
    year(resumed.back_on) * 12 + month(resumed.back_on) as month_no
  from resumed
  join line_days as day on day.line_no = resumed.line_no
  where resumed.back_on > case when resumed.basis = 'live' then day.live_on else day.committed_on end
    and (
      case when resumed.basis = 'live' then day.live_off_on else day.committed_off_on end is null
      or resumed.back_on < case when resumed.basis = 'live' then day.live_off_on else day.committed_off_on end
    )
),

coming_lines as (
  select distinct back.basis, back.line_no, chain.chain_no, back.month_no, back.return_code, false as is_first
  from back
  join line_chains as chain on chain.line_no = back.line_no
  join line_spans as earlier
    on earlier.basis = back.basis and earlier.line_no = back.line_no and earlier.from_month_no < back.month_no
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
    span.from_month_no, coalesce(span.to_month_no, 99999) as to_month_no, span.amount_minor,
    span.quantity_micros, span.worth_minor
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
    span.basis, span.chain_no, coalesce(owner.customer_no, span.customer_no) as customer_no, span.product_no, span.month_no,
    span.is_whole and chain.was_gone as is_whole
  from chains as chain
  join spans as span
    on span.basis = chain.basis
    and span.chain_no = chain.chain_no
    and span.month_no = chain.month_no
    and span.from_month_no = chain.month_no
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no <= span.month_no
    and owner.to_month_no > span.month_no
),

noticed as (
  select line.basis, line.chain_no, line.month_no, line.line_no
  from coming_lines as line
  where line.return_code = 1 and not line.is_first
  union
  select line.basis, line.chain_no, line.month_no, link.predecessor_no as line_no
  from coming_lines as line
  join line_links as link on link.line_no = line.line_no
  join line_ends as past
    on past.line_no = link.predecessor_no
    and past.standing_on < link.signed_on
    and past.is_whole_notice
    and (past.restored_on is null or past.restored_on >= link.signed_on)
  where line.return_code = 1 and line.is_first
),

amounts as (
  select noticed.basis, noticed.chain_no, noticed.month_no,
    line.currency_no, line.amount_minor - coalesce(last.amount_minor, 0) as restored_billing,
    line.quantity_micros,
    cast(cast(line.unit_monthly_minor as double) * line.quantity_micros / 1e6 as decimal(28, 6)) as worth_minor
  from noticed
  join contract_lines as line on line.line_no = noticed.line_no
  join line_days as day on day.line_no = noticed.line_no
  join line_ends as ending on ending.line_no = noticed.line_no
  left join spans as last
    on last.basis = noticed.basis
    and last.line_no = noticed.line_no
    and last.month_no = noticed.month_no
    and last.from_month_no < noticed.month_no
    and last.to_month_no >= noticed.month_no
  where (
      ending.standing_on > day.committed_on
      and (day.committed_off_on is null or day.committed_off_on >= ending.standing_on)
      and (line.paused_on is null or line.resumes_on is not null or line.paused_on >= ending.standing_on)
    )
    or exists (
      select 1 from line_falls as fall
      where fall.line_no = noticed.line_no
        and year(fall.restored_on) * 12 + month(fall.restored_on) = noticed.month_no
        and fall.off_on > day.committed_on
        and (
          not ending.is_whole_notice
          or ending.standing_on is null
          or ending.standing_on >= fall.off_on
          or ending.restored_on < fall.off_on
        )
        and (line.paused_on is null or line.resumes_on is not null or line.paused_on >= fall.off_on)
    )
),

restored as (
  select amount.basis, amount.chain_no, amount.month_no,
    cast(sum(amount.restored_billing) as bigint) as restored_billing,
    cast(sum(amount.quantity_micros) as bigint) as quantity_micros,
    cast(sum(amount.worth_minor) as decimal(28, 6)) as worth_minor,
    min(amount.currency_no) as lowest_currency_no, max(amount.currency_no) as highest_currency_no
  from amounts as amount
  where amount.restored_billing > 0
  group by amount.basis, amount.chain_no, amount.month_no
),

after as (
  select span.basis, span.chain_no, span.product_no, span.month_no,
    cast(sum(span.amount_minor) as bigint) as amount_minor,
    cast(sum(span.quantity_micros) as bigint) as quantity_micros,
    cast(sum(span.worth_minor) as decimal(28, 6)) as worth_minor
  from chains as chain
  join spans as span
    on span.basis = chain.basis
    and span.chain_no = chain.chain_no
    and span.month_no = chain.month_no
    and span.from_month_no <= chain.month_no
    and span.to_month_no > chain.month_no
  where chain.was_gone
  group by span.basis, span.chain_no, span.product_no, span.month_no
),

units as (
  select after.basis, after.chain_no, after.product_no, after.month_no,
    after.amount_minor - restored.restored_billing as surplus_billing,
    restored.quantity_micros as old_micros,
    after.quantity_micros as new_micros,
    cast(restored.worth_minor as double) * 1e6 / nullif(restored.quantity_micros, 0) as old_unit,
    cast(after.worth_minor as double) * 1e6 / nullif(after.quantity_micros, 0) as new_unit
  from after
  join restored
    on restored.basis = after.basis and restored.chain_no = after.chain_no and restored.month_no = after.month_no
),

prices as (
  select unit.basis, unit.chain_no, unit.product_no, unit.month_no,
    unit.surplus_billing
      - cast(round(cast((unit.new_micros - unit.old_micros) / 1e6 * unit.old_unit as decimal(24, 4))) as bigint) as price_billing
  from units as unit
  where abs(unit.new_unit - unit.old_unit) * greatest(unit.old_micros, unit.new_micros) / 1e6 >= 0.0001
),

products as (
  select comeback.basis, comeback.customer_no, comeback.product_no, comeback.month_no,
    count(*) filter (where comeback.is_whole) > 0 as is_whole,
    cast(sum(restored.restored_billing) as bigint) as restored_billing,
    min(restored.lowest_currency_no) as lowest_currency_no, max(restored.highest_currency_no) as highest_currency_no,
    cast(sum(price.price_billing) as bigint) as price_billing
  from returns as comeback
  left join restored
    on restored.basis = comeback.basis and restored.chain_no = comeback.chain_no and restored.month_no = comeback.month_no
  left join prices as price
    on price.basis = comeback.basis
    and price.chain_no = comeback.chain_no
    and price.product_no = comeback.product_no
    and price.month_no = comeback.month_no
  group by comeback.basis, comeback.customer_no, comeback.product_no, comeback.month_no
),

final as (
  select product.basis, product.customer_no, product.product_no, product.month_no,
    product.restored_billing,
    case
      when not product.is_whole and product.lowest_currency_no = product.highest_currency_no then product.lowest_currency_no
    end as capped_currency_no,
    coalesce(product.price_billing, 0) as price_billing
  from products as product
  where product.is_whole or product.restored_billing > 0
)

select basis, customer_no, product_no, month_no, restored_billing, capped_currency_no, price_billing
from final
