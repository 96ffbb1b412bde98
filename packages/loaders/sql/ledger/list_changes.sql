-- A row is a change of one chain in a customer's product whose list price is known before and after: the part of its
-- price change that comes from the list price, quantity after x change of list price x (1 - discount before); 0 where the
-- unit price stays and all of the change is quantity.
-- grain: basis, customer_no, product_no, currency_no, month_no
-- basis         live, committed
-- customer_no   customers
-- product_no    product family
-- currency_no   billing currency
-- month_no      year * 12 + month
-- list_billing  list-price part, minor units of the billing currency; the rest of the price is discount
-- check: unique(basis, customer_no, product_no, currency_no, month_no)
with
product_changes as (select * from product_changes),
line_spans as (select * from line_spans),
read_contract_lines as (select line.list_unit_monthly_minor, line.rowid as line_no from read_contract_lines as line),

listed as (
  select line.line_no, cast(line.list_unit_monthly_minor as double) as list_unit
  from read_contract_lines as line
  where line.list_unit_monthly_minor > 0
),

changes as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    cast(floor(coalesce(change.in_key, change.out_key) / 4e0) as bigint) as in_line_no,
    cast(floor(change.out_key / 4e0) as bigint) as out_line_no
  from product_changes as change
  where change.out_key is not null
    and not change.has_several
    and exists (select 1 from listed)
),

final as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    case
      when abs(
        cast(start.worth_minor as double) / cast(start.quantity_micros as double)
        - cast(stop.worth_minor as double) / cast(stop.quantity_micros as double)
      ) * greatest(start.quantity_micros, stop.quantity_micros) < 0.0001 then 0
      else cast(round(cast(
        start.quantity_micros / 1e6 * (begun.list_unit - ended.list_unit)
        * (cast(stop.worth_minor as double) * 1e6 / cast(stop.quantity_micros as double)) / cast(ended.list_unit as double)
        as decimal(24, 4))) as bigint)
    end as list_billing
  from changes as change
  join line_spans as start
    on start.basis = change.basis and start.line_no = change.in_line_no and start.from_month_no = change.month_no
  join line_spans as stop
    on stop.basis = change.basis
    and stop.line_no = change.out_line_no
    and stop.to_month_no = change.month_no
    and stop.chain_no = start.chain_no
    and stop.quantity_micros > 0
  join listed as ended on ended.line_no = change.out_line_no
  join listed as begun on begun.line_no = change.in_line_no
)

select basis, customer_no, product_no, currency_no, month_no, list_billing
from final
