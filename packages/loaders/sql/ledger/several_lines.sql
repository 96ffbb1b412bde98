-- A row is a line that counts before or after a month in which several lines or chains of a customer's product change,
-- or could count at once, in one or more billing currencies.
-- grain: basis, customer_no, product_no, month_no, line_no, from_month_no
-- basis            live, committed
-- customer_no      customers: the owner at the end of the month
-- product_no       product family
-- month_no         month of the change, year * 12 + month
-- chain_no         line_chains
-- currency_no      billing currency
-- line_no          contract_lines
-- line_id          the company's own key
-- from_month_no    first month end at which it counts with this amount
-- is_before        it counts at the end of the month before
-- is_after         it counts at the end of the month
-- amount_minor     monthly amount, minor units of the billing currency
-- quantity_micros  quantity, millionths
-- worth_minor      monthly amount before rounding, minor units
-- list_worth       the same at list price; null where unknown
-- in_code          how it begins, as in line_spans
-- out_code         how it ends, as in line_spans
-- reason           reason code, `paused` where it ends by a pause; null where not exported
with
product_changes as (select * from product_changes),
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),
chain_owners as (select * from chain_owners),
read_contract_lines as (
  select line.line_id, line.reason, line.list_unit_monthly_minor, line.rowid as line_no from read_contract_lines as line
),

unclear as (
  select distinct change.basis, change.customer_no, change.product_no, change.month_no
  from product_changes as change
  where change.has_several
),

alive as (
  select unclear.basis, unclear.customer_no, unclear.product_no, unclear.month_no, span.chain_no, span.currency_no,
    span.line_no, span.from_month_no, span.to_month_no, span.amount_minor, span.quantity_micros, span.worth_minor,
    span.in_code, span.out_code
  from unclear
  join line_spans as span
    on span.basis = unclear.basis
    and span.customer_no = unclear.customer_no
    and span.product_no = unclear.product_no
    and span.from_month_no <= unclear.month_no
    and (span.to_month_no is null or span.to_month_no >= unclear.month_no)
  where not exists (select 1 from chain_owners as owner where owner.chain_no = span.chain_no)
  union all
  select unclear.basis, unclear.customer_no, unclear.product_no, unclear.month_no, span.chain_no, span.currency_no,
    span.line_no, span.from_month_no, span.to_month_no, span.amount_minor, span.quantity_micros, span.worth_minor,
    span.in_code, span.out_code
  from unclear
  join chain_owners as owner
    on owner.customer_no = unclear.customer_no
    and owner.from_month_no <= unclear.month_no
    and owner.to_month_no > unclear.month_no
  join line_spans as span
    on span.basis = unclear.basis
    and span.chain_no = owner.chain_no
    and span.product_no = unclear.product_no
    and span.from_month_no <= unclear.month_no
    and (span.to_month_no is null or span.to_month_no >= unclear.month_no)
),

final as (
  select
    span.basis, span.customer_no, span.product_no, span.month_no, span.chain_no, span.currency_no, span.line_no,
    text.line_id,
    span.from_month_no,
    span.from_month_no < span.month_no as is_before,
    span.to_month_no is null or span.to_month_no > span.month_no as is_after,
    span.amount_minor,
    span.quantity_micros,
    span.worth_minor,
    cast(cast(text.list_unit_monthly_minor as double) * span.quantity_micros / 1e6 as decimal(28, 6)) as list_worth,
    span.in_code,
    span.out_code,
    case
      when span.out_code = 0 and span.from_month_no < span.month_no and span.to_month_no = span.month_no then 'paused'
      else text.reason
    end as reason
  from alive as span
  join read_contract_lines as text on text.line_no = span.line_no
  where not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
)

select
  basis, customer_no, product_no, month_no, chain_no, currency_no, line_no, line_id, from_month_no, is_before, is_after,
  amount_minor, quantity_micros, worth_minor, list_worth, in_code, out_code, reason
from final
