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
read_contract_lines as (select line.list_unit_monthly_minor, line.rowid as line_no from read_contract_lines as line),

listed as (
  select line.line_no, cast(line.list_unit_monthly_minor as double) as list_unit
  from read_contract_lines as line
  where line.list_unit_monthly_minor > 0
),

changes as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    change.in_micros, change.out_micros, change.in_worth, change.out_worth,
    cast(floor(coalesce(change.in_key, change.out_key) / 4e0) as bigint) as in_line_no,
    cast(floor(change.out_key / 4e0) as bigint) as out_line_no
  from product_changes as change
  where change.is_one_chain
    and not change.has_several
    and change.out_micros > 0
    and exists (select 1 from listed)
),

final as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    case
      when abs(
        cast(change.in_worth as double) / cast(change.in_micros as double)
        - cast(change.out_worth as double) / cast(change.out_micros as double)
      ) * greatest(change.in_micros, change.out_micros) < 0.0001 then 0
      else cast(round(cast(
        change.in_micros / 1e6 * (begun.list_unit - ended.list_unit)
        * (cast(change.out_worth as double) * 1e6 / cast(change.out_micros as double)) / cast(ended.list_unit as double)
        as decimal(24, 4))) as bigint)
    end as list_billing
  from changes as change
  join listed as ended on ended.line_no = change.out_line_no
  join listed as begun on begun.line_no = change.in_line_no
)

select basis, customer_no, product_no, currency_no, month_no, list_billing
from final
